import { ask } from '../../../api/client';
import { blankScreen, pullDown, show, showMore } from '../../../api/screen';
import { type AuditView, auditView } from './view';

Page({
  data: {
    ...blankScreen(),
    view: null as AuditView | null,
    skeleton: [{ width: '40%' }, 1, { width: '40%' }, 1],
  },
  async onLoad() {
    await this.load();
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  async load() {
    await show(this, () => ask('account.auditLog', {}), auditView);
  },
  async more() {
    await showMore(this, async (view, cursor) => {
      const more = auditView((await ask('account.auditLog', { cursor })).data);
      return { entries: [...view.entries, ...more.entries], next: more.next, end: view.end };
    });
  },
});
