/** The way of a case like a parcel's, newest first. Shows `StepView`s; a tap on a picture opens it large. */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    steps: { type: Array, value: [] as object[] },
  },
  methods: {
    look(event: WechatMiniprogram.TouchEvent) {
      const { src } = event.currentTarget.dataset;
      if (typeof src === 'string') wx.previewImage({ urls: [src] });
    },
  },
});
