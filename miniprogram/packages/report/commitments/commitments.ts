import { ask } from '../../../api/client';
import { departmentNames } from '../../../api/departments';
import { blankScreen, show, showMore } from '../../../api/screen';
import { serverNow } from '../../../api/server-time';
import { COMMITMENT_STATES, type CommitmentState } from '../../../shared/case';
import { changedText, dataText } from '../../../shared/event';
import { openPage } from '../../../shared/open-page';
import { type CommitmentsView, commitmentsView } from './view';

const isState = (value: string): value is CommitmentState => Object.keys(COMMITMENT_STATES).includes(value);

Page({
  data: {
    ...blankScreen(),
    states: Object.entries(COMMITMENT_STATES).map(([key, label]) => ({ key, label })),
    state: 'open' as CommitmentState,
    view: null as CommitmentsView | null,
    skeleton: [{ width: '60%' }, 1, { width: '60%' }, 1],
  },
  async onShow() {
    if (this.data.phase !== 'ready') await this.load();
  },
  async load() {
    const names = await departmentNames();
    await show(
      this,
      () => ask('case.commitments', { state: this.data.state }),
      (answer, now) => commitmentsView(answer, names, now),
    );
  },
  async pick(event: WechatMiniprogram.CustomEvent) {
    const state = changedText(event);
    if (!isState(state)) return;
    this.setData({ ...blankScreen(), state, view: null });
    await this.load();
  },
  async more() {
    const { state } = this.data;
    await showMore(this, async (view, cursor) => {
      const [{ data }, names] = await Promise.all([
        ask('case.commitments', { state, cursor }),
        departmentNames(),
      ]);
      const more = commitmentsView(data, names, serverNow());
      return { rows: [...view.rows, ...more.rows], next: more.next };
    });
  },
  open(event: WechatMiniprogram.TouchEvent) {
    const id = dataText(event, 'id');
    if (this.data.view?.rows.find((row) => row.id === id)?.isHidden)
      wx.showToast({ title: '这件没有公开，只能看到谁办、哪天前', icon: 'none' });
    else openPage(`/pages/case/case?id=${id}`);
  },
});
