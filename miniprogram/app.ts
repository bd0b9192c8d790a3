App({
  onLaunch() {
    // The environment is the one this mini program is bound to; it is named in the console, not in code.
    wx.cloud.init({ traceUser: false });
  },
});
