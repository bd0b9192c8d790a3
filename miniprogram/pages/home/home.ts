import { type BallotRound, ballotRounds } from '../../api/ballot-rounds';
import { castingOf, settleRounds, watchCasting } from '../../api/ballots';
import { bindThenOpen } from '../../api/binding';
import { CallError } from '../../api/call-error';
import { forgetOver } from '../../api/choices';
import { ask } from '../../api/client';
import { askConsent } from '../../api/consent';
import { holdingOf } from '../../api/credentials';
import { departmentNames } from '../../api/departments';
import type { Output } from '../../api/dto';
import { blankScreen, pullDown, show } from '../../api/screen';
import { serverNow } from '../../api/server-time';
import { toastTrouble } from '../../api/trouble';
import { COLLEGE } from '../../shared/college';
import { changedText, dataText } from '../../shared/event';
import { openPage } from '../../shared/open-page';
import { FORGOTTEN, lateInWords } from '../../shared/receipt';
import { type CaseRowView, caseRowView } from '../../view/case';
import { type DeskBlock, deskBlocks } from './desk-blocks';
import type { OwnSurveys } from './own-surveys';
import { type HomeView, homeView, needsSurveys } from './view';

Page({
  data: {
    ...blankScreen(),
    college: COLLEGE.name,
    hotline: COLLEGE.hotline.label,
    templates: {} as Record<string, string>,
    view: null as HomeView | null,
    home: null as Output<'session.home'> | null,
    attended: null as OwnSurveys['attended'] | null,
    openCases: [] as CaseRowView[],
    desks: [] as DeskBlock[],
    skeleton: [{ width: '50%' }, { width: '80%', height: '72rpx' }, 1, 1, { height: '100rpx' }],
  },
  unwatch: () => undefined as unknown,
  async onShow() {
    this.unwatch = watchCasting(() => this.refresh());
    await this.load();
  },
  onHide() {
    this.unwatch();
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  async load() {
    const home = await show(
      this,
      () => ask('session.home', {}),
      (answer, now) => homeView(answer, now, answer.isBound ? this.own() : null),
    );
    if (!home) return;
    this.setData({ templates: home.templates, home });
    await this.showCases(home);
    const hasOpenRounds = ballotRounds().some(({ receipt }) => receipt === null);
    if (needsSurveys(home, serverNow(), hasOpenRounds)) await this.loadSurveys();
  },
  async loadSurveys() {
    try {
      const { attended } = (await ask('survey.mine', {})).data;
      this.setData({ attended });
      this.refresh();
      const isOpen = (sessionId: string) =>
        attended.some(
          (one) => one.sessionId === sessionId && one.rounds.some(({ state }) => state === 'open'),
        );
      forgetOver(({ sessionId }) => !isOpen(sessionId));
      const sealed = attended
        .flatMap(({ rounds }) => rounds)
        .filter(({ state }) => state === 'sealed' || state === 'announced')
        .map(({ survey }) => survey);
      for (const round of await settleRounds(({ survey }) => sealed.includes(survey))) tellLate(round);
    } catch (error) {
      // The rest of the page stands without it.
      if (!(error instanceof CallError)) throw error;
    }
  },
  /** The same answers, with what has been sent meanwhile. */
  refresh() {
    const { home } = this.data;
    if (home) this.setData({ view: homeView(home, serverNow(), this.own()) });
  },
  own(): OwnSurveys | null {
    const { attended } = this.data;
    if (!attended) return null;
    const held = attended.map(({ sessionId }) => sessionId).filter((id) => holdingOf(id) === 'held');
    const casting: Record<string, { left: number; counted: number }> = {};
    for (const round of ballotRounds())
      if (round.receipt === null && held.includes(round.sessionId)) casting[round.survey] = castingOf(round);
    return { attended, casting, held };
  },
  /** Department names are asked once while the app runs. */
  async showCases(home: Output<'session.home'>) {
    const names = await departmentNames();
    const now = serverNow();
    this.setData({
      openCases: home.openCases.map((row) => caseRowView(row, names, now, true)),
      desks: deskBlocks(home, names, now),
    });
  },
  openDesk(event: WechatMiniprogram.TouchEvent) {
    openPage(dataText(event, 'url'));
  },
  openCase(event: WechatMiniprogram.CustomEvent) {
    openPage(`/pages/case/case?id=${changedText(event)}`);
  },
  openForm(event: WechatMiniprogram.TouchEvent) {
    openPage(`/pages/case-form/case-form?channel=${dataText(event, 'channel')}`);
  },
  openSurvey() {
    const { view } = this.data;
    if (view?.survey) openPage(view.survey.url);
  },
  openWhy() {
    openPage('/packages/dialogue/anonymity/anonymity');
  },
  openInbox() {
    openPage('/pages/inbox/inbox');
  },
  openNext() {
    const { view } = this.data;
    if (view?.next) openPage(`/pages/session/session?id=${view.next.id}`);
  },
  openLast() {
    const { view } = this.data;
    if (view?.last) openPage(`/pages/session/session?id=${view.last.id}`);
  },
  openCommitments() {
    openPage('/packages/report/commitments/commitments');
  },
  openPast() {
    wx.switchTab({ url: '/pages/public/public' });
  },
  async act() {
    const { view } = this.data;
    if (!view) return;
    if (view.action.kind === 'remind') return this.remind();
    if (view.action.kind === 'rate') return this.openSurvey();
    if (view.action.kind === 'results' && view.last) {
      openPage(`/packages/dialogue/results/results?id=${view.last.id}`);
      return;
    }
    if (!view.next) return;
    const form = `/pages/booking/booking?id=${view.next.id}`;
    const door = `/packages/dialogue/checkin/checkin?id=${view.next.id}`;
    if (view.action.kind === 'checkin') view.isBound ? openPage(door) : bindThenOpen(door);
    else if (view.action.kind === 'book') view.isBound ? openPage(form) : bindThenOpen(form);
    else if (view.action.kind === 'booking') openPage(`/pages/booked/booked?id=${view.next.id}`);
    else if (view.action.kind === 'bookings') openPage('/pages/bookings/bookings');
    else this.openNext();
  },
  async remind() {
    if (!this.data.view?.isBound) {
      bindThenOpen('/pages/message-settings/message-settings');
      return;
    }
    try {
      const outcome = await askConsent(['preview'], this.data.templates);
      const title = outcome === 'accepted' ? '好的，发布时提醒你' : '预告发布后会在消息里';
      wx.showToast({ title, icon: 'none' });
    } catch (error) {
      toastTrouble(error);
    }
  },
});

/** Once, when the list of counted ballots has told: somebody who believes to have rated must hear that some came late. */
function tellLate({ number, slots, receipt }: BallotRound): void {
  if (!receipt || receipt.late.length === 0) return;
  wx.showModal({
    title: `${receipt.late.length} 张评价票来晚了`,
    content: `第 ${number} 期：计入 ${receipt.counted} 张。${lateInWords(slots, receipt.late)}${FORGOTTEN}`,
    showCancel: false,
    confirmText: '知道了',
  });
}
