/** A time in words people use; a tap shows the exact one, another the words again. */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    words: { type: String, value: '' },
    exact: { type: String, value: '' },
    isLarge: { type: Boolean, value: false },
    isSmall: { type: Boolean, value: false },
  },
  data: { isExact: false },
  methods: {
    toggle() {
      this.setData({ isExact: !this.data.isExact });
    },
  },
});
