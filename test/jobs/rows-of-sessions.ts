import type { Minutes } from '../../cloudfunctions/core/hall/minutes';
import type { Question } from '../../cloudfunctions/core/hall/question';
import { type SeatQuestion, sentFromSeat } from '../../cloudfunctions/core/hall/seat-question';
import type { Booking } from '../../cloudfunctions/core/session/booking';
import { newLottery } from '../../cloudfunctions/core/session/lottery';
import { newPools } from '../../cloudfunctions/core/session/pool';
import type { Session } from '../../cloudfunctions/core/session/session';
import { credentialKeys } from '../../cloudfunctions/platform/ballots/session-keys';
import {
  bookingPools,
  bookings,
  cases,
  halls,
  minutes,
  questions,
  seatQuestions,
  sessions,
  unmatchedEntries,
} from '../../cloudfunctions/platform/database/collections';
import { withoutKeys } from '../booking/crowd';
import type { Product } from '../cloud';
import { bookingOf, minutesOf, questionOf, sessionAt } from './seeds';
import { DAY, FAR, NOW, put, stored } from './started';
import type { StepRow } from './step-row';

const ID = 'session-1';

async function session(product: Product, startsAt: number, changes: Partial<Session> = {}): Promise<Session> {
  const made = sessionAt(startsAt, changes);
  await put(product, sessions, made);
  await withoutKeys(product, made._id);
  return made;
}

async function offer(product: Product, offerExpiresAt: number): Promise<void> {
  const near = await session(product, NOW + 10 * DAY);
  await put(product, bookings, bookingOf(near, 0, { status: 'offered', offerExpiresAt }));
}

async function orphan(product: Product, changes: Partial<Session> = {}): Promise<void> {
  const { _id, plan } = await session(product, NOW + 10 * DAY, changes);
  const [pool, ...pools] = newPools(_id, plan);
  if (!pool) throw new Error('a session without pools');
  const holders = { ghost: { at: NOW - DAY, claim: 'of a call that died' } };
  await put(product, bookingPools, { ...pool, left: pool.left - 1, holders }, ...pools);
}

async function drawing(product: Product, nextAt: number): Promise<void> {
  await session(product, FAR, { lottery: newLottery('ab'.repeat(32), nextAt) });
}

async function booked(product: Product, startsAt: number): Promise<void> {
  await put(product, bookings, bookingOf(await session(product, startsAt), 0));
}

async function question(product: Product, changes: Partial<Question>): Promise<void> {
  await put(product, questions, questionOf(await session(product, NOW - DAY, { status: 'live' }), changes));
}

async function closing(product: Product, state: 'open' | 'marking'): Promise<void> {
  const { _id } = await session(product, NOW - DAY, { status: 'closed' });
  await put(product, halls, { _id, secret: '00', currentId: null, closing: state, closedBy: 'p-wu' });
}

async function written(product: Product, changes: Partial<Minutes>): Promise<void> {
  await put(
    product,
    minutes,
    minutesOf(await session(product, NOW - 8 * DAY, { status: 'closed' }), changes),
  );
}

async function unmatched(product: Product, tryAt: number): Promise<void> {
  const { _id } = await session(product, NOW - DAY, { status: 'live' });
  const told = { typed: '20259001', name: '程新宇', unit: '', firstAt: NOW - DAY, by: 'p-wu', at: NOW - DAY };
  const open = { state: 'open', personId: null, reason: '', tryAt } as const;
  await put(product, unmatchedEntries, { _id: 'desk-entry', sessionId: _id, ...told, ...open });
}

async function fromSeat(product: Product, changes: Partial<SeatQuestion>): Promise<void> {
  const { _id } = await session(product, NOW - DAY, { status: 'closed' });
  const act = { actor: 'p-lin', now: NOW - DAY, requestId: 's-1' };
  const sent = { _id: 's-1', sessionId: _id, sessionNumber: 1, personId: 'p-lin', slot: `${_id}:p-lin:0` };
  const words = { title: '操场照明', detail: '', category: 'logistics', isHidden: false } as const;
  const seat = sentFromSeat({ ...sent, ...words, isDoubtful: false }, FAR, act);
  await put(product, seatQuestions, { ...seat, ...changes });
}

