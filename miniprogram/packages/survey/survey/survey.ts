import { ask, command } from '../../../api/client';
import { blankScreen, pullDown, show } from '../../../api/screen';
import { serverNow } from '../../../api/server-time';
import { sentenceFor } from '../../../api/trouble';
import { changedText, dataText } from '../../../shared/event';
import { LIMITS } from '../../../shared/limits';
import { openPage } from '../../../shared/open-page';
import { clockWords, instantOf, isoDate } from '../../../shared/time';
import { copyText } from '../../../view/copy-text';
import { type RoundDesk, SURVEY_STEPS, type SurveyDeskView, surveyDeskView } from './view';

type Asked = 'open' | 'close' | 'move' | 'announce' | 'correct';

interface Sheet {
  asked: Asked;
  title: string;
  hint: string;
  needsReason: boolean;
}

const SHEETS: Record<Asked, Sheet> = {
  open: {
    asked: 'open',
    title: '现在开始满意度调查？',
    hint: '参加名册随即封存，参会师生都会收到通知。此后不能补签到。',
    needsReason: false,
  },
  close: {
    asked: 'close',
    title: '现在截止？',
    hint: '截止后马上封箱计票，不能再打开。还没评的人就评不了了。',
    needsReason: true,
  },
  move: {
    asked: 'move',
    title: '改截止时间',
    hint: '改了以后会显示给所有人，原因也会记下来。',
    needsReason: true,
  },
  announce: {
    asked: 'announce',
    title: '通报结果？',
    hint: '所有人会收到通知；达到红黄牌标准的问题，牵头部门会收到亮牌。',
    needsReason: false,
  },
  correct: {
    asked: 'correct',
    title: '更正牵头部门',
    hint: '评价无法修改，能更正的只有牵头部门。更正成为新的一版，原版仍可查看。',
    needsReason: true,
  },
};

Page({
  data: {
    ...blankScreen(),
    id: '',
    view: null as SurveyDeskView | null,
    steps: SURVEY_STEPS,
    isAsking: false,
    /** Which of the surveys is asked about. */
    at: 0,
    sheet: SHEETS.open,
    reason: '',
    day: '',
    clock: '',
    departments: [] as { key: string; label: string }[],
    departmentId: '',
    questionId: '',
    problem: '',
    isSending: false,
    limits: LIMITS,
    skeleton: [{ width: '60%', height: '56rpx' }, { height: '160rpx' }, 1, 1],
  },
  onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: query.id ?? '' });
  },
  async onShow() {
    await this.load();
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  async load() {
    const sessionId = this.data.id;
    await show(
      this,
      () => ask('survey.desk', { sessionId }),
      (desk, now) => surveyDeskView(desk, now) ?? { rounds: [] },
    );
  },
  /** The survey a control belongs to; the button at the bottom belongs to the leading one. */
  pickRound(event: WechatMiniprogram.TouchEvent): RoundDesk | null {
    const { view } = this.data;
    const at = Number(dataText(event, 'at') || view?.lead || 0);
    this.setData({ at });
    return view?.rounds[at] ?? null;
  },
  act(event: WechatMiniprogram.TouchEvent) {
    const round = this.pickRound(event);
    if (!round) return;
    if (round.main === 'results') this.openWall();
    else if (round.main === 'seal') void this.give('close', '继续封箱');
    else if (round.main !== '') this.put(round.main);
  },
  put(asked: Asked) {
    this.setData({ isAsking: true, sheet: SHEETS[asked], reason: '', problem: '' });
  },
  move(event: WechatMiniprogram.TouchEvent) {
    const at = this.pickRound(event)?.closesAt || serverNow();
    this.setData({ day: isoDate(at), clock: clockWords(at) });
    this.put('move');
  },
  async correct(event: WechatMiniprogram.TouchEvent) {
    const row = this.pickRound(event)?.rows.find(({ id }) => id === dataText(event, 'id'));
    if (!row) return;
    try {
      const { data } = await ask('account.departments', {});
      const departments = data.departments.map(({ id, name }) => ({ key: id, label: name }));
      this.setData({ departments, departmentId: row.departmentId, questionId: row.id });
      this.put('correct');
    } catch (error) {
      this.setData({ problem: sentenceFor(error) });
    }
  },
  /** What was asked stays until the sheet is gone, so that it does not change under the eyes. */
  close() {
    this.setData({ isAsking: false, problem: '' });
  },
  typeReason(event: WechatMiniprogram.CustomEvent) {
    this.setData({ reason: changedText(event), problem: '' });
  },
  pickDay(event: WechatMiniprogram.CustomEvent) {
    this.setData({ day: changedText(event) });
  },
  pickClock(event: WechatMiniprogram.CustomEvent) {
    this.setData({ clock: changedText(event) });
  },
  pickDepartment(event: WechatMiniprogram.CustomEvent) {
    this.setData({ departmentId: changedText(event) });
  },
  async confirm() {
    const { sheet, reason } = this.data;
    if (sheet.needsReason && reason.trim() === '') {
      this.setData({ problem: '请写明原因' });
      return;
    }
    await this.give(sheet.asked, reason);
  },
  async give(asked: Asked, reason: string) {
    const { view, at, isSending, day, clock, questionId, departmentId } = this.data;
    const round = view?.rounds[at];
    if (isSending || !round) return;
    const { survey, sessionId } = round;
    this.setData({ isSending: true, problem: '' });
    try {
      if (asked === 'open') await command('survey.open', { sessionId });
      else if (asked === 'close') await command('survey.close', { sessionId, reason });
      else if (asked === 'announce') await command('survey.announce', { sessionId });
      else if (asked === 'correct')
        await command('survey.correctResults', { survey, questionId, departmentId, reason });
      else if (asked === 'move') {
        const closesAt = instantOf(day, clock);
        if (closesAt !== null) await command('survey.reschedule', { sessionId, closesAt, reason });
      }
      this.close();
    } catch (error) {
      this.setData({ problem: sentenceFor(error) });
    } finally {
      this.setData({ isSending: false });
    }
    await this.load();
  },
  openCard(event: WechatMiniprogram.TouchEvent) {
    openPage(`/packages/survey/card/card?id=${dataText(event, 'id')}`);
  },
  openCards() {
    openPage(`/packages/survey/cards/cards?session=${this.data.id}`);
  },
  openWall() {
    openPage(`/packages/survey/opening/opening?id=${this.data.id}`);
  },
  copyBrief() {
    copyText(this.data.view?.brief ?? '');
  },
  openRemarks() {
    openPage(`/packages/dialogue/remarks/remarks?id=${this.data.id}`);
  },
  openMinutes() {
    wx.redirectTo({ url: `/packages/hall/minutes/minutes?id=${this.data.id}` });
  },
});
