Page({
  data: {},
  openHome() {
    wx.switchTab({ url: '/pages/home/home' });
  },
});
