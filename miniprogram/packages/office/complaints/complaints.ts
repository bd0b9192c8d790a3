import { ask, command } from '../../../api/client';
import { blankScreen, pullDown, show, showMore } from '../../../api/screen';
import { serverNow } from '../../../api/server-time';
import { toastTrouble } from '../../../api/trouble';
import { changedText, dataText } from '../../../shared/event';
import { LIMITS } from '../../../shared/limits';
import { openPage } from '../../../shared/open-page';
import { type ComplaintsView, complaintsView } from './view';

Page({
  data: {
    ...blankScreen(),
    box: 'open',
    boxes: [
      { key: 'open', label: '待处理' },
      { key: 'decided', label: '已处理' },
    ],
    view: null as ComplaintsView | null,
    /** The complaint that is being decided, and how. */
    deciding: '',
    isUpheld: false,
    decision: '',
    decisionMax: LIMITS.reasonMax as number,
    skeleton: [{ width: '70%' }, { height: '120rpx' }],
  },
  async onShow() {
    await this.load();
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  async load() {
    const isOpen = this.data.box === 'open';
    await show(this, () => ask('case.complaints', { isOpen }), complaintsView);
  },
  async pick(event: WechatMiniprogram.CustomEvent) {
    this.setData({ box: changedText(event) });
    await this.load();
  },
  async more() {
    const isOpen = this.data.box === 'open';
    await showMore(this, async (view, cursor) => {
      const { data } = await ask('case.complaints', { isOpen, cursor });
      const more = complaintsView(data, serverNow());
      return { ...more, rows: [...view.rows, ...more.rows] };
    });
  },
  open(event: WechatMiniprogram.TouchEvent) {
    openPage(dataText(event, 'url'));
  },
  uphold(event: WechatMiniprogram.TouchEvent) {
    this.setData({ deciding: dataText(event, 'id'), isUpheld: true, decision: '' });
  },
  dismiss(event: WechatMiniprogram.TouchEvent) {
    this.setData({ deciding: dataText(event, 'id'), isUpheld: false, decision: '' });
  },
  leave() {
    this.setData({ deciding: '' });
  },
  type(event: WechatMiniprogram.CustomEvent) {
    this.setData({ decision: changedText(event) });
  },
  async give() {
    const { deciding: complaintId, isUpheld, decision } = this.data;
    if (decision.trim() === '') {
      wx.showToast({ title: '请写处理结果', icon: 'none' });
      return;
    }
    this.setData({ deciding: '' });
    try {
      await command('case.decideComplaint', { complaintId, isUpheld, decision });
    } catch (error) {
      toastTrouble(error);
    }
    await this.load();
  },
});
