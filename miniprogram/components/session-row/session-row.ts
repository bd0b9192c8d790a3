/** One session in a list: number, time, place, how far it has come. Gives `open`. Shows a `SessionHead`. */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    session: { type: Object, value: {} as { id?: string } },
  },
  methods: {
    open() {
      this.triggerEvent('open', { value: String(this.data.session.id ?? '') });
    },
  },
});
