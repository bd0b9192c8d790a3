import type { BookingStatus, MessageKind, Wish } from '../../../miniprogram/shared/labels';
import type { Difference } from '../../../miniprogram/shared/session-changes';
import type { CardStep } from './card-words';

/**
 * Something to be told, left inside the entity by the same write that made it true (transactional outbox).
 * `jobs` turns it into messages and then clears it, so a crash between the two tells it again, and the natural id
 * of the message makes the repeat collide. Persisted; changing the shape needs a migration.
 */
export interface Notice {
  kind: MessageKind;
  /**
   * A person id, 'everyone', 'bookers': whoever has a live booking of the session when it is relayed, 'attendees':
   * whoever was checked in, 'co_askers': whoever wants the question `facts.itemId` asked, 'office', 'observers', or
   * whoever holds a role in a department then (core/survey/card-telling.ts).
   */
  to: string;
  /** What it is about: kind + subject + recipient is told once. Add a version where the same may happen twice. */
  subject: string;
  /** Milliseconds since the epoch. */
  at: number;
  facts: NoticeFacts;
}

/** What a message about a session needs to say. No person's number or telephone ever. */
export interface NoticeFacts {
  sessionId: string;
  sessionNumber: number;
  startsAt: number;
  venue: string;
  wish?: Wish;
  /** How the booking of whoever is told stands, where many are told the same. */
  booking?: BookingStatus;
  /** Speaking slots still to be had, for the preview. */
  slots?: number;
  /** Until when an offer can be confirmed. */
  deadline?: number;
  /** Why it changed or was cancelled, in the words that are shown. */
  reason?: string;
  /** What of the preview is different now, each with its old value. */
  differences?: Difference[];
  /** The session does not take place. */
  isCalledOff?: boolean;
  /** A question, by its title. */
  title?: string;
  /** Told to somebody who wants the question of another asked, or about a question sent from a seat. */
  as?: 'co_asker' | 'seat';
  /** The card or question to open. */
  itemId?: string;
  /** Cards given with the results. */
  cards?: number;
  /** What has happened to a card. */
  cardStep?: CardStep;
  departmentName?: string;
  /** Of the opening record, for people to compare. */
  openingDigest?: string;
  /** Of the sealed box and of the public list, likewise. */
  boxDigest?: string;
  countedDigest?: string;
  /** Questions with too few ratings for a card. */
  few?: number;
}
