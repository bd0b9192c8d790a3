/** The lowest base library: glass-easel draws on the WebView from here on. The same is set at mp.weixin.qq.com. */
export const LOWEST_LIBRARY = '3.8.12';

/** `3.10.0` is later than `3.8.12`: compared number by number. */
export function isOlder(version: string, than: string): boolean {
  const [own, other] = [version, than].map((text) => text.split('.').map(Number));
  for (let at = 0; at < 3; at++) {
    const difference = (own?.[at] ?? 0) - (other?.[at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** Below the lowest base library says what to do, over whatever can be drawn: a white page says nothing. */
export function askForUpdate(): void {
  // wx.getAppBaseInfo is younger than the versions this is for.
  const version =
    typeof wx.getAppBaseInfo === 'function'
      ? wx.getAppBaseInfo().SDKVersion
      : wx.getSystemInfoSync().SDKVersion;
  if (!isOlder(version, LOWEST_LIBRARY)) return;
  wx.showModal({
    title: '请更新微信',
    content: '微信版本过低，部分页面打不开。请更新微信后再进入。',
    showCancel: false,
    confirmText: '更新微信',
    success: () => {
      if (wx.canIUse('updateWeChatApp')) wx.updateWeChatApp({ fail: () => undefined });
    },
  });
}
