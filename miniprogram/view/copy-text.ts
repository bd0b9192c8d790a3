/** Copies a text. WeChat says itself that it was copied; a refusal, as without consent to the privacy guide, is said here. */
export function copyText(data: string): void {
  wx.setClipboardData({
    data,
    fail: () => wx.showToast({ title: '没能复制，请长按文字复制', icon: 'none' }),
  });
}
