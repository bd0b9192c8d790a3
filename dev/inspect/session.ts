import { bookingId, HOLDING, isLive } from '../../cloudfunctions/core/session/booking';
import { COURSE } from '../../cloudfunctions/core/session/course';
import { capacities, holderKey, type Pool } from '../../cloudfunctions/core/session/pool';
import { sessionId } from '../../cloudfunctions/core/session/session';
import { across, type Fault, type Invariant, type Mend, ofEach, unless } from './invariant';
import type { View } from './view';

/** Someone held back ranks above every ticket (core/session/booking). */
const HOLD_RANK = 1_000_000_000;

const STATUS_EVENTS: Readonly<Record<string, string>> = {
  created: 'planned',
  previewed: 'previewed',
  opened: 'live',
  closed: 'closed',
  minuted: 'minuted',
  surveying: 'surveying',
  announced: 'announced',
  called_off: 'cancelled',
};

const BOOKING_EVENTS: Readonly<Record<string, readonly string[]>> = {
  booked: ['confirmed', 'attended'],
  confirmed: ['confirmed', 'attended'],
  reminded: ['confirmed', 'attended', 'offered', 'waitlisted'],
  waitlisted: ['waitlisted'],
  released: ['waitlisted'],
  offered: ['offered'],
  drawn: ['waitlisted'],
  offer_moved: ['offered'],
  cancelled: ['cancelled'],
  called_off: ['cancelled'],
  expired: ['expired'],
  absent: ['absent', 'attended'],
  unreached: ['unreached'],
  unreached_case: ['unreached'],
  unreached_keep: ['unreached'],
  unreached_delete: ['unreached'],
  forgotten: ['unreached'],
  given_on: ['confirmed', 'attended'],
};

export const sessionInvariants: readonly Invariant[] = [
  across('session-numbers', ['sessions'], async function* (view) {
    const all = await view.all('sessions', ['number']);
    const sorted = all.sort((left, right) => left.number - right.number);
    const [first] = sorted;
    for (const [index, { _id, number }] of sorted.entries()) {
      if (_id !== sessionId(number)) yield { id: _id, what: `期号 ${number} 与编号不一致` };
      if (first && number !== first.number + index) yield { id: _id, what: '期号重复或不连续' };
    }
  }),

  ofEach('session-history', 'sessions', ({ status, history, version, previewAt, calledOff }) => {
    const last = history.filter(({ what }) => STATUS_EVENTS[what] !== undefined).at(-1);
    return unless(
      [last !== undefined && STATUS_EVENTS[last.what] === status, `状态 ${status} 与历史记录不一致`],
      [version === history.length, `版本 ${version} 与历史记录 ${history.length} 条不一致`],
      [
        status === 'cancelled' || (previewAt !== null) === COURSE.indexOf(status) > COURSE.indexOf('planned'),
        '预告时间与状态不一致',
      ],
      [(status === 'cancelled') === (calledOff !== undefined), '取消的说明与状态不一致'],
    );
  }),

  ofEach('session-quotas', 'sessions', ({ plan: { quota, speakingSlots } }) =>
    unless([
      quota === null || quota.student + quota.staff === speakingSlots,
      '学生和教职工的发言名额之和与总名额不等',
    ]),
  ),

  ofEach('booking-state', 'bookings', (booking) => {
    const { _id, status, history, rank, offerExpiresAt, claim } = booking;
    const last = history[history.length - 1]?.what ?? '';
    return unless(
      [_id === bookingId(booking.sessionId, booking.personId), '编号与期次、预约人不一致'],
      [BOOKING_EVENTS[last]?.includes(status) ?? false, `状态 ${status} 与历史记录不一致`],
      [booking.version >= history.length, '版本小于历史记录条数'],
      [(status === 'offered') === (offerExpiresAt !== null), '确认期限与状态不一致'],
      [(status === 'waitlisted') === (rank !== null), '候补次序与状态不一致'],
      [status === 'unreached' || isLive(booking) === (booking.form !== null), '登记表与状态不一致'],
      [status === 'unreached' || !booking.pendingCase, '未在候补，却有待转的诉求'],
      [!HOLDING.includes(status) || claim !== '', '占有名额，没有占用凭据'],
    );
  }),

  across('pools-of-sessions', ['booking_pools', 'sessions'], async function* (view) {
    const pools = new Map<string, Pick<Pool, '_id' | 'capacity'>>();
    for await (const pool of view.each('booking_pools', ['capacity'])) pools.set(pool._id, pool);
    for (const { _id, status, plan } of await view.all('sessions', ['status', 'plan']))
      for (const wanted of capacities(_id, plan)) {
        const pool = pools.get(wanted._id);
        if (pool === undefined && (status === 'previewed' || status === 'live'))
          yield { id: wanted._id, what: '已预告的期次没有这个名额池' };
        if (pool !== undefined && pool.capacity !== wanted.capacity)
          yield { id: wanted._id, what: `名额总数 ${pool.capacity} 与期次计划 ${wanted.capacity} 不等` };
      }
  }),

  across('pool-places', ['booking_pools', 'bookings'], poolFaults),
];

