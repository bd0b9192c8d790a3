Page({
  data: { from: global.startedAt },
  onShow() {
    this.getTabBar().setData({ selected: 0 });
  },
});
