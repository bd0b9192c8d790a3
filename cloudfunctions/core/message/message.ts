import type { MessageKind } from '../../../miniprogram/shared/labels';
import { addressOf, type Opening } from '../../../miniprogram/shared/message-page';
import type { Notice, NoticeFacts } from './notice';
import { wordsOf } from './words';

export type { MessageKind, Notice, NoticeFacts };
export { addressOf };

export const EVERYONE = 'everyone';
export const BOOKERS = 'bookers';
export const ATTENDEES = 'attendees';
export const OFFICE = 'office';
export const OBSERVERS = 'observers';
/** Whoever wants the same question asked, while their ids are kept. */
export const CO_ASKERS = 'co_askers';

/** One message of the inbox. A broadcast is one document, shown to all. Persisted in `messages`. */
export interface Message {
  /** `${kind}:${subject}:${to}` */
  _id: string;
  kind: MessageKind;
  /** A person id or 'everyone'. */
  to: string;
  title: string;
  body: string;
  opens: Opening;
  at: number;
  /** Phones hear of it no earlier; absent: at once. */
  pushAt?: number;
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
  /**
   * Wants no reminder before surveys close: of any survey, and kept away from who was there, so that it does not tell
   * who has rated which.
   */
  skipsSurveyReminders?: boolean;
  /** Request ids of the last consents, so that a repeat counts once. */
  consents: string[];
  /** How many credits of each kind were given on the last day on which any were. */
  granted?: { day: string; kinds: Partial<Record<MessageKind, number>> };
}

/**
 * Credits of one kind that a person may give on one day: more taps than a day has reasons for, and few enough that
 * invented ones do no harm.
 */
export const CREDITS_A_DAY = 5;

/**
 * The message that a notice becomes for one recipient (docs/rules.md, Messages). Pure: the same notice gives the same
 * message, with the same id, each time.
 *
 * @throws Error for a kind that has no sentence yet.
 */
export function messageOf(notice: Notice, to = notice.to): Message {
  const { facts } = notice;
  const { title, body, note, time, opens } = wordsOf(notice);
  return {
    _id: `${notice.kind}:${notice.subject}:${to}`,
    kind: notice.kind,
    to,
    title,
    body,
    opens,
    at: notice.at,
    push: { subject: title, time, place: facts.venue || '地点待定', note },
    fanOut: 'open',
    fanOutAfter: '',
  };
}
