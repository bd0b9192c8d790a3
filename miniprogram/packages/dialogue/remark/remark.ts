import { ask } from '../../../api/client';
import { dropDraft, keepDraft, readDraft } from '../../../api/draft';
import type { SurveyView } from '../../../api/dto';
import { mayRemark, sendRemark } from '../../../api/remarks';
import { blankScreen, show } from '../../../api/screen';
import { sentenceFor } from '../../../api/trouble';
import { changedText } from '../../../shared/event';
import { REMARK_ANSWERS, REMARK_MAX } from '../../../shared/remark';
import { isDraft, type RemarkPageView, remarkView } from './view';

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
    const draft = survey && readDraft(`remark:${survey.survey}`, isDraft);
    this.setData({ survey, text: draft?.text ?? '', canSend: draft !== null && draft.text.trim() !== '' });
  },
  type(event: WechatMiniprogram.CustomEvent) {
    const text = changedText(event);
    this.setData({ text, canSend: text.trim() !== '', said: '', isKept: false });
    const { survey } = this.data;
    if (survey) keepDraft(`remark:${survey.survey}`, { text });
  },
  async send() {
    const { survey, text, canSend, isSending } = this.data;
    if (!survey || !canSend || isSending) return;
    this.setData({ isSending: true });
    try {
      const answer = await sendRemark(survey, text.trim());
      // Once it is counted the phone does not know it any more either.
      if (answer === 'counted') dropDraft(`remark:${survey.survey}`);
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
