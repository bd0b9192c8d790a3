import type { BookingStatus, MessageKind, Wish } from '../../../miniprogram/shared/labels';
import { wordsOf } from './words';

export type { MessageKind };

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

export const EVERYONE = 'everyone';
export const BOOKERS = 'bookers';
export const ATTENDEES = 'attendees';
export const OFFICE = 'office';

/** One message of the inbox. A broadcast is one document, shown to all. Persisted in `messages`. */
export interface Message {
  /** `${kind}:${subject}:${to}` */
  _id: string;
  kind: MessageKind;
  /** A person id or 'everyone'. */
  to: string;
  title: string;
  body: string;
  /** Page of the mini program with its query, from the root. */
  page: string;
  at: number;
  push: PushText;
  /** Which deliveries have been made of it; 'open' until everybody with a credit has one. */
  fanOut: 'open' | 'done';
  /** The last mailbox that was looked at while it is open. */
  fanOutAfter: string;
}

/** What the four fields of a subscription message say, before they are cut to the template's lengths. */
export interface PushText {
  subject: string;
  /** When the session is, or until when something must be done. */
  time: number;
  place: string;
  note: string;
}

/** What a person asked for and agreed to. `_id` is the person's. Persisted in `mailboxes`. */
export interface Mailbox {
  _id: string;
  /** How many messages of a kind WeChat will still take for this person, as far as we know. */
  credits: Partial<Record<MessageKind, number>>;
  /** Kinds that are only shown in the inbox. */
  optOut: MessageKind[];
  /** Request ids of the last consents, so that a repeat counts once. */
  consents: string[];
}

/**
 * The message that a notice becomes for one recipient (docs/rules.md, Messages). Pure: the same notice gives the same
 * message, with the same id, each time.
 *
 * @throws Error for a kind that has no sentence yet.
 */
export function messageOf(notice: Notice, to = notice.to): Message {
  const { facts } = notice;
  const { title, body, note, time, page } = wordsOf(notice);
  return {
    _id: `${notice.kind}:${notice.subject}:${to}`,
    kind: notice.kind,
    to,
    title,
    body,
    page,
    at: notice.at,
    push: { subject: title, time, place: facts.venue || '地点待定', note },
    fanOut: 'open',
    fanOutAfter: '',
  };
}
