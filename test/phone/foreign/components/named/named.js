// Properties that every element has of itself, as Vant's button declares them.
const button = Behavior({ properties: { id: String } });
Component({
  behaviors: [button, 'wx://form-field-button'],
  properties: { dataset: null },
  data: { where: '' },
  attached() {
    this.setData({ where: this.renderer });
  },
});
