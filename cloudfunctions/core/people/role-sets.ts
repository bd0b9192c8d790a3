import type { Role } from '../../../miniprogram/shared/labels';

// Who may stand at a door, by name. An action names one of these sets and never a list of its own, so that a new role
// is thought about here. The table of all actions is docs/rights.md.

const set = <const R extends readonly Role[]>(...roles: R): R => roles;

export const ADMIN = set('admin');
export const OFFICE = set('office');
export const HEAD = set('head');
export const LEADER = set('leader');
export const OBSERVER = set('observer');
export const OPERATOR = set('operator');

/** Who works in a department; which one is asked of the thing itself. */
export const DEPARTMENT = set('handler', 'head');
/** Who answers cases: the department, or the office itself. */
export const ANSWERING = set('handler', 'head', 'office');
/** Who sees the whole college: the office, and the leaders reading along. */
export const OVERSIGHT = set('office', 'leader');
/** Who has cases before them day by day: the departments, and whoever sees all of them. */
export const CASE_DESKS = set('handler', 'head', 'office', 'leader');
/** Everybody who may be read a case number to. */
export const CASE_STAFF = set('handler', 'head', 'office', 'leader', 'operator');
/** Cards as they count in performance assessment. */
export const CARD_LEDGER = set('office', 'leader', 'head');
/** Who sees every department's own papers: plans after cards, and the ledger of cases as a file. */
export const COLLEGE_WIDE = set('office', 'leader', 'admin');
/** Who parts an account from a number: the administrator, or the office with the person before it. */
export const RELEASING = set('office', 'admin');
/** What was sent to phones and what failed. */
export const DELIVERIES = set('office', 'admin');
