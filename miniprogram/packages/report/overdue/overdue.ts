import { ask } from '../../../api/client';
import { departmentNames } from '../../../api/departments';
import { blankScreen, show, showMore } from '../../../api/screen';
import { serverNow } from '../../../api/server-time';
import { changedText } from '../../../shared/event';
import { openPage } from '../../../shared/open-page';
import { type OverdueView, overdueView } from './view';

Page({
  data: {
    ...blankScreen(),
    view: null as OverdueView | null,
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
      (answer, now) => overdueView(answer, names, now),
    );
  },
  async more() {
    await showMore(this, async (view, cursor) => {
      const [{ data }, names] = await Promise.all([ask('case.overdue', { cursor }), departmentNames()]);
      const more = overdueView(data, names, serverNow());
      return { rows: [...view.rows, ...more.rows], next: more.next };
    });
  },
  open(event: WechatMiniprogram.CustomEvent) {
    const id = changedText(event);
    if (this.data.view?.rows.find((row) => row.id === id)?.isHidden)
      wx.showToast({ title: '这件没有公开，只能看到由谁办、超了多久', icon: 'none' });
    else openPage(`/pages/case/case?id=${id}`);
  },
});
