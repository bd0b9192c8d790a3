import { ask, command } from '../../../api/client';
import { giveAfterLook } from '../../../api/look-through';
import { blankScreen, pullDown, show } from '../../../api/screen';
import { toastTrouble } from '../../../api/trouble';
import { changedText, dataText } from '../../../shared/event';
import { LIMITS } from '../../../shared/limits';
import { type RemarksView, remarksView } from './view';

Page({
  data: {
    ...blankScreen(),
    id: '',
    view: null as RemarksView | null,
    /** The remark that is being held back. */
    holding: '',
    reason: '',
    reasonMax: LIMITS.reasonMax as number,
    busyId: '',
    skeleton: [{ height: '120rpx' }, { height: '120rpx' }],
  },
  async onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: query.id ?? '' });
    await this.load();
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  async load() {
    await show(this, () => ask('survey.remarks', { sessionId: this.data.id }), remarksView);
  },
  async let(event: WechatMiniprogram.TouchEvent) {
    await this.decide(dataText(event, 'id'), true, '');
  },
  hold(event: WechatMiniprogram.TouchEvent) {
    this.setData({ holding: dataText(event, 'id'), reason: '' });
  },
  leave() {
    this.setData({ holding: '' });
  },
  type(event: WechatMiniprogram.CustomEvent) {
    this.setData({ reason: changedText(event) });
  },
  async give() {
    const { holding, reason } = this.data;
    this.setData({ holding: '' });
    await this.decide(holding, false, reason);
  },
  async decide(remarkId: string, isShown: boolean, reason: string) {
    if (this.data.busyId !== '' || remarkId === '') return;
    this.setData({ busyId: remarkId });
    try {
      const text = this.data.view?.rows.find(({ id }) => id === remarkId)?.text ?? '';
      await giveAfterLook({ main: { key: 'remark', text }, others: [] }, (kept) =>
        command('survey.moderateRemark', { remarkId, isShown, reason, kept }),
      );
      await this.load();
    } catch (error) {
      toastTrouble(error);
    } finally {
      this.setData({ busyId: '' });
    }
  },
  openResults() {
    wx.redirectTo({ url: `/packages/dialogue/results/results?id=${this.data.id}` });
  },
});
