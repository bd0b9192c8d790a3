import type { SessionPlan } from '../../../cloudfunctions/contract/session';
import { DomainError } from '../../../cloudfunctions/core/domain-error';
import type { Person } from '../../../cloudfunctions/core/people/person';
import { instantOf } from '../../../cloudfunctions/core/rules/calendar';
import { FIRST_RULE_BOOK } from '../../../cloudfunctions/core/rules/rulebook';
import { createSession, publishPreview, type Session } from '../../../cloudfunctions/core/session/session';

// The session of December 2026, for tests of what the rules do to it.

export const HOUR = 3_600_000;
/** Thursday 3 December 2026, 16:00 in Shanghai. */
export const STARTS = instantOf('2026-12-03', 16);
/** When its preview is due at the latest. */
export const DUE = STARTS - 7 * 24 * HOUR;

export const plan: SessionPlan = {
  venue: '报告厅',
  chair: { name: '郑国栋', title: '党委书记' },
  attendees: [{ name: '钱志远', title: '教务处处长' }],
  topics: [],
  notes: '',
  speakingSlots: 20,
  quota: null,
  seats: 300,
};

export const by = (now: number) => ({ actor: 'p-wu', now, requestId: `request-${now}` });

export const planned = (changes: Partial<SessionPlan> = {}): Session =>
  createSession(
    { number: 16, startsAt: STARTS, reason: '', skipped: [], plan: { ...plan, ...changes } },
    FIRST_RULE_BOOK,
    by(DUE - HOUR),
  ).entity;

export const previewed = (now = DUE, changes: Partial<SessionPlan> = {}): Session =>
  publishPreview(planned(changes), FIRST_RULE_BOOK, by(now)).entity;

export const somebody: Person = {
  _id: 'p-lin',
  openid: 'o',
  number: '1',
  name: '林小满',
  kind: 'student',
  unit: '信息工程系',
  roles: [],
  hasLeft: false,
  absentFrom: null,
};

/** The refusal's code and fields, or that there was none. */
export function refusalOf(work: () => unknown): { code: string; fields?: unknown } {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, fields: error.fields };
    throw error;
  }
  return { code: 'allowed' };
}
