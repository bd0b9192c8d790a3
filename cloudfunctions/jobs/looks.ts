import { DAY_MS, HOUR_MS } from '../core/rules/calendar';
import { SURVEY_TIMES } from '../core/survey/survey';
import {
  bindAttempts,
  bookings,
  cards,
  caseIndex,
  cases,
  deliveries,
  departments,
  halls,
  locks,
  messages,
  minutes,
  questions,
  requests,
  rulebooks,
  sessions,
  surveys,
} from '../platform/database/collections';
import { CLOCKS_APART_MS } from '../platform/database/lock';
import type { Collection } from '../platform/database/store';
import { hasOfficialAccount } from '../platform/weixin/official-account';
import { DAYS_EVERY_MS, RECURRING_EVERY_MS } from './case-upkeep';
import { EVERY_MS as ARTICLES_EVERY_MS } from './mirror-articles';

/** What would make a step due: a document of `from` that matches, in the database's own operators. */
export interface Look {
  step: StepName;
  from: Collection<{ _id: string }>;
  match: Readonly<Record<string, unknown>>;
  /** Before the match, where it needs more than the documents themselves. */
  stages?: ReadonlyArray<Readonly<Record<string, unknown>>>;
  /** Due when nothing matches. */
  isDueWithout?: boolean;
}

export type StepName =
  | 'flag_late_previews'
  | 'expire_offers'
  | 'reconcile_pools'
  | 'remind_bookers'
  | 'hall_course'
  | 'count_silence'
  | 'survey_course'
  | 'publish_results'
  | 'end_reviews'
  | 'mirror_articles'
  | 'keep_case_days'
  | 'reassign_of_dissolved'
  | 'escalate'
  | 'ask_about_pictures'
  | 'relay_case_notices'
  | 'relay_notices'
  | 'fan_out'
  | 'deliver'
  | 'keep_case_index'
  | 'keep_recurring'
  | 'forget_tries'
  | 'forget_requests'
  | 'make_keys';

/** No rule book asks for a preview earlier than this. */
const LEAD_AT_MOST_MS = 31 * DAY_MS;
/** How long after a change of the rule book open cases are looked through each minute. */
const RULES_NEW_MS = 2 * HOUR_MS;
const NEXT_CLOSES_MS = HOUR_MS + SURVEY_TIMES.reminderMs;

/** Each condition takes in at least what its step acts on; a step may find that there was nothing after all. */
export function looksAt(now: number): readonly Look[] {
  const past = { $lte: now };
  const telling = { hasNotice: true };
  const unlocked = (step: StepName, lock: string, forMs: number): Look => ({
    step,
    from: locks,
    match: { _id: lock, until: { $gt: now, $lte: now + forMs + CLOCKS_APART_MS } },
    isDueWithout: true,
  });
  return [
    {
      step: 'flag_late_previews',
      from: sessions,
      match: { status: 'planned', isPreviewLate: false, startsAt: { $gt: now, $lte: now + LEAD_AT_MOST_MS } },
    },
    { step: 'expire_offers', from: bookings, match: { status: 'offered', offerExpiresAt: past } },
    {
      step: 'reconcile_pools',
      from: sessions,
      match: { status: 'previewed', startsAt: { $gt: now - DAY_MS } },
    },
    {
      step: 'remind_bookers',
      from: sessions,
      match: { status: 'previewed', startsAt: { $gt: now, $lte: now + DAY_MS } },
    },
    { step: 'hall_course', from: sessions, match: { status: 'previewed', startsAt: past } },
    { step: 'hall_course', from: questions, match: { hasTransfer: true } },
    { step: 'hall_course', from: halls, match: { closing: 'marking' } },
    { step: 'hall_course', from: minutes, match: { hasFollowUp: true } },
    { step: 'hall_course', from: minutes, match: { state: 'draft', isReminded: false, dueAt: { $lt: now } } },
    { step: 'count_silence', from: questions, match: { onSpot: 'waiting', answerBy: past } },
    ...surveyLooks(now),
    { step: 'publish_results', from: surveys, match: { state: 'sealed' } },
    { step: 'end_reviews', from: cards, match: { state: 'review', reviewUntil: past } },
    ...(hasOfficialAccount() ? [unlocked('mirror_articles', 'mirror_articles', ARTICLES_EVERY_MS)] : []),
    unlocked('keep_case_days', 'case-days', DAYS_EVERY_MS),
    {
      step: 'reassign_of_dissolved',
      from: departments,
      match: { isDissolved: true, isHandedOver: { $ne: true } },
    },
    {
      step: 'escalate',
      from: rulebooks,
      match: { effectiveAt: { $gt: now - RULES_NEW_MS, $lte: now } },
    },
    { step: 'escalate', from: cases, match: { wakeAt: { $gt: 0, $lte: now } } },
    { step: 'ask_about_pictures', from: cases, match: { hasUnchecked: true } },
    { step: 'relay_case_notices', from: cases, match: telling },
    ...[sessions, bookings, questions, minutes, surveys, cards].map(
      (from): Look => ({ step: 'relay_notices', from, match: telling }),
    ),
    { step: 'fan_out', from: messages, match: { fanOut: 'open' } },
    {
      step: 'deliver',
      from: deliveries,
      match: { state: { $in: ['waiting', 'sending', 'unconfirmed'] }, dueAt: past },
    },
    { step: 'keep_case_index', from: caseIndex, match: { isStale: true } },
    unlocked('keep_recurring', 'case-recurring', RECURRING_EVERY_MS),
    { step: 'forget_tries', from: bindAttempts, match: { until: past } },
    { step: 'forget_requests', from: requests, match: { forgetAt: past } },
    {
      step: 'make_keys',
      from: sessions,
      stages: [
        { $match: { status: { $in: ['planned', 'previewed', 'live'] } } },
        { $sort: { startsAt: 1 } },
        { $limit: 3 },
        { $lookup: { from: 'session_keys', localField: '_id', foreignField: '_id', as: 'keys' } },
      ],
      match: { keys: { $size: 0 } },
    },
  ];
}

/** As `surveyDue` in core/survey/survey.ts decides, and as a session that comes near shortens it. */
const surveyLooks = (now: number): readonly Look[] =>
  [
    { state: 'scheduled', opensAt: { $lte: now } },
    { state: 'open', closesAt: { $lte: now } },
    { state: 'open', isReminded: false, closesAt: { $lte: now + SURVEY_TIMES.reminderMs } },
    { state: 'open', turnoutAt: { $lte: now - SURVEY_TIMES.turnoutMs } },
    { state: 'closing' },
    { state: { $in: ['sealed', 'announced'] }, hasShards: true },
    { state: { $ne: 'scheduled' }, hasKeys: true },
    { state: 'announced', hasAnswers: true },
  ]
    .map((match): Look => ({ step: 'survey_course', from: surveys, match }))
    .concat({
      step: 'survey_course',
      from: sessions,
      match: { status: 'previewed', startsAt: { $gt: now, $lte: now + NEXT_CLOSES_MS } },
    });
