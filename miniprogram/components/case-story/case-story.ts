/**
 * What was asked, where it stands and what was answered: the upper part of a case page. Shows a `CasePageView`, all of
 * it or one part: `state` is what an asker looks for first, `words` what was written and who looked.
 */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    view: { type: Object, value: {} as { mergedInto?: { id: string } | null } },
    part: { type: String, value: 'all' },
  },
  methods: {
    look(event: WechatMiniprogram.TouchEvent) {
      const { src } = event.currentTarget.dataset;
      if (typeof src === 'string') wx.previewImage({ urls: [src] });
    },
    openMerged() {
      const id = this.data.view.mergedInto?.id;
      if (id) this.triggerEvent('open', { value: id });
    },
  },
});
