import { bindThenRun } from '../../../api/binding';
import { CallError } from '../../../api/call-error';
import { ask, command } from '../../../api/client';
import type { Output } from '../../../api/dto';
import { blankScreen, pullDown, show } from '../../../api/screen';
import { toastTrouble } from '../../../api/trouble';
import { dataText } from '../../../shared/event';
import { openPage } from '../../../shared/open-page';
import { type TopicView, topicView } from './view';

/** Between two looks; each phone adds a part of it by chance, so that 700 do not ask in the same second. */
const LOOK_EVERY = 10_000;
const nextLook = () => LOOK_EVERY + Math.random() * LOOK_EVERY;

Page({
  data: {
    ...blankScreen(),
    id: '',
    view: null as TopicView[] | null,
    busyId: '',
    mayVote: true,
    maySend: false,
    skeleton: [{ height: '120rpx' }, { height: '120rpx' }, { height: '120rpx' }],
  },
  /** What is on the screen; asking with it again costs nearly nothing while nothing has changed. */
  version: '',
  timer: undefined as ReturnType<typeof setTimeout> | undefined,
  onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: query.id ?? '' });
  },
  async onShow() {
    await this.load();
    this.lookLater();
  },
  onHide() {
    clearTimeout(this.timer);
  },
  onUnload() {
    clearTimeout(this.timer);
  },
  lookLater() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.look(), nextLook());
  },
  /** A look that fails changes nothing: the next one comes soon. */
  async look() {
    const { id, phase, busyId } = this.data;
    if (phase === 'ready' && busyId === '' && this.version !== '') {
      try {
        const { data, isStale } = await ask('hall.agenda', { sessionId: id, known: this.version });
        if (!isStale && !data.isSame && this.data.busyId === '') this.take(data);
      } catch (error) {
        if (!(error instanceof CallError)) throw error;
      }
    }
    this.lookLater();
  },
  take({ topics, version, mayVote, maySend }: Output<'hall.agenda'>) {
    this.version = version;
    this.setData({ view: topics.map(topicView), mayVote: mayVote ?? true, maySend: maySend ?? false });
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  async load() {
    const answer = await show(
      this,
      () => ask('hall.agenda', { sessionId: this.data.id }),
      ({ topics }) => topics.map(topicView),
    );
    if (answer) this.take(answer);
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
  openSeat() {
    openPage(`/packages/dialogue/seat/seat?id=${this.data.id}`);
  },
  openSession() {
    wx.redirectTo({ url: `/pages/session/session?id=${this.data.id}` });
  },
});
