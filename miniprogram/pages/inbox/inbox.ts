import { ask, command } from '../../api/client';
import { blankScreen, pullDown, show, showMore } from '../../api/screen';
import { serverNow } from '../../api/server-time';
import { toastTrouble } from '../../api/trouble';
import { dataText } from '../../shared/event';
import { openPage } from '../../shared/open-page';
import { type InboxView, inboxView } from './view';

Page({
  data: {
    ...blankScreen(),
    view: null as InboxView | null,
    skeleton: [{ width: '60%' }, 1, { width: '60%' }, 1, { width: '60%' }, 1],
  },
  async onLoad() {
    await this.load();
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  async load() {
    const answer = await show(this, () => ask('announcement.inbox', {}), inboxView);
    if (answer && this.data.staleSince === '') await this.markRead();
  },
  /** Seen is read on the server; the dots stay on this visit so that one sees what is new. */
  async markRead() {
    const upTo = this.data.view?.readUpTo ?? 0;
    if (upTo === 0) return;
    try {
      await command('announcement.read', { upTo });
    } catch (error) {
      toastTrouble(error);
    }
  },
  async more() {
    await showMore(this, async (view, cursor) => {
      const more = inboxView((await ask('announcement.inbox', { cursor })).data, serverNow());
      return { ...view, messages: [...view.messages, ...more.messages], next: more.next };
    });
  },
  open(event: WechatMiniprogram.TouchEvent) {
    const message = this.data.view?.messages.find((one) => one.id === dataText(event, 'id'));
    if (message) openPage(message.url);
  },
  openHome() {
    wx.switchTab({ url: '/pages/home/home' });
  },
});
