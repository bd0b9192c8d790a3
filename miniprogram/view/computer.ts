/** WeChat on a computer, where there is no telephone and no camera to hold up. */
export function isComputer(): boolean {
  // Base libraries below 2.20.1 know the one call only.
  const { platform } =
    typeof wx.getDeviceInfo === 'function'
      ? wx.getDeviceInfo()
      : { platform: wx.getSystemInfoSync().platform };
  return /^(windows|mac|ohos_pc)$/.test(platform);
}

/** Says where to go when this WeChat has no such function. @returns whether it is missing */
export function needsPhone(functionName: string): boolean {
  if (wx.canIUse(functionName)) return false;
  wx.showToast({ title: '请用手机微信打开', icon: 'none' });
  return true;
}
