import { ask } from '../../../api/client';
import { departmentNames } from '../../../api/departments';
import { blankScreen, show } from '../../../api/screen';
import { sentenceFor } from '../../../api/trouble';
import { changedText } from '../../../shared/event';
import { type CaseRowView, caseRowView } from '../../../view/case';

Page({
  data: {
    ...blankScreen(),
    view: null as { rows: CaseRowView[]; next: string } | null,
    skeleton: [{ width: '60%' }, 1, { width: '60%' }, 1],
  },
  async onShow() {
    if (this.data.phase !== 'ready') await this.load();
  },
  async load() {
    const names = await departmentNames();
    await show(
      this,
      () => ask('case.overdue', {}),
      ({ cases, next }, now) => ({
        rows: cases.map((row) => caseRowView(row, names, now)),
        next: next ?? '',
      }),
    );
  },
  async more() {
    const { view } = this.data;
    if (!view?.next) return;
    try {
      const [{ data }, names] = await Promise.all([
        ask('case.overdue', { cursor: view.next }),
        departmentNames(),
      ]);
      const rows = data.cases.map((row) => caseRowView(row, names, Date.now()));
      this.setData({ view: { rows: [...view.rows, ...rows], next: data.next ?? '' } });
    } catch (error) {
      wx.showToast({ title: sentenceFor(error), icon: 'none' });
    }
  },
  open(event: WechatMiniprogram.CustomEvent) {
    wx.navigateTo({ url: `/pages/case/case?id=${changedText(event)}` });
  },
});
