import type { BookingStatus, PersonKind, UnreachedChoice, Wish } from '../../../miniprogram/shared/labels';
import type { BookingForm } from '../../contract/booking';
import { type Act, type Change, change } from '../change';
import { ensure } from '../domain-error';
import type { Notice, NoticeFacts } from '../message/message';
import type { Person } from '../people/person';
import { HOUR_MS } from '../rules/calendar';
import type { BookingRules } from '../rules/rulebook';
import { poolFor } from './pool';
import { bookingUntil, type Session, sessionFacts } from './session';

type BookingChange = Change<
  | 'booked'
  | 'waitlisted'
  | 'released'
  | 'offered'
  | 'confirmed'
  | 'cancelled'
  | 'expired'
  | 'absent'
  | 'unreached'
  | `unreached_${UnreachedChoice}`
  | 'forgotten'
  | 'reminded'
  | 'offer_moved'
  | 'called_off'
  | 'drawn'
  | 'given_on'
>;

/** One person's booking of one session. Persisted in `bookings`; changing the shape needs a migration. */
export interface Booking {
  /** `${sessionId}:${personId}`: nobody books twice. */
  _id: string;
  sessionId: string;
  sessionNumber: number;
  personId: string;
  /** Keyed digest of account and session, unique: one account books once, under whichever number it is bound. */
  voice: string;
  /** As the roster said when it was booked. */
  name: string;
  unit: string;
  kind: PersonKind;
  wish: Wish;
  /** The pool in which it has or waits for a place; `GIVEN_ON` (core/session/given-on) once its place went on. */
  poolId: string;
  status: BookingStatus;
  /** 1: waits behind everybody until this is lifted: a no-show of the last session, or for a draw. */
  hold: 0 | 1;
  /** Order on the waitlist, smaller first; null when not waiting. */
  rank: number | null;
  /** What the person wrote; null once it is cancelled or has expired, or what became of it in vain is settled. */
  form: BookingForm | null;
  /** The command that made it. */
  requestId: string;
  /** Under which claim it holds a place, or empty. */
  claim: string;
  offerExpiresAt: number | null;
  /** Its name in a draw, by chance; absent where there is none. */
  entry?: string;
  /** For the desk, should the phone fail. */
  code: string;
  bookedAt: number;
  /** Waited in vain: what the person said is to become of the form; null until then (core/session/unreached). */
  choice?: UnreachedChoice | null;
  /** Waited in vain: when the form is emptied if nothing is said. */
  emptyAt?: number | null;
  /** Outbox: the case has yet to be made of the form; `isDoubtful` as its words were judged at the tap. */
  pendingCase?: { isDoubtful: boolean } | null;
  /**
   * It stood in the queue of the hall. Kept here, because a question may be made to forget its asker: it points at no
   * booking then, and the booking at no question.
   */
  wasQueued?: boolean;
  /** Start of the session it was reminded of, or 0. */
  remindedFor: number;
  version: number;
  history: BookingChange[];
  notices: Notice[];
  hasNotice: boolean;
}

export interface BookingTransition {
  entity: Booking;
  event: BookingChange;
}

// States by group; code asks the group. A live booking keeps its person from booking again.
const DEAD: readonly BookingStatus[] = ['cancelled', 'expired'];
/** These have a place in their pool. */
export const HOLDING: readonly BookingStatus[] = ['confirmed', 'offered', 'attended', 'absent'];
/** What somebody who leaves gives up; who came stays counted. */
export const OPEN_TO_LEAVE: readonly BookingStatus[] = ['confirmed', 'waitlisted', 'offered', 'unreached'];
export const isLive = (booking: Booking): boolean => !DEAD.includes(booking.status);

/** Somebody held back ranks behind everybody with a ticket. */
const HOLD_RANK = 1_000_000_000;

export const bookingId = (sessionId: string, personId: string): string => `${sessionId}:${personId}`;

/** Must this person wait behind the others? Only for the session right after the missed one, until the hold is lifted. */
export function isHeldBack(person: Person, session: Session, now: number): boolean {
  return person.absentFrom === session.number - 1 && now < holdUntil(session);
}

