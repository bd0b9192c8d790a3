/** A row that is a switch as a whole, so that a thumb and a screen reader both find it. Gives `change`. */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    label: { type: String, value: '' },
    value: { type: Boolean, value: false },
    bordered: { type: Boolean, value: true },
  },
  methods: {
    toggle() {
      this.triggerEvent('change', { value: !this.data.value });
    },
  },
});
