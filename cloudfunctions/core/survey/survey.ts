import type { Category } from '../../../miniprogram/shared/category';
import { REMARK_SLOT } from '../../../miniprogram/shared/remark';
import {
  NOT_OPENED,
  type NotOpenedFor,
  RESULTS_BEFORE_NEXT_HOURS,
  type SurveyItemKind,
} from '../../../miniprogram/shared/survey';
import { type Act, type Change, change } from '../change';
import { ensure } from '../domain-error';
import { type Notice, type NoticeFacts, OFFICE } from '../message/message';
import { DAY_MS, HOUR_MS } from '../rules/calendar';
import type { BallotSurvey } from './ballot-box';
import type { Came } from './blind-signature';
import type { Closing } from './closing-key';
import { SURVEY_TIMES } from './survey-times';

/** One question to rate, as it stood when the survey opened; a later change of the question changes nothing here. */
export interface SurveyQuestion {
  slot: number;
  kind: SurveyItemKind;
  questionId: string;
  title: string;
  asked: string;
  answered: string;
  answeredBy: string;
  /** The lead department: it carries the card. Fixed here, beforehand (docs/rules.md, Survey). */
  departmentId: string;
  departmentName: string;
  coDepartmentNames: string[];
  category: Category;
  outcome: 'on_spot' | 'transferred';
  progress: string;
  caseId: string | null;
  promisedFor: number | null;
  /** False for a promise whose date has not come: it keeps its slot, takes no ballots and rolls over. */
  isDue: boolean;
}

/**
 * The survey of the people of one session. Round 1 rates the session's questions; a later round, held in the same
 * weeks as the next session's first, lets the same people rate what was promised for later and what got a card, with
 * credentials of their session that are still unused. Persisted in `surveys`; changing the shape needs a migration.
 */
export interface Survey extends BallotSurvey {
  /** `session.round` */
  _id: string;
  sessionId: string;
  sessionNumber: number;
  round: number;
  /** The session whose first round it is held beside; its own session for round 1. */
  heldWith: string;
  items: SurveyQuestion[];
  /** Questions for which no credential was left; nobody can rate them. */
  withoutSlot: number;
  opensAt: number;
  closesAt: number;
  /** From here on no credentials are given out and nobody joins the roll. */
  isRollFrozen: boolean;
  /** How many were issued credentials, and the fingerprint of their roll (docs/rules.md, Survey). */
  eligible: number;
  /** How those who were there came in, counted when the roll was frozen. */
  came?: Came;
  rollFingerprint: string;
  /** Digest of the opening record; empty before the opening. */
  openingDigest: string;
  keySet: string;
  /** Public key of the credential for words; empty before the opening and in later rounds, which take none. */
  remarkKey: string;
  /** Public keys of the box, for envelopes and receipts; absent before the opening, and where nothing can be cast. */
  envelopeKey?: string;
  receiptKey?: string;
  /** The reminder before the close has been made. */
  isReminded: boolean;
  /** Why it could not open when it was due; told to the office once for each reason. Absent where it could. */
  notOpenedFor?: NotOpenedFor;
  /** The office has been told that the results are due soon. Absent until then. */
  isResultsDueTold?: boolean;
  /** Shards of the open box are there; with them goes the last place where a serial stands beside a rating. */
  hasShards: boolean;
  /** Private keys of the session are still there (round 1): destroyed when the survey opens and the roll is frozen. */
  hasKeys: boolean;
  /** Issue records still hold the answers that were given (round 1): emptied when the results are announced. */
  hasAnswers: boolean;
  sealedAt: number | null;
  announcedAt: number | null;
  boxDigest: string;
  /**
   * Most ballots for one question: rounded down to tens and looked at once an hour while it is open (`turnoutAt`),
   * exact in the sealed box. With all ballots, as counted.
   */
  turnout: number;
  turnoutAt: number;
  counted: number;
  /** Present where observers open the ratings: set when it opens. */
  closing?: Closing;
  /** When holders who have not said what came out are told once more; null or absent when nobody is to be. */
  openingReminderAt?: number | null;
  /** Version of the results that is shown; 0 before the seal, and until observers have opened the ratings. */
  resultVersion: number;
  /** Outbox: the card of this question has yet to follow the corrected results. */
  cardToMove?: { questionId: string; reason: string } | null;
  /** The rule book the cards go by. */
  rulesVersion: number;
  version: number;
  history: Change[];
  notices: Notice[];
  hasNotice: boolean;
}

export const NOT_OPENED_FOR: readonly NotOpenedFor[] = ['keys_not_ready', 'closing_keys_missing'];

export const isNotOpenedFor = (code: string): code is NotOpenedFor => code in NOT_OPENED;

export const surveyId = (sessionId: string, round: number): string => `${sessionId}.${round}`;

/** Tells the office, once for each reason, why a survey that is due does not open. */
export function tellNotOpened(survey: Survey, facts: NoticeFacts, reason: NotOpenedFor, act: Act): Survey {
  const told = changedSurvey(survey, act, 'not_opened', { notOpenedFor: reason }, NOT_OPENED[reason]);
  const about = { ...facts, deadline: survey.opensAt, reason: NOT_OPENED[reason] };
  const subject = `${survey._id}.${reason}`;
  return tellingSurvey(told, [{ kind: 'survey_not_opened', to: OFFICE, subject, at: act.now, facts: about }]);
}

/** A question that could stand in a survey. `slot`: the one it kept when it rolled over, else null. */
export type Candidate = Omit<SurveyQuestion, 'slot' | 'isDue'> & { slot: number | null };

/**
 * The questions of a survey with their slots. A promise whose date comes after the opening is not rated as failed: it
 * takes no ballots and waits, with its slot, for the next survey of the same people (docs/rules.md, Survey). The
 * others take the next unused slots of the session's credentials; when these run out, the rest cannot be rated.
 */
