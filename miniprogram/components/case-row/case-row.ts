/** One case in a list: title, where it stands, who has it, deadline or outcome. Gives `open`. Shows a `CaseRowView`. */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    /** On a desk the list says the state already: no dots, less room. */
    isDense: { type: Boolean, value: false },
    item: { type: Object, value: {} as { id?: string } },
  },
  methods: {
    open() {
      this.triggerEvent('open', { value: String(this.data.item.id ?? '') });
    },
  },
});
