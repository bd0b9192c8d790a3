import '../booking/sdk-environment';
import type { Delivery } from '../../cloudfunctions/core/message/delivery';
import type { Booking } from '../../cloudfunctions/core/session/booking';
import {
  attendance,
  bookings,
  deliveries,
  mailboxes,
  messages,
  sessions,
  surveys,
} from '../../cloudfunctions/platform/database/collections';
import { emptyMailbox } from '../../cloudfunctions/platform/weixin/notifier';
import { templateOf } from '../announcement/crowd';
import { withoutKeys } from '../booking/crowd';
import type { Product } from '../cloud';
import { attendanceOf, bookingOf, deliveryOf, messageTo, noticeTo, sessionAt, surveyOf } from './seeds';
import { DAY, HOUR, MINUTE, NOW, put, reset, runTimer, startQuiet, stored } from './started';

let product: Product;
beforeAll(async () => {
  product = await startQuiet();
});
afterAll(() => product.stop());
let sentBefore = 0;
beforeEach(async () => {
  await reset(product);
  sentBefore = product.cloud.weixin.sent.length;
});

const LIN = 'demo-student-lin';
/** How many messages WeChat took in this test. */
const sentCount = () => product.cloud.weixin.sent.length - sentBefore;
const toldTo = (personId: string, kind: string) =>
  product.cloud.read(messages.name).filter((message) => message.to === personId && message.kind === kind);

describe('one message on its way to WeChat', () => {
  const ID = 'preview:session-1.2:p-lin:p-lin';
  const now = () => stored(product, deliveries, ID);

  /** A message that has been fanned out and not sent yet. */
  async function waiting(changes: Partial<Delivery> = {}): Promise<void> {
    product.cloud.weixin.credits.grant(LIN, templateOf('preview'), 1);
    const told = messageTo('p-lin', NOW - DAY);
    await put(product, messages, told);
    await put(product, mailboxes, { _id: 'p-lin', credits: { preview: 1 }, optOut: [], consents: [] });
    await put(product, deliveries, deliveryOf(told, 'p-lin', changes));
  }

  test.each([
    ['of this kind is not told', 'preview', 0],
    ['of another kind is told', 'results', 1],
  ] as const)('whoever opts out %s, though it was fanned out before', async (_label, kind, sent) => {
    await waiting();
    await product.as('p-lin').call('account.optOut', { kinds: [kind] });
    await runTimer(product, NOW);
    expect(product.cloud.read(deliveries.name).map(({ state }) => state)).toEqual(sent ? ['sent'] : []);
    expect(sentCount()).toBe(sent);
    expect(stored(product, mailboxes, 'p-lin').credits.preview).toBe(1 - sent);
  });

  test.each([
    ['the second', 2, { state: 'sent', tries: 3 }, 1],
    ['the third and last', 3, { state: 'failed', tries: 3, reason: 'no_answer' }, 0],
  ])('silence after %s try', async (_label, tries, outcome, sent) => {
    await waiting({ state: 'sending', tries, dueAt: NOW });
    await runTimer(product, NOW);
    expect(now()).toMatchObject(outcome);
    expect(sentCount()).toBe(sent);
  });

  test.each([
    ['first', 0, 'waiting', MINUTE],
    ['second', 1, 'waiting', 5 * MINUTE],
    ['third and last', 2, 'failed', 0],
  ])('a busy WeChat at the %s try', async (_label, tries, state, waits) => {
    await waiting({ tries });
    product.cloud.weixin.demands.refuse('/cgi-bin/message/subscribe/send', 45009, 1);
    await runTimer(product, NOW);
    expect(now()).toMatchObject({ state, tries: tries + 1, reason: '45009' });
    if (state === 'failed') return;
    expect(Math.abs(now().dueAt - (NOW + waits))).toBeLessThan(10_000);
    await runTimer(product, now().dueAt - 5000);
    expect(now().state).toBe('waiting');
    await runTimer(product, now().dueAt);
    expect(now()).toMatchObject({ state: 'sent', reason: '' });
  });

  test('the credit of somebody who was sent a message is gone once, whoever hears of it first', async () => {
    await waiting({ state: 'sending', tries: 1, dueAt: NOW + 10 * MINUTE });
    const outcome = { TemplateId: templateOf('preview'), MsgID: '77', ErrorCode: '0' };
    const event = { Event: 'subscribe_msg_sent_event', FromUserName: LIN, List: [outcome, outcome] };
    const push = () => product.cloud.state.gateway.invoke('jobs', event, { source: 'wx_event' });
    await Promise.all([push(), push()]);
    await runTimer(product, NOW + 11 * MINUTE);
    expect(now()).toMatchObject({ state: 'sent', tries: 1, msgId: '77' });
    expect(stored(product, mailboxes, 'p-lin').credits.preview).toBe(0);
  });
});

