import type { MinutesState } from '../../../miniprogram/shared/hall';
import type { MinutesItemForm } from '../../contract/hall';
import { blackedOut, blackedOutIn, isPassage } from '../black-out';
import { type Act, type Change, change } from '../change';
import { chineseDay } from '../date-words';
import { ensure } from '../domain-error';
import type { Notice } from '../message/message';
import { DAY_MS, dayOf, instantOf } from '../rules/calendar';
import { answersInWords } from './answers';
import { type Question, wasAsked } from './question';

/** What one revision of the minutes said; never changed. */
export interface MinutesRevision {
  revision: number;
  at: number;
  /** Why it was corrected; empty for the first. */
  reason: string;
  preface: string;
  items: MinutesItemForm[];
}

/** A passage that was blacked out for privacy: when, why and where, and never what. */
interface PrivacyCorrection {
  at: number;
  reason: string;
  places: PlaceInMinutes[];
}

export interface PlaceInMinutes {
  /** As counted in the newest revision in which it stood; 0 is the preface. */
  item: number;
  field: 'preface' | 'title' | 'body' | 'answer' | 'reason';
}

/**
 * Minutes of one session; `_id` is the session's. The draft stands in `preface` and `items`; what everybody reads is
 * the last revision. Persisted in `minutes`; changing the shape needs a migration.
 */
export interface Minutes {
  _id: string;
  sessionNumber: number;
  startsAt: number;
  state: MinutesState;
  preface: string;
  items: MinutesItemForm[];
  savedAt: number;
  savedBy: string;
  /** Published later than this is late, for good (docs/rules.md, Minutes). */
  dueAt: number;
  publishedAt: number | null;
  isLate: boolean;
  /** The office has been told that they are late. */
  isReminded: boolean;
  /** The office has been told that they are due soon. Absent until then. */
  isDueTold?: boolean;
  revisions: MinutesRevision[];
  /** Absent where there was none. */
  privacyCorrections?: PrivacyCorrection[];
  /** Passages that have yet to be blacked out in what was made of the minutes; `jobs` finishes it. */
  blackingOut?: string[];
  figures: MinutesFigures;
  /**
   * The session has yet to be moved on, the cases to be shown and the survey to be planned. Indexed; `jobs` finishes
   * what a call left.
   */
  hasFollowUp: boolean;
  notices: Notice[];
  hasNotice: boolean;
  version: number;
  history: Change[];
}

/** Counts that the minutes are published with. */
interface MinutesFigures {
  attended: number;
  questions: number;
  solvedOnSpot: number;
  transferred: number;
}

/** Minutes are out in this many working days after the session. */
export const MINUTES_WORKING_DAYS = 5;

/** The name of a department. */
type NameOf = (departmentId: string) => string;

/** Drafts one item: what was asked and answered, without who asked. */
function draftItem(question: Question, nameOf: NameOf): MinutesItemForm {
  return {
    questionId: question._id,
    title: question.title,
    body: question.detail || question.title,
    answer: answersInWords(question, nameOf),
    isLeftOut: question.isPersonal || question.isKeptOut,
    leftOutReason: whyLeftOut(question),
  };
}

const whyLeftOut = ({ isKeptOut, isPersonal }: Question): string =>
  isKeptOut ? '提问人要求不公开' : isPersonal ? '个人事项' : '';

/** The items for these questions, in the order they were asked; what the office wrote already stays. */
export function draftItems(
  questions: readonly Question[],
  written: readonly MinutesItemForm[],
  nameOf: NameOf,
): MinutesItemForm[] {
  const byQuestion = new Map(written.map((item) => [item.questionId, item]));
  return [...questions]
    .filter(wasAsked)
    .sort((left, right) => left.order - right.order)
    .map((question) => withAskersWish(byQuestion.get(question._id) ?? draftItem(question, nameOf), question));
}

/** Whatever the draft says, what the asker keeps out stays out. */
function withAskersWish(item: MinutesItemForm, question: Question): MinutesItemForm {
  return question.isKeptOut || question.isPersonal
    ? { ...item, isLeftOut: true, leftOutReason: item.leftOutReason || whyLeftOut(question) }
    : item;
}

const openingWords = (number: number, startsAt: number) =>
  `${chineseDay(startsAt)}，第${number}期四点对话举行。现将师生提问和答复整理如下。`;

/** What the draft is begun with. */
export interface MinutesSeed {
  sessionId: string;
  number: number;
  startsAt: number;
  dueAt: number;
  questions: readonly Question[];
  /** Asked only where several answered. */
  nameOf: NameOf;
  figures: MinutesFigures;
}

/** The first draft, made from the questions. */
export const newMinutes = (seed: MinutesSeed, act: Act): Minutes => ({
  _id: seed.sessionId,
  sessionNumber: seed.number,
  startsAt: seed.startsAt,
  state: 'draft',
  preface: openingWords(seed.number, seed.startsAt),
  items: draftItems(seed.questions, [], seed.nameOf),
  savedAt: act.now,
  savedBy: act.actor,
  dueAt: seed.dueAt,
  publishedAt: null,
  isLate: false,
  isReminded: false,
  revisions: [],
  figures: seed.figures,
  hasFollowUp: false,
  notices: [],
  hasNotice: false,
  version: 1,
  history: [change(act, 'drafted')],
});

