import { ask } from '../../api/client';
import { blankScreen, pullDown, show, showMore } from '../../api/screen';
import { serverNow } from '../../api/server-time';
import { changedText } from '../../shared/event';
import { openPage } from '../../shared/open-page';
import { type PublicView, publicView } from './view';

Page({
  data: {
    ...blankScreen(),
    view: null as PublicView | null,
    skeleton: [{ width: '30%' }, 1, { width: '60%' }, { width: '30%' }, 1, { width: '60%' }],
  },
  async onShow() {
    // Coming back to the tab keeps the pages already read.
    if (this.data.phase !== 'ready') await this.load();
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  async load() {
    await show(this, () => ask('session.list', {}), publicView);
  },
  async more() {
    await showMore(this, async (view, cursor) => {
      const more = publicView((await ask('session.list', { cursor })).data, serverNow());
      return { coming: view.coming, past: [...view.past, ...more.past], next: more.next };
    });
  },
  open(event: WechatMiniprogram.CustomEvent) {
    openPage(`/pages/session/session?id=${changedText(event)}`);
  },
  openFigures() {
    openPage('/packages/report/departments/departments');
  },
  openCards() {
    openPage('/packages/dialogue/cards/cards');
  },
  openRulebook() {
    openPage('/pages/rulebook/rulebook');
  },
});