export function withSlots(
  candidates: readonly Candidate[],
  usedSlots: number,
  opensAt: number,
): SurveyQuestion[] {
  let next = usedSlots;
  return candidates.flatMap((candidate) => {
    const slot = candidate.slot ?? next++;
    // The last credential is for words.
    if (slot >= REMARK_SLOT) return [];
    return [
      { ...candidate, slot, isDue: candidate.promisedFor === null || candidate.promisedFor <= opensAt },
    ];
  });
}

/** What a survey is made of. */
export interface SurveySeed {
  sessionId: string;
  sessionNumber: number;
  round: number;
  heldWith: string;
  opensAt: number;
  closesAt: number;
  keySet: string;
  rulesVersion: number;
}

/** A survey that waits for its opening. What it asks is decided when it opens. */
export const scheduledSurvey = (seed: SurveySeed, act: Act): Survey => ({
  ...seed,
  _id: surveyId(seed.sessionId, seed.round),
  state: 'scheduled',
  ballotSlots: [],
  items: [],
  withoutSlot: 0,
  isRollFrozen: seed.round > 1,
  eligible: 0,
  rollFingerprint: '',
  openingDigest: '',
  remarkKey: '',
  isReminded: false,
  hasShards: false,
  hasKeys: seed.round === 1,
  hasAnswers: seed.round === 1,
  sealedAt: null,
  announcedAt: null,
  boxDigest: '',
  turnout: 0,
  turnoutAt: 0,
  counted: 0,
  resultVersion: 0,
  version: 1,
  history: [change(act, 'scheduled')],
  notices: [],
  hasNotice: false,
});

export type SurveyStep =
  | 'open'
  | 'remind'
  | 'count'
  | 'close'
  | 'seal'
  | 'empty'
  | 'destroy_keys'
  | 'forget_answers';

/** What happens to a survey by time alone, or null. The order is that of its life. */
export function surveyDue(survey: Survey, now: number): SurveyStep | null {
  switch (survey.state) {
    case 'scheduled':
      return now >= survey.opensAt ? 'open' : null;
    case 'open':
      if (survey.hasKeys) return 'destroy_keys';
      if (now >= survey.closesAt) return 'close';
      if (!survey.isReminded && now >= survey.closesAt - SURVEY_TIMES.reminderMs) return 'remind';
      return now >= survey.turnoutAt + SURVEY_TIMES.turnoutMs ? 'count' : null;
    case 'closing':
      return 'seal';
    default:
      if (survey.hasShards) return 'empty';
      if (survey.hasKeys) return 'destroy_keys';
      return survey.state === 'announced' && survey.hasAnswers ? 'forget_answers' : null;
  }
}

/** The survey after an event, one version on. */
export const changedSurvey = (
  survey: Survey,
  act: Act,
  what: string,
  fields: Partial<Survey>,
  detail = '',
): Survey => ({
  ...survey,
  ...fields,
  version: survey.version + 1,
  history: [...survey.history, change(act, what, detail)],
});

/** The same with something to tell. */
export const tellingSurvey = (survey: Survey, told: readonly Notice[]): Survey => ({
  ...survey,
  notices: [...survey.notices, ...told],
  hasNotice: survey.hasNotice || told.length > 0,
});

/** Until when the office announces before results go out by themselves, and how long before that it hears of it. */
export const RESULTS_TIMES = {
  beforeNextMs: RESULTS_BEFORE_NEXT_HOURS * HOUR_MS,
  nearMs: 2 * DAY_MS,
} as const;

/** Is it time to tell the office, once, that results are to be announced by `dueAt`? */
export const isResultsDueSoon = (survey: Survey, dueAt: number, now: number): boolean =>
  survey.state === 'sealed' &&
  survey.resultVersion > 0 &&
  survey.isResultsDueTold !== true &&
  now < dueAt &&
  now >= dueAt - RESULTS_TIMES.nearMs;

/** Tells the office so. Nothing is due of a round in which nothing could be rated: it is marked, and nobody is told. */
export function tellResultsDue(survey: Survey, facts: NoticeFacts, dueAt: number, act: Act): Survey {
  const told = changedSurvey(survey, act, 'results_due', { isResultsDueTold: true });
  if (survey.ballotSlots.length === 0) return told;
  const about = { ...facts, title: '结果通报', deadline: dueAt };
  return tellingSurvey(told, [
    { kind: 'office_due', to: OFFICE, subject: `${survey._id}.results`, at: act.now, facts: about },
  ]);
}

/** The ballot box closes: nothing comes in any more. Throws `survey_not_open` unless it is open. */
export function close(survey: Survey, reason: string, act: Act): Survey {
  ensure(survey.state === 'open', 'survey_not_open');
  return changedSurvey(survey, act, 'closing', { state: 'closing' }, reason);
}

/**
 * Another closing time, by the office with a reason. Throws `survey_not_open` once it is closing, `date_in_past`, and
 * `wrong_stage` when it would reach into the next session.
 */
export function reschedule(
  survey: Survey,
  closesAt: number,
  nextSessionAt: number | null,
  reason: string,
  act: Act,
): Survey {
  ensure(survey.state === 'scheduled' || survey.state === 'open', 'survey_not_open');
  ensure(closesAt > act.now && closesAt > survey.opensAt, 'date_in_past', { closesAt: 'date_in_past' });
  ensure(nextSessionAt === null || closesAt < nextSessionAt, 'wrong_stage', { closesAt: 'too_big' });
  // Whoever was reminded of another hour is reminded again.
  return changedSurvey(survey, act, 'rescheduled', { closesAt, isReminded: false }, reason);
}
