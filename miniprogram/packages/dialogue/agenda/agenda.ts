import { bindThenRun } from '../../../api/binding';
import { CallError } from '../../../api/call-error';
import { ask, command } from '../../../api/client';
import { blankScreen, pullDown, show } from '../../../api/screen';
import { toastTrouble } from '../../../api/trouble';
import { dataText } from '../../../shared/event';
import { type TopicView, topicView } from './view';

Page({
  data: {
    ...blankScreen(),
    id: '',
    view: null as TopicView[] | null,
    busyId: '',
    skeleton: [{ height: '120rpx' }, { height: '120rpx' }, { height: '120rpx' }],
  },
  async onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: query.id ?? '' });
    await this.load();
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  async load() {
    await show(
      this,
      () => ask('hall.agenda', { sessionId: this.data.id }),
      ({ topics }) => topics.map(topicView),
    );
  },
  async vote(event: WechatMiniprogram.TouchEvent) {
    await this.voteFor(dataText(event, 'id'));
  },
  async voteFor(questionId: string) {
    const one = this.data.view?.find(({ id }) => id === questionId);
    if (!one || one.isSettled || this.data.busyId !== '') return;
    this.setData({ busyId: questionId });
    try {
      await command('hall.vote', { questionId, isFor: !one.hasMyVote });
    } catch (error) {
      if (error instanceof CallError && error.code === 'not_bound') {
        bindThenRun(() => void this.voteFor(questionId));
        return;
      }
      toastTrouble(error);
    } finally {
      this.setData({ busyId: '' });
    }
    await this.load();
  },
  openSession() {
    wx.redirectTo({ url: `/pages/session/session?id=${this.data.id}` });
  },
});
