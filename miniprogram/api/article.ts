/**
 * Opens an article of the official account. Must be called straight from a tap. Where WeChat is too old to open it
 * (base library below 3.4.8, some desktops) the link is copied and the person told what to do with it.
 */
export function openArticle(url: string): void {
  if (url === '') return;
  if (wx.canIUse('openOfficialAccountArticle')) {
    wx.openOfficialAccountArticle({ url, fail: () => copyLink(url) });
    return;
  }
  copyLink(url);
}

function copyLink(url: string): void {
  wx.setClipboardData({
    data: url,
    success: () =>
      wx.showToast({ title: '链接已复制，发给“文件传输助手”就能打开', icon: 'none', duration: 3000 }),
    fail: () => wx.showToast({ title: '没能复制链接，请到公众号里查看', icon: 'none', duration: 3000 }),
  });
}
