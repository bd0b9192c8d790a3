/** WeChat opens ten pages and then refuses without a word. The last place stays free. */
const DEEPEST = 9;

/** Opens a page; nine deep it takes the place of the one on top, so that no tap goes dead. */
export function openPage(url: string): void {
  if (getCurrentPages().length >= DEEPEST) wx.redirectTo({ url });
  else wx.navigateTo({ url });
}
