/**
 * A field for a name with those who may be meant beneath it. Gives `change` with what is typed, `pick` with the place in
 * `found`, and `typed` for somebody whom nobody knows.
 */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    label: { type: String, value: '' },
    placeholder: { type: String, value: '' },
    value: { type: String, value: '' },
    found: { type: Array, value: [] as { key: string; name: string; about: string }[] },
    /** Whoever is not found may be added as typed. */
    canType: { type: Boolean, value: false },
    maxlength: { type: Number, value: 30 },
    error: { type: String, value: '' },
    bordered: { type: Boolean, value: false },
  },
  methods: {
    type(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.triggerEvent('change', { value: event.detail.value });
    },
    pick(event: WechatMiniprogram.TouchEvent) {
      this.triggerEvent('pick', { value: event.currentTarget.dataset.at });
    },
    give() {
      this.triggerEvent('typed', { value: this.data.value.trim() });
    },
  },
});