/**
 * Publishes, or publishes again with a reason. `open` are findings nobody has looked at. Throws `redaction_open`,
 * `already_published` (a first publication of published minutes), `wrong_stage` (a correction of a draft).
 */
export function publish(
  minutes: Minutes,
  text: Pick<Minutes, 'preface' | 'items' | 'figures'>,
  open: readonly string[],
  correction: string | null,
  told: readonly Notice[],
  act: Act,
): Minutes {
  if (correction === null) ensure(minutes.state === 'draft', 'already_published');
  else ensure(minutes.state === 'published', 'wrong_stage');
  const fields = Object.fromEntries(open.map((finding) => [finding, 'redaction_open']));
  ensure(open.length === 0, 'redaction_open', fields);
  const revision = minutes.revisions.length + 1;
  const reason = correction ?? '';
  const { preface, items, figures } = text;
  // A revision is public: what was left out leaves no word behind, not even its title.
  const shown = items.filter((item) => !item.isLeftOut);
  const publishedAt = minutes.publishedAt ?? act.now;
  return {
    ...minutes,
    state: 'published',
    publishedAt,
    isLate: minutes.isLate || publishedAt > minutes.dueAt,
    preface,
    items,
    figures,
    revisions: [...minutes.revisions, { revision, at: act.now, reason, preface, items: shown }],
    savedAt: act.now,
    savedBy: act.actor,
    hasFollowUp: true,
    notices: [...minutes.notices, ...told],
    hasNotice: minutes.hasNotice || told.length > 0,
    version: minutes.version + 1,
    history: [...minutes.history, change(act, correction === null ? 'published' : 'corrected', reason)],
  };
}

/**
 * Blacks passages out in the draft and in every revision (docs/rules.md, Minutes). What was made of the minutes follows
 * (`blackingOut`), and so does what stands beside them only (`elsewhere`: a plan, a card, a remark). Nobody is told: a
 * message would point at what is to be forgotten.
 *
 * @throws DomainError wrong_stage (a draft is simply changed), passage_unknown when one stands nowhere
 */
export function privacyCorrected(
  minutes: Minutes,
  passages: readonly string[],
  reason: string,
  act: Act,
  elsewhere: readonly string[] = [],
): Minutes {
  ensure(minutes.state === 'published', 'wrong_stage');
  const known = [...passagesIn(minutes, passages), ...elsewhere];
  const unknown = passages.findIndex((passage) => !known.includes(passage));
  ensure(unknown === -1, 'passage_unknown', { [`passages.${unknown}`]: 'passage_unknown' });
  const correction = { at: act.now, reason, places: placesOf(minutes, passages) };
  return {
    ...blackedOutIn(minutes, passages),
    privacyCorrections: [...(minutes.privacyCorrections ?? []), correction],
    blackingOut: [...(minutes.blackingOut ?? []), ...passages],
    hasFollowUp: true,
    version: minutes.version + 1,
    history: [...blackedOutIn(minutes.history, passages), change(act, 'privacy_corrected', reason)],
  };
}

/** Those of the passages that stand in published minutes. */
export const passagesIn = (minutes: Minutes, passages: readonly string[]): string[] =>
  passages.filter((passage) => isPassage(passage) && placesOf(minutes, [passage]).length > 0);

/** Where these passages stand in any revision, each place once, in the order in which it is read. */
function placesOf({ revisions }: Minutes, passages: readonly string[]): PlaceInMinutes[] {
  const found = new Map<string, PlaceInMinutes>();
  for (const { preface, reason, items } of revisions) {
    const note = (id: string, item: number, field: PlaceInMinutes['field'], text: string) => {
      if (blackedOut(text, passages) !== text) found.set(`${id}|${field}`, { item, field });
    };
    note('', 0, 'preface', preface);
    note('', 0, 'reason', reason);
    items.forEach(({ questionId, title, body, answer }, at) => {
      note(questionId, at + 1, 'title', title);
      note(questionId, at + 1, 'body', body);
      note(questionId, at + 1, 'answer', answer);
    });
  }
  return [...found.values()].sort((left, right) => left.item - right.item);
}

/** The draft as the office has it now; autosave leaves no event, or the history would be all commas. */
export const saved = (minutes: Minutes, preface: string, items: MinutesItemForm[], act: Act): Minutes => ({
  ...minutes,
  preface,
  items,
  savedAt: act.now,
  savedBy: act.actor,
  version: minutes.version + 1,
});

/** Whole days in Shanghai between the session and the publication. */
export const delayDays = (startsAt: number, publishedAt: number): number =>
  Math.round((instantOf(dayOf(publishedAt)) - instantOf(dayOf(startsAt))) / DAY_MS);

/** Is it time to tell the office, once, that the minutes are late? */
export const isReminderDue = (minutes: Minutes, now: number): boolean =>
  minutes.state === 'draft' && !minutes.isReminded && now > minutes.dueAt;

/** So long before minutes are due the office hears of it. */
export const MINUTES_NEAR_MS = DAY_MS;

/** Is it time to tell the office, once, that the minutes are due soon? Once they are late it hears of that instead. */
export const isDueSoon = (minutes: Minutes, now: number): boolean =>
  minutes.state === 'draft' &&
  minutes.isDueTold !== true &&
  now <= minutes.dueAt &&
  now >= minutes.dueAt - MINUTES_NEAR_MS;
