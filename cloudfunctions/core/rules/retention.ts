import { DAY_MS } from './calendar';

/** How long what names a person is kept, in days (docs/rules.md, Keeping). Part of the rule book. */
export interface RetentionRules {
  /** From the end of a case: who asked, telephone, original words, pictures. */
  caseDays: number;
  /** From the start of a session: who was there, bookings, votes, who asked. */
  attendanceDays: number;
  /** From the moment a message was written. */
  messageDays: number;
  /** From the making of a ledger: the file in the store. */
  ledgerDays: number;
  /** From the day on which somebody was no longer in the roster: name, number, unit. */
  leaverDays: number;
  /** From the act: its entry in the audit log. Its digest stays in the chain. */
  auditDays: number;
}

/**
 * Two years for what a complaint, a re-rating or a supervision may come back to; a year for what only tells; six for
 * the log, which is to outlive what it is about. 《个人信息保护法》 第十九条 asks for the shortest period needed.
 */
export const FIRST_RETENTION: RetentionRules = {
  caseDays: 730,
  attendanceDays: 730,
  messageDays: 365,
  ledgerDays: 90,
  leaverDays: 365,
  auditDays: 2190,
};

/** What began at this instant or before has been kept for so many days. */
export const keptSince = (now: number, days: number): number => now - days * DAY_MS;
