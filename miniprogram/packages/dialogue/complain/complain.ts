import { command } from '../../../api/client';
import { sentenceFor } from '../../../api/trouble';
import { COMPLAINT_PLACES, COMPLAINT_REASONS } from '../../../shared/complaint';
import { changedText } from '../../../shared/event';
import { keyIn } from '../../../shared/key-in';
import { LIMITS } from '../../../shared/limits';

Page({
  data: {
    phase: 'ready',
    place: '',
    placeName: '',
    subjectId: '',
    reason: '',
    text: '',
    problem: '',
    isSending: false,
    isSent: false,
    textMax: LIMITS.reasonMax as number,
    reasons: Object.entries(COMPLAINT_REASONS).map(([key, label]) => ({ key, label })),
  },
  onLoad(query: Record<string, string | undefined>) {
    const place = keyIn(COMPLAINT_PLACES, query.place);
    this.setData({
      place: place ?? '',
      placeName: place ? COMPLAINT_PLACES[place] : '',
      subjectId: query.id ?? '',
    });
  },
  pick(event: WechatMiniprogram.CustomEvent) {
    this.setData({ reason: changedText(event), problem: '' });
  },
  type(event: WechatMiniprogram.CustomEvent) {
    this.setData({ text: changedText(event), problem: '' });
  },
  async send() {
    const { subjectId, text, isSending } = this.data;
    const place = keyIn(COMPLAINT_PLACES, this.data.place);
    const reason = keyIn(COMPLAINT_REASONS, this.data.reason);
    if (isSending || !place) return;
    if (!reason) {
      this.setData({ problem: '请选原因' });
      return;
    }
    this.setData({ isSending: true, problem: '' });
    try {
      await command('case.complain', { place, subjectId, reason, text });
      this.setData({ isSent: true });
    } catch (error) {
      this.setData({ problem: sentenceFor(error) });
    } finally {
      this.setData({ isSending: false });
    }
  },
});
