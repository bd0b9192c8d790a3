import { ask, command } from '../../../api/client';
import { blankScreen, pullDown, show } from '../../../api/screen';
import { toastTrouble } from '../../../api/trouble';
import { changedFlag } from '../../../shared/event';
import { type AttendeesView, attendeesView } from './view';

Page({
  data: {
    ...blankScreen(),
    id: '',
    view: null as AttendeesView | null,
    skeleton: [{ width: '50%', height: '72rpx' }, { height: '100rpx' }, 1, 1],
  },
  async onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: query.id ?? '' });
    await this.load();
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  async load() {
    const answer = await show(this, () => ask('hall.attendees', { sessionId: this.data.id }), attendeesView);
    if (answer) wx.setNavigationBarTitle({ title: `第 ${answer.number} 期参会情况` });
  },
  async listMe(event: WechatMiniprogram.CustomEvent) {
    const { id, view } = this.data;
    if (!view) return;
    try {
      const { isListed } = await command('hall.listMe', { sessionId: id, isListed: changedFlag(event) });
      this.setData({ 'view.isListed': isListed });
    } catch (error) {
      toastTrouble(error);
    }
    await this.load();
  },
});