export const holdUntil = (session: Session): number =>
  session.startsAt - session.rules.booking.noShowHoldHours * HOUR_MS;

/** How a booking gets its place: taken at once, or a ticket of the waitlist. */
export type Seating = { place: string } | { ticket: number; hold: 0 | 1 };

/** A booking as it is first written. Identity comes from the roster, the form from the person. */
export function book(
  session: Session,
  person: Person,
  form: BookingForm,
  seating: Seating,
  { code, voice, entry }: Pick<Booking, 'code' | 'voice' | 'entry'>,
  act: Act,
): BookingTransition {
  const isPlaced = 'place' in seating;
  const event = change(act, isPlaced ? 'booked' : 'waitlisted');
  const entity: Booking = {
    _id: bookingId(session._id, person._id),
    sessionId: session._id,
    sessionNumber: session.number,
    personId: person._id,
    voice,
    name: person.name,
    unit: person.unit,
    kind: person.kind,
    wish: form.wish,
    poolId: poolFor(session, form.wish, person.kind),
    status: isPlaced ? 'confirmed' : 'waitlisted',
    hold: isPlaced ? 0 : seating.hold,
    rank: isPlaced ? null : seating.ticket + seating.hold * HOLD_RANK,
    form,
    requestId: act.requestId,
    claim: isPlaced ? seating.place : '',
    offerExpiresAt: null,
    ...(entry === undefined ? {} : { entry }),
    code,
    bookedAt: act.now,
    remindedFor: 0,
    version: 1,
    history: [event],
    notices: [],
    hasNotice: false,
  };
  return {
    entity: isPlaced ? tellingBooking(entity, session, 'booking_confirmed', event.at) : entity,
    event,
  };
}

/** A booking made again after a cancelled or expired one: the history goes on. */
export function bookAgain(dead: Booking, fresh: Booking): Booking {
  const version = dead.version + 1;
  // A notice names the version it came with, so that the same kind is told again for the new booking.
  const notices = fresh.notices.map((notice) => ({ ...notice, subject: `${fresh._id}.${version}` }));
  return {
    ...fresh,
    version,
    history: [...dead.history, ...fresh.history],
    notices: [...dead.notices, ...notices],
    hasNotice: dead.hasNotice || fresh.hasNotice,
  };
}

/**
 * Until when an offer can be confirmed, or null when it is confirmed at once (docs/rules.md, Booking): `offerHours`
 * from when it was made, but not into the last hours, where the next one would be confirmed at once; never under
 * `offerMinHours` from now; and never past the cut-off.
 */
export function offerDeadline(
  startsAt: number,
  rules: BookingRules,
  now: number,
  offeredAt = now,
): number | null {
  const atOnceFrom = startsAt - rules.confirmAtOnceHours * HOUR_MS;
  if (now >= atOnceFrom) return null;
  const wanted = Math.min(offeredAt + rules.offerHours * HOUR_MS, atOnceFrom);
  const fair = Math.max(wanted, now + rules.offerMinHours * HOUR_MS);
  return Math.min(fair, startsAt - rules.cutOffHours * HOUR_MS);
}

/**
 * The next on the waitlist gets a place; `isSure`: without being asked again. @throws DomainError conflict when no longer
 * waiting
 */
export function offer(
  booking: Booking,
  session: Session,
  claim: string,
  act: Act,
  isSure = false,
): BookingTransition {
  ensure(booking.status === 'waitlisted', 'conflict');
  const deadline = isSure ? null : offerDeadline(session.startsAt, session.rules.booking, act.now);
  const isAtOnce = deadline === null;
  const next = changedBooking(booking, act, isAtOnce ? 'confirmed' : 'offered', {
    status: isAtOnce ? 'confirmed' : 'offered',
    hold: 0,
    rank: null,
    claim,
    offerExpiresAt: deadline,
  });
  const kind = isAtOnce ? 'booking_confirmed' : 'booking_offered';
  return {
    ...next,
    entity: tellingBooking(next.entity, session, kind, act.now, { deadline: deadline ?? undefined }),
  };
}

