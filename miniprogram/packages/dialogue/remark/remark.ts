import { dropWords, keepWords, wordsOf } from '../../../api/choices';
import { ask } from '../../../api/client';
import type { SurveyView } from '../../../api/dto';
import { checkOpening, type OpeningCheck } from '../../../api/opening';
import { mayRemark, queueRemark, remarkState, waitingWords, watchRemarks } from '../../../api/remarks';
import { blankScreen, show } from '../../../api/screen';
import { changedText } from '../../../shared/event';
import { REMARK_MAX } from '../../../shared/remark';
import { type RemarkPageView, remarkSentence, remarkView } from './view';

Page({
  data: {
    ...blankScreen(),
    id: '',
    view: null as RemarkPageView | null,
    survey: null as SurveyView | null,
    max: REMARK_MAX as number,
    text: '',
    canSend: false,
    said: '',
    isKept: false,
    isSending: false,
    skeleton: [{ height: '240rpx' }, 1, 1],
  },
  async onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: query.id ?? '' });
    await this.load();
  },
  onShow() {
    this.unwatch = watchRemarks((survey) => {
      if (survey === this.data.survey?.survey) this.tell();
    });
  },
  onHide() {
    this.unwatch();
  },
  onUnload() {
    this.unwatch();
  },
  unwatch: () => undefined as unknown,
  async load() {
    const { id } = this.data;
    const answer = await show(
      this,
      async () => {
        const answer = await ask('survey.get', { sessionId: id });
        return { ...answer, data: { ...answer.data, opening: await openingOf(answer.data.survey) } };
      },
      ({ survey, opening }) => remarkView(survey, opening, survey !== null && mayRemark(survey)),
    );
    const survey = answer?.survey ?? null;
    if (survey && survey.state !== 'open') dropWords(survey.survey);
    const text = survey ? wordsOf(survey.survey) || waitingWords(survey.survey) : '';
    this.setData({ survey, text, canSend: text.trim() !== '' });
    this.tell();
  },
  type(event: WechatMiniprogram.CustomEvent) {
    const text = changedText(event);
    this.setData({ text, canSend: text.trim() !== '', said: '', isKept: false });
    const { survey } = this.data;
    if (!survey) return;
    const { sessionId, closesAt } = survey;
    keepWords(survey.survey, { text, sessionId, closesAt: closesAt ?? 0 });
  },
  async send() {
    const { survey, text, canSend, isSending } = this.data;
    if (!survey || !canSend || isSending) return;
    this.setData({ isSending: true });
    await queueRemark(survey, text.trim());
    dropWords(survey.survey);
    this.setData({ isSending: false });
    this.tell();
  },
  /** How the words stand; once they are counted this phone does not know them any more. */
  tell() {
    const state = this.data.survey && remarkState(this.data.survey.survey);
    if (state)
      this.setData({ said: remarkSentence(state), isKept: state === 'counted' || state === 'waiting' });
  },
  openSession() {
    wx.redirectTo({ url: `/pages/session/session?id=${this.data.id}` });
  },
});

/** Compared before anything can be written: the envelope goes to the key that is public. */
const openingOf = async (survey: SurveyView | null): Promise<OpeningCheck> =>
  survey?.state === 'open' ? checkOpening(survey) : 'agrees';