const published = { state: 'published', publishedAt: NOW - DAY } as const;
const transferred = { state: 'transferred', dueAt: NOW + 7 * DAY } as const;
const asked = { state: 'on_spot', onSpot: 'waiting' } as const;

async function inVain(product: Product, changes: Partial<Booking>): Promise<void> {
  const past = await session(product, NOW - DAY, { status: 'closed' });
  await put(product, bookings, bookingOf(past, 0, { status: 'unreached', choice: null, ...changes }));
}

export const rowsOfSessions: readonly StepRow[] = [
  {
    condition: 'draw_lots/0',
    when: 'the next stage of a draw is due',
    due: (product) => drawing(product, NOW),
    almost: (product) => drawing(product, NOW + 1),
    isDone: (product) => (stored(product, sessions, ID).lottery?.closedAt ?? null) !== null,
    also: ['reconcile_pools'],
  },
  {
    condition: 'settle_sessions/0',
    when: 'the bookings of a session have yet to follow it',
    due: (product) => session(product, FAR, { bookingsFollow: 'offers' }).then(() => undefined),
    almost: (product) => session(product, FAR).then(() => undefined),
    isDone: (product) => stored(product, sessions, ID).bookingsFollow === null,
    also: ['reconcile_pools'],
  },
  {
    condition: 'settle_unreached/0',
    when: 'a case has yet to be made of a form',
    due: (product) => inVain(product, { choice: 'case', pendingCase: { isDoubtful: false } }),
    almost: (product) => inVain(product, { choice: 'case', pendingCase: null }),
    isDone: ({ cloud }) => cloud.read(cases.name).length === 1 && cloud.read(bookings.name)[0]?.form === null,
  },
  {
    condition: 'settle_unreached/1',
    when: 'a session can be booked and has not taken up what was kept for it',
    due: (product) => session(product, FAR, { keptSeated: false }).then(() => undefined),
    almost: (product) =>
      session(product, FAR, { status: 'planned', keptSeated: false }).then(() => undefined),
    isDone: (product) => stored(product, sessions, ID).keptSeated === true,
    also: ['reconcile_pools'],
  },
  {
    condition: 'settle_unreached/2',
    when: 'the time of a form is over',
    due: (product) => inVain(product, { emptyAt: NOW }),
    almost: (product) => inVain(product, { emptyAt: NOW + 1 }),
    isDone: ({ cloud }) => cloud.read(bookings.name)[0]?.form === null,
  },
  {
    condition: 'flag_late_previews/0',
    when: 'a session is planned whose preview is late',
    due: async (product) => void (await session(product, NOW + 2 * DAY, { status: 'planned' })),
    almost: async (product) => void (await session(product, NOW + 31 * DAY + 1, { status: 'planned' })),
    isDone: (product) => stored(product, sessions, ID).isPreviewLate,
  },
  {
    condition: 'expire_offers/0',
    when: 'an offer ends',
    due: (product) => offer(product, NOW),
    almost: (product) => offer(product, NOW + 1),
    isDone: (product) => stored(product, bookings, `${ID}:guest-0`).status === 'expired',
    also: ['reconcile_pools'],
  },
  {
    condition: 'reconcile_pools/0',
    when: 'a pool of an open session has a place that nobody booked',
    due: (product) => orphan(product),
    almost: (product) => orphan(product, { status: 'closed' }),
    isDone: (product) => !('ghost' in stored(product, bookingPools, `${ID}:speak:any`).holders),
  },
  {
    condition: 'remind_bookers/0',
    when: 'a session is a day ahead',
    due: (product) => booked(product, NOW + DAY),
    almost: (product) => booked(product, NOW + DAY + 1),
    isDone: (product) => stored(product, bookings, `${ID}:guest-0`).remindedFor > 0,
    also: ['reconcile_pools', 'survey_course'],
  },
  {
    condition: 'hall_course/0',
    when: 'a session begins',
    due: async (product) => void (await session(product, NOW)),
    almost: async (product) => void (await session(product, NOW + 1)),
    isDone: (product) => stored(product, sessions, ID).status === 'live',
    also: ['reconcile_pools'],
  },
  {
    condition: 'hall_course/1',
    when: 'a question was transferred and has no case',
    due: (product) => question(product, { ...transferred, hasTransfer: true }),
    almost: (product) => question(product, transferred),
    isDone: ({ cloud }) => cloud.read(cases.name).length === 1,
  },
  {
    condition: 'hall_course/2',
    when: 'the call that closed a session has died',
    due: (product) => closing(product, 'marking'),
    almost: (product) => closing(product, 'open'),
    isDone: (product) => stored(product, halls, ID).closing === 'done',
  },
  {
    condition: 'hall_course/3',
    when: 'the call that published minutes has died',
    due: (product) => written(product, { ...published, hasFollowUp: true }),
    almost: (product) => written(product, published),
    isDone: (product) => stored(product, sessions, ID).status !== 'closed',
  },
  {
    condition: 'hall_course/4',
    when: 'minutes are late',
    due: (product) => written(product, { isReminded: false, dueAt: NOW - 1 }),
    almost: (product) => written(product, { isReminded: false, dueAt: NOW }),
    isDone: (product) => stored(product, minutes, ID).isReminded,
  },
  {
    condition: 'hall_course/5',
    when: 'minutes are due in a day',
    due: (product) => written(product, { isReminded: false, dueAt: NOW + DAY }),
    almost: (product) => written(product, { isReminded: false, dueAt: NOW + DAY + 1 }),
    isDone: (product) => stored(product, minutes, ID).isDueTold === true,
  },
  {
    condition: 'join_unmatched/0',
    when: 'it is time to look for an entry in the roster again',
    due: (product) => unmatched(product, NOW),
    almost: (product) => unmatched(product, NOW + 1),
    isDone: (product) => {
      const { tryAt } = stored(product, unmatchedEntries, 'desk-entry');
      return tryAt === null || tryAt > NOW + 1;
    },
  },
  {
    condition: 'settle_seats/0',
    when: 'a decision on a question from a seat is half made',
    due: (product) => fromSeat(product, { state: 'filed', pending: 'case' }),
    almost: (product) => fromSeat(product, { state: 'filed', pending: null, caseId: 'case-1' }),
    isDone: ({ cloud }) => cloud.read(cases.name).length === 1,
  },
  {
    condition: 'settle_seats/1',
    when: 'it is time to choose no more',
    due: (product) => fromSeat(product, { state: 'unasked', lookAt: NOW }),
    almost: (product) => fromSeat(product, { state: 'unasked', lookAt: NOW + 1 }),
    isDone: (product) => stored(product, seatQuestions, 's-1').state === 'dropped',
  },
  {
    condition: 'forget_voters/0',
    when: 'whoever wanted a question has been told and has had their say',
    due: (product) => question(product, { voters: ['p-lin'], votes: 1, votersUntil: NOW }),
    almost: (product) => question(product, { voters: ['p-lin'], votes: 1, votersUntil: NOW + 1 }),
    isDone: (product) => stored(product, questions, 'question-1').voters.length === 0,
  },
  {
    condition: 'count_silence/0',
    when: 'an asker has said nothing for three days',
    due: (product) => question(product, { ...asked, answerBy: NOW }),
    almost: (product) => question(product, { ...asked, answerBy: NOW + 1 }),
    isDone: (product) => stored(product, questions, 'question-1').onSpot === 'silent',
  },
  {
    condition: 'make_keys/0',
    when: 'a session ahead has no keys',
    due: (product) => put(product, sessions, sessionAt(FAR, { status: 'planned' })),
    almost: async (product) => void (await session(product, FAR, { status: 'planned' })),
    isDone: ({ cloud }) => cloud.read(credentialKeys.name).length > 0,
  },
];