/** The person takes the offered place; not after the cut-off. @throws DomainError no_offer, offer_expired */
export function confirm(booking: Booking, session: Session, act: Act): BookingTransition {
  ensure(booking.status === 'offered', 'no_offer');
  ensure(!isOfferOver(booking, act.now) && act.now < bookingUntil(session), 'offer_expired');
  return changedBooking(booking, act, 'confirmed', { status: 'confirmed', offerExpiresAt: null });
}

/** An offer ends at its deadline, not after it. */
const isOfferOver = (booking: Booking, now: number): boolean =>
  booking.status === 'offered' && booking.offerExpiresAt !== null && booking.offerExpiresAt <= now;

/** Nobody answered the offer: what the form said is deleted, the person is told. @throws DomainError conflict */
export function expire(booking: Booking, session: Session, act: Act): BookingTransition {
  ensure(isOfferOver(booking, act.now), 'conflict');
  const next = changedBooking(booking, act, 'expired', { status: 'expired', ...emptied });
  const reason = '没有在期限内确认，名额已让给下一位';
  return {
    ...next,
    entity: tellingBooking(next.entity, session, 'booking_cancelled', act.now, { reason }),
  };
}

/** Free until the cut-off; what the form said is deleted. @throws DomainError not_found, cancel_closed */
export function cancel(booking: Booking, session: Session, act: Act): BookingTransition {
  const isOpen = ['confirmed', 'waitlisted', 'offered'].includes(booking.status);
  ensure(isOpen, 'not_found');
  ensure(session.status === 'previewed' && act.now < bookingUntil(session), 'cancel_closed');
  return changedBooking(booking, act, 'cancelled', { status: 'cancelled', ...emptied });
}

/** The person has left the college: place, turn and form go. Nobody is told: nobody could read it. @throws DomainError conflict */
export function leave(booking: Booking, act: Act): BookingTransition {
  ensure(OPEN_TO_LEAVE.includes(booking.status), 'conflict');
  return changedBooking(
    booking,
    act,
    'cancelled',
    { status: 'cancelled', ...emptied, emptyAt: null },
    '已离校',
  );
}

/** The hold of a no-show is lifted: from now on the booking waits like others, with a ticket of today. */
export function release(booking: Booking, ticket: number, act: Act): BookingTransition {
  ensure(booking.status === 'waitlisted' && booking.hold === 1, 'conflict');
  return changedBooking(booking, act, 'released', { hold: 0, rank: ticket });
}

/** Had a place and did not come. @throws DomainError wrong_stage before the session, not_found without a place */
export function markAbsent(booking: Booking, session: Session, reason: string, act: Act): BookingTransition {
  ensure(act.now >= session.startsAt, 'wrong_stage');
  ensure(booking.status === 'confirmed', 'not_found');
  return changedBooking(booking, act, 'absent', { status: 'absent' }, reason);
}

/** The day-before reminder, once for each start of the session: a new date is reminded of again. */
export function remind(booking: Booking, session: Session, act: Act): BookingTransition {
  ensure(booking.status === 'confirmed' && booking.remindedFor !== session.startsAt, 'conflict');
  const next = changedBooking(booking, act, 'reminded', { remindedFor: session.startsAt });
  return { ...next, entity: tellingBooking(next.entity, session, 'session_reminder', act.now) };
}

export const emptied = { form: null, claim: '', offerExpiresAt: null, rank: null } as const;

export function changedBooking(
  booking: Booking,
  act: Act,
  what: BookingChange['what'],
  fields: Partial<Booking>,
  detail = '',
): BookingTransition {
  const event = change(act, what, detail);
  const history = [...booking.history, event];
  return { entity: { ...booking, ...fields, version: booking.version + 1, history }, event };
}

export function tellingBooking(
  booking: Booking,
  session: Session,
  kind: Notice['kind'],
  at: number,
  more: Pick<NoticeFacts, 'deadline' | 'reason' | 'booking'> = {},
): Booking {
  const facts = { ...sessionFacts(session), wish: booking.wish, ...more };
  const notice: Notice = {
    kind,
    to: booking.personId,
    subject: `${booking._id}.${booking.version}`,
    at,
    facts,
  };
  return { ...booking, notices: [...booking.notices, notice], hasNotice: true };
}
