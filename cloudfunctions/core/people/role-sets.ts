import type { Role } from '../../../miniprogram/shared/labels';

// Who may stand at a door, by name. An action names one of these sets and never a list of its own, so that a new role
// is thought about here. The table of all actions is docs/rights.md.

const set = <const R extends readonly Role[]>(...roles: R): R => roles;

export const ADMIN = set('admin');
export const OFFICE = set('office');
export const HEAD = set('head');
export const LEADER = set('leader');
/** Who reviews answers: the head, and whoever stands in for one that a department has not. */
export const REVIEWING = set('head', 'office', 'leader');
export const OBSERVER = set('observer');
export const OPERATOR = set('operator');

/** Who works in a department; which one is asked of the thing itself. */
export const DEPARTMENT = set('handler', 'head');
/** Who answers cases: the department, or the office itself. */
export const ANSWERING = set('handler', 'head', 'office');
/**
 * Who may be given a protected report: leaders or the discipline office, as its asker chose. What they do with it the
 * office does with all others, so both stand at the same doors; the case itself lets in whom it belongs to.
 */
export const REPORT_RECEIVERS = set('leader', 'discipline');
export const RECEIVING = set('office', 'leader', 'discipline');
export const ANSWERING_OR_RECEIVING = set('handler', 'head', 'office', 'leader', 'discipline');
/** Who sees the whole college: the office, and the leaders reading along. */
export const OVERSIGHT = set('office', 'leader');
/** Who has cases before them day by day: the departments, and whoever sees all of them. */
export const CASE_DESKS = set('handler', 'head', 'office', 'leader');
/** Everybody who may be read a case number to. */
export const CASE_STAFF = set('handler', 'head', 'office', 'leader', 'operator');
/** Cards as they count in performance assessment; assessors (绩效考核) read and export this and nothing else. */
export const CARD_LEDGER = set('office', 'leader', 'head', 'assessor');
/** Who reads of all departments in it. */
export const ALL_CARDS = set('office', 'leader', 'assessor');
/** Who sees every department's own papers: plans after cards, and the ledger of cases as a file. */
export const COLLEGE_WIDE = set('office', 'leader', 'admin');
/** Who takes the ledger of cases as a file; heads that of their own department. */
export const CASE_LEDGER = set('office', 'leader', 'admin', 'head');
/** Who parts an account from a number: the administrator, or the office with the person before it. */
export const RELEASING = set('office', 'admin');
/** Who writes what everybody reads: the office, and departments about their cards. */
export const RELEASING_WORDS = set('office', 'handler', 'head');
/** What was sent to phones and what failed. */
export const DELIVERIES = set('office', 'admin');
