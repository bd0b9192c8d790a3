/** One of a few, each a chip of full height. Gives `change` with the key chosen. */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    /** What is being chosen, for screen readers. */
    label: { type: String, value: '' },
    choices: { type: Array, value: [] as { key: string; label: string }[] },
    value: { type: String, value: '' },
  },
  methods: {
    pick(event: WechatMiniprogram.TouchEvent) {
      const value: unknown = event.currentTarget.dataset.key;
      if (value !== this.data.value) this.triggerEvent('change', { value });
    },
  },
});