/** What the bookings say of one pool. */
interface Truth {
  holding: Map<string, { claim: string; bookedAt: number }>;
  waiting: number;
  offers: number;
  ticket: number;
}

/** The pool by the bookings, as `jobs` puts it right (jobs/reconcile-pools), and without its patience. */
async function* poolFaults(view: View): AsyncGenerator<Fault> {
  const truths = new Map<string, Truth>();
  const fields = ['poolId', 'personId', 'status', 'hold', 'rank', 'claim', 'bookedAt'];
  for await (const booking of view.each('bookings', fields)) {
    const { poolId, personId, status, hold, rank, claim, bookedAt } = booking;
    const truth = truths.get(poolId) ?? { holding: new Map(), waiting: 0, offers: 0, ticket: 0 };
    truths.set(poolId, truth);
    if (HOLDING.includes(status)) truth.holding.set(holderKey(personId), { claim, bookedAt });
    if (status === 'waitlisted' && hold === 0) truth.waiting++;
    if (status === 'offered') truth.offers++;
    if (rank !== null && rank < HOLD_RANK) truth.ticket = Math.max(truth.ticket, rank);
  }
  for await (const pool of view.each('booking_pools')) {
    const truth = truths.get(pool._id) ?? { holding: new Map(), waiting: 0, offers: 0, ticket: 0 };
    const held = Object.keys(pool.holders);
    const orphans = held.filter((key) => !truth.holding.has(key));
    const missing = [...truth.holding.keys()].filter((key) => !(key in pool.holders));
    const wrong = unless(
      [
        pool.left + held.length === pool.capacity,
        `剩余 ${pool.left} 加占用 ${held.length} 不等于总数 ${pool.capacity}`,
      ],
      [orphans.length === 0, `有 ${orphans.length} 个名额被占用，没有对应的预约`],
      [missing.length === 0, `有 ${missing.length} 个预约应占名额，名额池没有记录`],
      [pool.waiting === truth.waiting, `候补人数记为 ${pool.waiting}，实为 ${truth.waiting}`],
      [pool.offers === truth.offers, `待确认人数记为 ${pool.offers}，实为 ${truth.offers}`],
      [pool.issued >= truth.ticket, `候补次序已发到 ${truth.ticket}，计数只到 ${pool.issued}`],
    );
    if (wrong.length > 0) yield { id: pool._id, what: wrong.join('；'), mend: poolMend(pool, truth) };
  }
}

/** None when more people have a place than there are places: whom to ask is for the office. */
function poolMend(pool: Pool, truth: Truth): Mend | undefined {
  if (truth.holding.size > pool.capacity) return undefined;
  const holders = Object.fromEntries(
    [...truth.holding].map(([key, { claim, bookedAt }]) => [
      key,
      pool.holders[key] ?? { at: bookedAt, claim },
    ]),
  );
  const { capacity, left, waiting, offers, issued } = pool;
  return {
    how: 'set',
    collection: 'booking_pools',
    id: pool._id,
    unchanged: { capacity, left, waiting, offers, issued },
    set: {
      holders,
      left: capacity - truth.holding.size,
      waiting: truth.waiting,
      offers: truth.offers,
      issued: Math.max(issued, truth.ticket),
    },
    does: '按预约重算占用、剩余、候补和待确认人数',
  };
}
