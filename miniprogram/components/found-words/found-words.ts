/** What may tell who is meant, one row each. Gives `use` (take the suggestion) or `keep`, with the finding's id. */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    findings: { type: Array, value: [] as { id: string; kind: string; text: string; suggestion: string }[] },
  },
  methods: {
    use(event: WechatMiniprogram.TouchEvent) {
      this.triggerEvent('use', { value: event.currentTarget.dataset.id });
    },
    keep(event: WechatMiniprogram.TouchEvent) {
      this.triggerEvent('keep', { value: event.currentTarget.dataset.id });
    },
  },
});
