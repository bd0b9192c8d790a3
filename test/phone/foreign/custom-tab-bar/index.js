Component({
  data: {
    selected: 0,
    list: [
      { text: '甲', path: '/pages/one/index' },
      { text: '乙', path: '/pages/two/index' },
    ],
  },
  methods: {
    go(event) {
      wx.switchTab({ url: event.currentTarget.dataset.path });
    },
  },
});
