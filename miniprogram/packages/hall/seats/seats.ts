import { ask } from '../../../api/client';
import type { Output } from '../../../api/dto';
import { lookEvery, stopLooking } from '../../../api/looking';
import { blankScreen, pullDown, show } from '../../../api/screen';
import { changedFlag } from '../../../shared/event';
import { type SeatsView, seatsView } from './view';

/** What people send must show by itself while the host works. */
const LOOK_EVERY = 8_000;

Page({
  data: {
    ...blankScreen(),
    id: '',
    view: null as SeatsView | null,
    isSending: false,
    skeleton: [{ width: '50%' }, { height: '140rpx' }, { height: '140rpx' }],
  },
  onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: query.id ?? '' });
  },
  async onShow() {
    lookEvery(
      this,
      LOOK_EVERY,
      () => ask('hall.seatInbox', { sessionId: this.data.id }),
      (inbox) => ({ view: seatsView(inbox) }),
    );
    await this.load();
  },
  onHide() {
    stopLooking(this);
  },
  onUnload() {
    stopLooking(this);
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  async load() {
    await show(this, () => ask('hall.seatInbox', { sessionId: this.data.id }), seatsView);
  },
  mark(event: WechatMiniprogram.CustomEvent) {
    this.setData({ isSending: changedFlag(event) });
  },
  take({ detail }: WechatMiniprogram.CustomEvent<{ inbox: Output<'hall.seatInbox'> }>) {
    this.setData({ view: seatsView(detail.inbox) });
  },
});
