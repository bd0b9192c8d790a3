import { dropWords, keepWords, wordsOf } from '../../../api/choices';
import { ask } from '../../../api/client';
import type { SurveyView } from '../../../api/dto';
import { mayRemark, sendRemark } from '../../../api/remarks';
import { blankScreen, show } from '../../../api/screen';
import { sentenceFor } from '../../../api/trouble';
import { changedText } from '../../../shared/event';
import { REMARK_ANSWERS, REMARK_MAX } from '../../../shared/remark';
import { type RemarkPageView, remarkView } from './view';

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
  async load() {
    const { id } = this.data;
    const answer = await show(
      this,
      () => ask('survey.get', { sessionId: id }),
      ({ survey }) => remarkView(survey, survey !== null && mayRemark(survey)),
    );
    const survey = answer?.survey ?? null;
    if (survey && survey.state !== 'open') dropWords(survey.survey);
    const text = survey ? wordsOf(survey.survey) : '';
    this.setData({ survey, text, canSend: text.trim() !== '' });
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
    try {
      const answer = await sendRemark(survey, text.trim());
      // Once it is counted the phone does not know it any more either.
      if (answer === 'counted') dropWords(survey.survey);
      this.setData({ said: REMARK_ANSWERS[answer], isKept: answer === 'counted' });
    } catch (error) {
      this.setData({ said: sentenceFor(error), isKept: false });
    } finally {
      this.setData({ isSending: false });
    }
  },
  openSession() {
    wx.redirectTo({ url: `/pages/session/session?id=${this.data.id}` });
  },
});
