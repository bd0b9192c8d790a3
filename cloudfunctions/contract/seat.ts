import * as z from 'zod';
import { QUEUE_ORDERS, SEAT_CHOICES, SEAT_STATES } from '../../miniprogram/shared/hall';
import { LIMITS } from '../../miniprogram/shared/limits';
import { command, query } from './action';
import { category } from './category';
import { keptFew, redactionFinding } from './finding';
import { keysOf } from './keys-of';
import { id, instant, optionalText, text } from './text';

// Questions from the seats, and what the host groups. Part of the function `hall`.

const seatState = z.enum(keysOf(SEAT_STATES));

/** A seat question as whoever sent it reads it. */
const mySeat = z.object({
  id,
  sessionId: id,
  sessionNumber: z.number(),
  title: z.string(),
  state: seatState,
  isHidden: z.boolean(),
  /** Why it was set aside. */
  reason: z.string(),
  caseId: id.nullable(),
  /** Until when its asker may say what becomes of it; null when there is nothing to choose. */
  chooseUntil: instant.nullable(),
});

/** The same as the host reads it. */
const seatEntry = z.object({
  id,
  title: z.string(),
  detail: z.string(),
  category,
  isHidden: z.boolean(),
  askerName: z.string(),
  askerUnit: z.string(),
  at: instant,
  isDoubtful: z.boolean(),
  /** Questions of the session on the same matter. */
  alike: z.array(id),
  /** Other seat questions on it that wait as well. */
  alikeSeats: z.array(id),
});

const queueEntry = z.object({ id, title: z.string(), votes: z.number(), isApproved: z.boolean() });

const seatInbox = z.object({
  number: z.number(),
  sessionId: id,
  isOpen: z.boolean(),
  waiting: z.array(seatEntry),
  /** What can take another question in: still to be answered, in the order of the queue. */
  queue: z.array(queueEntry),
  /** Questions that seem to be on one matter; the first is the one to be asked. */
  groups: z.array(z.array(id)),
  /** Questions that were grouped, and with which. */
  merged: z.array(z.object({ id, title: z.string(), into: z.string() })),
});
export type SeatInbox = z.output<typeof seatInbox>;

/** What the host decides on a seat question that waits. */
const seatDecision = z.discriminatedUnion('kind', [
  /** Into the queue, in these words; `kept` as for topics. */
  z.strictObject({ kind: z.literal('approved'), title: text(LIMITS.titleMax), kept: keptFew.default([]) }),
  /** Its asker becomes a co-asker of another question. */
  z.strictObject({ kind: z.literal('grouped'), questionId: id }),
  /** A case is made of it. */
  z.strictObject({ kind: z.literal('filed') }),
  z.strictObject({ kind: z.literal('set_aside'), reason: text(LIMITS.reasonMax) }),
]);

export const seatContract = {
  /** From check-in to the close, by whoever is checked in, as often as the rule book says. */
  'hall.askFromSeat': command(
    z.strictObject({
      sessionId: id,
      title: text(LIMITS.titleMax),
      detail: optionalText(LIMITS.detailMax),
      category,
      isHidden: z.boolean(),
    }),
    mySeat,
  ),
  /** What the caller sent, newest first, and whether more may be sent to this session. */
  'hall.mySeats': query(
    z.strictObject({ sessionId: id.optional() }),
    z.object({ questions: z.array(mySeat), left: z.number() }),
  ),
  /** What becomes of one that was not asked. */
  'hall.chooseSeat': command(z.strictObject({ seatId: id, choice: z.enum(keysOf(SEAT_CHOICES)) }), mySeat),
  // office
  'hall.seatInbox': query(z.strictObject({ sessionId: id }), seatInbox),
  /** What is to be looked at before these words go up. */
  'hall.seatFindings': query(
    z.strictObject({ seatId: id, title: text(LIMITS.titleMax) }),
    z.object({ findings: z.array(redactionFinding) }),
  ),
  /** `along`: other seat questions that wait, grouped with it in the same tap when it is approved or grouped. */
  'hall.decideSeat': command(
    z.strictObject({
      seatId: id,
      as: seatDecision,
      along: z.array(id).max(LIMITS.seatsAlongMax).default([]),
    }),
    seatInbox,
  ),
  /** One of two questions is asked, and whoever asked the other becomes its co-asker. Null parts them again. */
  'hall.groupTopic': command(z.strictObject({ questionId: id, into: id.nullable() }), seatInbox),
  /** The whole queue by votes, or as it was booked. */
  'hall.sortQueue': command(z.strictObject({ sessionId: id, by: z.enum(keysOf(QUEUE_ORDERS)) }), seatInbox),
} as const;