describe('more receivers than one page', () => {
  const mailboxNamed = (index: number, optOut: Array<'preview'> = []) => ({
    _id: `reader-${String(index).padStart(4, '0')}`,
    credits: { preview: 1 },
    optOut,
    consents: [],
  });

  test('a broadcast goes on after the last mailbox that was looked at, and reaches the 501st from there', async () => {
    const all = Array.from({ length: 503 }, (_none, index) => mailboxNamed(index));
    await put(product, mailboxes, ...all.slice(0, 502), mailboxNamed(502, ['preview']));
    await put(product, messages, messageTo('everyone', NOW, { fanOut: 'open', fanOutAfter: 'reader-0000' }));
    await runTimer(product, NOW);
    const reached = product.cloud.read(deliveries.name).map(({ personId }) => personId);
    expect(reached.sort()).toEqual(all.slice(1, 502).map(({ _id }) => _id));
    expect(stored(product, messages, 'preview:session-1.2:everyone').fanOut).toBe('done');
  });

  test('the 101st message to one person is given out in the same run', async () => {
    await put(product, mailboxes, mailboxNamed(0));
    const many = Array.from({ length: 101 }, (_none, index) =>
      messageTo('reader-0000', NOW + index, { _id: `preview:session-${index}:reader-0000`, fanOut: 'open' }),
    );
    await put(product, messages, ...many);
    await runTimer(product, NOW);
    expect(product.cloud.read(deliveries.name)).toHaveLength(101);
    expect(product.cloud.read(messages.name).filter(({ fanOut }) => fanOut === 'open')).toEqual([]);
  });

  test('the 101st thing with something to tell is told in the same run', async () => {
    const session = sessionAt(NOW + 10 * DAY);
    const telling = Array.from({ length: 101 }, (_none, index) =>
      bookingOf(session, index, {
        notices: [{ ...noticeTo(`guest-${index}`, session), subject: `booking-${index}` }],
        hasNotice: true,
      }),
    );
    await put(product, bookings, ...telling);
    await runTimer(product, NOW);
    expect(product.cloud.read(messages.name)).toHaveLength(101);
  });
});

describe('who is told', () => {
  const session = sessionAt(NOW + 10 * DAY);

  test('of a new date: whoever has a place, an offer or waits, each in words for how they stand', async () => {
    await put(product, sessions, session);
    await withoutKeys(product, session._id);
    const standing: Array<[Booking['status'], Partial<Booking>]> = [
      ['confirmed', {}],
      ['offered', { offerExpiresAt: NOW + 2 * DAY }],
      ['waitlisted', { rank: 1 }],
      ['cancelled', { form: null }],
      ['expired', { form: null }],
    ];
    await put(
      product,
      bookings,
      ...standing.map(([status, changes], index) => bookingOf(session, index, { status, ...changes })),
    );
    const startsAt = session.startsAt + DAY;
    await product.as('p-wu').call('session.reschedule', { sessionId: session._id, startsAt, reason: '检修' });
    await runTimer(product, NOW);
    await runTimer(product, NOW + MINUTE);
    const told = standing.map((_row, index) => toldTo(`guest-${index}`, 'session_changed'));
    expect(told.map((each) => each.length)).toEqual([1, 1, 1, 0, 0]);
    const [confirmed, offered, waiting] = told.map(([message]) => String(message?.body));
    expect(confirmed).toContain('12月5日 周六 10:13');
    expect(confirmed).toContain('你的预约仍然有效');
    expect(offered).toContain('12月5日 周六 10:13');
    expect(offered).toContain('请在 11月24日 周二 12:13 前确认');
    expect(offered).not.toContain('你的预约仍然有效');
    expect(waiting).toContain('12月5日 周六 10:13');
    expect(waiting).toContain('你仍在候补');
    expect(waiting).not.toContain('你的预约仍然有效');
  });

  test('before a survey closes: whoever was there and has not asked to be left alone', async () => {
    const held = sessionAt(NOW - 10 * DAY, { status: 'surveying' });
    await put(product, sessions, held);
    await put(product, attendance, attendanceOf(held, 0), attendanceOf(held, 1));
    await put(product, mailboxes, { ...emptyMailbox('guest-1'), skipsSurveyReminders: true });
    const ballotSlots = [{ slot: 0, publicKey: '' }];
    await put(product, surveys, surveyOf(held, NOW, { ballotSlots, closesAt: NOW + DAY }));
    await runTimer(product, NOW);
    await runTimer(product, NOW + HOUR - 20 * MINUTE);
    expect(['guest-0', 'guest-1', 'guest-2'].map((who) => toldTo(who, 'survey_closing').length)).toEqual([
      1, 0, 0,
    ]);
  });

  test('what could not be told is told a minute later, and keeps nobody else waiting', async () => {
    const good = noticeTo('p-lin', session);
    const bad = { ...noticeTo('p-he', session), kind: 'deadline_near' as const };
    await put(product, sessions, { ...session, notices: [bad], hasNotice: true });
    await withoutKeys(product, session._id);
    await put(product, bookings, bookingOf(session, 0, { notices: [good], hasNotice: true }));
    expect(await runTimer(product, NOW)).toEqual({ failed: [] });
    expect(toldTo('p-lin', 'session_reminder')).toHaveLength(1);
    expect(stored(product, sessions, session._id).notices).toHaveLength(1);
  });
});
