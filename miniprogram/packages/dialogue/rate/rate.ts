import { type BallotRound, ballotRound, keepBallotRound } from '../../../api/ballot-rounds';
import { castingOf, castRatings, isKeySetOf, watchCasting } from '../../../api/ballots';
import { choicesOf, dropChoices, forgetOver, keepChoices } from '../../../api/choices';
import { ask, command } from '../../../api/client';
import { holdingOf } from '../../../api/credentials';
import type { SurveyView } from '../../../api/dto';
import { checkOpening, type OpeningCheck } from '../../../api/opening';
import { mayRemark } from '../../../api/remarks';
import { blankScreen, show } from '../../../api/screen';
import { toastTrouble } from '../../../api/trouble';
import { changedFlag, dataText } from '../../../shared/event';
import { openPage } from '../../../shared/open-page';
import { isRating, type Rating } from '../../../shared/rating';
import {
  LEVEL_CHOICES,
  nextUnrated,
  type RateView,
  type Ratings,
  type ReviewView,
  rateView,
  reviewView,
  type SentView,
  sentView,
} from './view';

/** The choice is seen before the card turns. */
const TURN_AFTER = 220;

Page({
  data: {
    ...blankScreen(),
    id: '',
    step: 'intro' as 'intro' | 'cards' | 'review' | 'sent',
    view: null as RateView | null,
    levels: LEVEL_CHOICES,
    ratings: {} as Ratings,
    current: 0,
    review: null as ReviewView | null,
    sent: null as SentView | null,
    round: null as BallotRound | null,
    isEditing: false,
    isSending: false,
    mayRemark: false,
    skeleton: [{ width: '60%', height: '56rpx' }, 1, { width: '80%' }, { height: '100rpx' }],
  },
  turning: undefined as ReturnType<typeof setTimeout> | undefined,
  unwatch: () => undefined as unknown,
  onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: query.id ?? '' });
  },
  async onShow() {
    this.unwatch = watchCasting((survey) => {
      if (survey === this.data.round?.survey) this.showSent();
    });
    // In the middle of rating nothing is asked again: a late answer must not turn the card away.
    if (this.data.step === 'intro' || this.data.step === 'sent') await this.load();
  },
  onHide() {
    this.unwatch();
  },
  onUnload() {
    this.unwatch();
    clearTimeout(this.turning);
  },
  async load() {
    const { id } = this.data;
    const answer = await show(
      this,
      async () => {
        const answer = await ask('survey.get', { sessionId: id });
        return { ...answer, data: { ...answer.data, opening: await openingOf(answer.data.survey) } };
      },
      ({ survey, opening }, now) => {
        const isKeySetRight = survey !== null && isKeySetOf(id, survey.keySet);
        const sent = survey && ballotRound(survey.survey);
        const casting = sent?.receipt === null ? castingOf(sent) : null;
        const phone = { holding: holdingOf(id), isKeySetRight, sessionId: id, casting, opening };
        return rateView(survey, phone, now);
      },
    );
    const survey = answer?.survey;
    if (!survey || !this.data.view) return;
    if (isClosed(survey)) forgetOver(({ sessionId }) => sessionId === id);
    if (this.data.view.blocked) return;
    const round = roundOf(survey);
    // The office may have moved the close since this phone last heard of it.
    if (ballotRound(round.survey)) keepBallotRound(round);
    this.setData({ round, mayRemark: mayRemark(survey), ratings: choicesOf(round.survey) });
    const { left, counted, refused } = castingOf(round);
    if (left + counted + refused.length > 0) this.showSent();
  },
  begin() {
    const { view, ratings } = this.data;
    if (!view) return;
    const first = nextUnrated(view.cards, ratings, -1);
    if (first < 0) this.showReview();
    else this.setData({ step: 'cards', current: first });
  },
  rate(event: WechatMiniprogram.TouchEvent) {
    const { view, current, ratings, isEditing, round } = this.data;
    const card = view?.cards[current];
    const rating: string = dataText(event, 'key');
    if (!view || !round || !card || !isRating(rating)) return;
    const chosen = { ...ratings, [card.slot]: rating };
    this.setData({ ratings: chosen });
    // Until it is sent it lies on this phone only, so that a killed app loses nothing.
    const { survey, sessionId, closesAt } = round;
    keepChoices(survey, { ratings: chosen, sessionId, closesAt: closesAt ?? 0 });
    clearTimeout(this.turning);
    this.turning = setTimeout(() => {
      const next = isEditing ? -1 : nextUnrated(view.cards, chosen, current);
      if (next < 0) this.showReview();
      else this.setData({ current: next });
    }, TURN_AFTER);
  },
  turn(event: WechatMiniprogram.CustomEvent<{ current: number; source: string }>) {
    if (event.detail.source !== 'touch') return;
    clearTimeout(this.turning);
    this.setData({ current: event.detail.current });
  },
  back() {
    if (this.data.current > 0) this.setData({ current: this.data.current - 1 });
    else this.setData({ step: 'intro' });
  },
  forward() {
    const { current, view } = this.data;
    if (view && current < view.cards.length - 1) this.setData({ current: current + 1 });
    else this.showReview();
  },
  showReview() {
    const { view, ratings } = this.data;
    if (view) this.setData({ step: 'review', isEditing: false, review: reviewView(view.cards, ratings) });
  },
  edit(event: WechatMiniprogram.TouchEvent) {
    this.setData({ step: 'cards', isEditing: true, current: Number(dataText(event, 'index')) });
  },
  async send() {
    const { round, ratings, isSending } = this.data;
    if (!round || isSending) return;
    this.setData({ isSending: true });
    const spent = await castRatings(round, bySlot(ratings));
    if (spent.length > 0)
      wx.showToast({ title: `有 ${spent.length} 题改的次数已用完，保留上一次的评价`, icon: 'none' });
    dropChoices(round.survey);
    this.setData({ isSending: false, ratings: {} });
    this.showSent();
  },
  showSent() {
    const { round, step } = this.data;
    if (!round || step === 'cards' || (step === 'review' && this.data.isSending)) return;
    this.setData({ step: 'sent', sent: sentView(castingOf(round)) });
  },
  again() {
    this.setData({ step: 'cards', current: 0, isEditing: false });
  },
  async skipReminder(event: WechatMiniprogram.CustomEvent) {
    const { id, view } = this.data;
    if (!view) return;
    try {
      const { skips } = await command('survey.skipReminder', { sessionId: id, skips: changedFlag(event) });
      this.setData({ view: { ...view, skipsReminder: skips } });
    } catch (error) {
      toastTrouble(error);
    }
  },
  openRemark() {
    openPage(`/packages/dialogue/remark/remark?id=${this.data.id}`);
  },
  openWhy() {
    openPage('/packages/dialogue/anonymity/anonymity');
  },
  openHome() {
    wx.switchTab({ url: '/pages/home/home' });
  },
  openInstead() {
    const url = this.data.view?.blocked?.url;
    if (url) wx.redirectTo({ url });
    else this.openHome();
  },
});

/** Compared each time the page is entered, before anything can be rated. */
const openingOf = async (survey: SurveyView | null): Promise<OpeningCheck> =>
  survey?.state === 'open' ? checkOpening(survey) : 'agrees';

const isClosed = ({ state }: SurveyView): boolean => state !== 'scheduled' && state !== 'open';

const roundOf = ({
  items,
  survey,
  sessionId,
  number,
  ballotUrl,
  envelopeKey,
  receiptKey,
  countedUrl,
  closing,
  closesAt,
}: SurveyView): BallotRound => ({
  survey,
  sessionId,
  number,
  ballotUrl,
  boxKeys: { envelopeKey, receiptKey },
  countedUrl,
  ...(closing ? { closingKeys: closing.keys } : {}),
  closesAt,
  slots: items.map(({ slot }) => slot),
  receipt: null,
});

function bySlot(ratings: Ratings): Record<number, Rating> {
  const numbered: Record<number, Rating> = {};
  for (const [slot, rating] of Object.entries(ratings)) numbered[Number(slot)] = rating;
  return numbered;
}
