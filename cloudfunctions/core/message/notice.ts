import type { BookingStatus, MessageKind, Wish } from '../../../miniprogram/shared/labels';

/**
 * Something to be told, left inside the entity by the same write that made it true (transactional outbox).
 * `jobs` turns it into messages and then clears it, so a crash between the two tells it again, and the natural id
 * of the message makes the repeat collide. Persisted; changing the shape needs a migration.
 */
export interface Notice {
  kind: MessageKind;
  /**
   * A person id, 'everyone', 'bookers': whoever has a live booking of the session when it is relayed, 'attendees':
   * whoever was checked in, or 'office'.
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
  /** A question, by its title. */
  title?: string;
  /** The card or question to open. */
  itemId?: string;
  /** Cards given with the results. */
  cards?: number;
  /** Questions with too few ratings for a card. */
  few?: number;
}
