Component({
  behaviors: ['wx://proxy-scroll-view'],
  properties: { text: String },
});
