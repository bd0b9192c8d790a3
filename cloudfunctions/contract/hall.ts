import * as z from 'zod';
import {
  MINUTES_STATES,
  ON_SPOT_STATES,
  QUESTION_OUTCOMES,
  QUESTION_STATES,
} from '../../miniprogram/shared/hall';
import { LIMITS } from '../../miniprogram/shared/limits';
import { command, query } from './action';
import { category } from './category';
import { checkInContract } from './check-in';
import { keptFew, keptFindings, redactionFinding } from './finding';
import { keysOf } from './keys-of';
import { seatContract } from './seat';
import { planPerson, sessionStatus } from './session';
import { id, instant, optionalText, shortString, text } from './text';
import { wallScreen, wallShows, wallState } from './wall';

// The Thursday, from the first check-in to the published minutes.

const questionState = z.enum(keysOf(QUESTION_STATES));
const questionOutcome = z.enum(keysOf(QUESTION_OUTCOMES));
const onSpotState = z.enum(keysOf(ON_SPOT_STATES));
const minutesState = z.enum(keysOf(MINUTES_STATES));

/** Who asked: by name on screen and in the minutes; known to the office only; or not recorded at all. */
const askerKind = z.enum(['named', 'hidden', 'none']);

/** What one more person answered: for the lead department, one that helps, or neither. */
const furtherAnswer = z.strictObject({
  departmentId: id.nullable(),
  answeredBy: text(LIMITS.nameMax),
  answer: text(LIMITS.furtherAnswerMax),
});

/** Absent where one person answered. */
const others = z.array(furtherAnswer).max(LIMITS.furtherAnswersMax).optional();

/** How a question was settled in the hall, or null while it is not. */
const settlement = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('on_spot'),
    answer: text(LIMITS.answerMax),
    answeredBy: text(LIMITS.nameMax),
    others,
  }),
  z.strictObject({
    kind: z.literal('transferred'),
    /** What was said in the hall, if anything. */
    answer: optionalText(LIMITS.answerMax),
    answeredBy: optionalText(LIMITS.nameMax),
    others,
    /** Any instant of the day that was picked; what is stored is the end of its work. The lead department owns it. */
    dueAt: instant,
  }),
]);

/** One question as the office records it. `departmentId` leads; it will carry a card. */
const questionForm = z.strictObject({
  title: text(LIMITS.titleMax),
  detail: optionalText(LIMITS.detailMax),
  category,
  departmentId: id,
  coDepartmentIds: z.array(id).max(LIMITS.coDepartmentsMax),
  asker: askerKind,
  /** Roster entry of the asker; never with `asker: 'none'`. */
  askerId: id.nullable(),
  /** A personal matter: settled like the others, but stays out of the minutes and of the survey. */
  isPersonal: z.boolean().default(false),
  settlement: settlement.nullable(),
});
export type QuestionForm = z.output<typeof questionForm>;

/** A question on the office's desk. */
const deskQuestion = z.object({
  id,
  sessionId: id,
  state: questionState,
  /** Place in the queue; the office calls in this order unless it chooses otherwise. */
  order: z.number(),
  title: z.string(),
  detail: z.string(),
  category,
  /** Null only while the question waits in the queue. */
  departmentId: id.nullable(),
  coDepartmentIds: z.array(id),
  asker: askerKind,
  askerId: id.nullable(),
  /** Empty when the row knows nobody. */
  askerName: z.string(),
  askerUnit: z.string(),
  /** Null when nobody is known to have asked. */
  isAskerHere: z.boolean().nullable(),
  isPersonal: z.boolean(),
  /** May stand on the big screen and be voted for. */
  isApproved: z.boolean(),
  votes: z.number(),
  answer: z.string(),
  answeredBy: z.string(),
  others: z.array(z.object({ departmentId: id.nullable(), answeredBy: z.string(), answer: z.string() })),
  dueAt: instant.nullable(),
  onSpot: onSpotState.nullable(),
  caseId: id.nullable(),
  version: z.number(),
});
export type DeskQuestion = z.output<typeof deskQuestion>;

/** One place at the table of the hall, by name and office. */
const place = z.object({
  name: z.string(),
  title: z.string(),
  isChair: z.boolean(),
  isPresent: z.boolean(),
});

const hallView = z.object({
  sessionId: id,
  number: z.number(),
  startsAt: instant,
  status: sessionStatus,
  /** Until when one may book: what the session is called depends on it. */
  bookingUntil: instant,
  currentId: id.nullable(),
  /** What the walls show. */
  shows: wallShows,
  /** In the order of calling; states queued, called and those already settled. */
  questions: z.array(deskQuestion),
  checkedIn: z.number(),
  /** Questions that keep the session from being closed. */
  unsettledIds: z.array(id),
  departments: z.array(z.object({ id, name: z.string() })),
  /** Who was planned and who sits there besides, the chair first; nobody is ticked before the session is live. */
  places: z.array(place),
  /** The office runs the hall; a leader reads along. */
  mayRun: z.boolean(),
});
export type HallView = z.output<typeof hallView>;

/** Who follows the hall, for the office. */
const wallsView = z.object({
  sessionId: id,
  shows: wallShows,
  /** Where a browser goes; empty where the college has no domain. */
  address: z.string(),
  /** Empty unless one is open, and how long it still is. */
  code: z.string(),
  codeForMs: z.number(),
  screens: z.array(wallScreen),
});

/** A topic everybody may see before and during the session: approved by the host, without a name. */
const agendaTopic = z.object({
  id,
  title: z.string(),
  category,
  votes: z.number(),
  hasMyVote: z.boolean(),
  isSettled: z.boolean(),
});

/** A question its asker looks at. */
const myQuestion = z.object({
  id,
  sessionId: id,
  sessionNumber: z.number(),
  title: z.string(),
  state: questionState,
  departmentName: z.string(),
  answer: z.string(),
  answeredBy: z.string(),
  onSpot: onSpotState.nullable(),
  /** Until when "answered on the spot" waits for the asker's tap; then silence counts as agreed. */
  answerBy: instant.nullable(),
  dueAt: instant.nullable(),
  caseId: id.nullable(),
  /** False where somebody else asked it and the caller wants it too. */
  isOwn: z.boolean(),
  /** How many want it besides whoever asked. */
  coAskers: z.number(),
  /** As a co-asker: has said whether the answer will do. */
  hasSaid: z.boolean(),
  isKeptOut: z.boolean(),
  /** The minutes are out: it can no longer be kept out of them. */
  isPublished: z.boolean(),
});

/** One item of the minutes. `body` is public text; the recorded words stay in the question. */
const minutesItemForm = z.strictObject({
  questionId: id,
  title: text(LIMITS.titleMax),
  body: text(LIMITS.minutesItemMax),
  answer: optionalText(LIMITS.minutesItemMax),
  isLeftOut: z.boolean(),
  /** Why it is left out; a word, not the matter itself. Shown to the office only. */
  leftOutReason: optionalText(LIMITS.reasonMax),
});
export type MinutesItemForm = z.output<typeof minutesItemForm>;

/** The same as the office reads it; a draft may still lack what the form asks for. */
const minutesDraftItem = z.object({
  questionId: id,
  title: z.string(),
  body: z.string(),
  answer: z.string(),
  isLeftOut: z.boolean(),
  leftOutReason: z.string(),
});

const present = z.object({ chair: z.string(), attendees: z.array(z.string()), isTicked: z.boolean() });

const minutesDraft = z.object({
  sessionId: id,
  number: z.number(),
  state: minutesState,
  version: z.number(),
  preface: z.string(),
  items: z.array(minutesDraftItem),
  /** What the minutes will say of who was there. */
  present,
  findings: z.array(redactionFinding),
  savedAt: instant,
  savedBy: z.string(),
  dueAt: instant,
  isLate: z.boolean(),
  publishedAt: instant.nullable(),
});

/** One item as everybody reads it, with everything that came of it. */
const minutesItem = z.object({
  questionId: id,
  title: z.string(),
  body: z.string(),
  answer: z.string(),
  answeredBy: z.string(),
  category,
  departmentName: z.string(),
  coDepartmentNames: z.array(z.string()),
  outcome: questionOutcome,
  onSpot: onSpotState.nullable(),
  case: z
    .object({
      id,
      number: z.string(),
      status: z.string(),
      outcome: z.string().nullable(),
      dueAt: instant.nullable(),
    })
    .nullable(),
  /** In words, as published: "满意 86%(n=42)", "样本不足"; empty before the results. */
  rating: z.string(),
  card: z.object({ id, colour: z.enum(['yellow', 'red']) }).nullable(),
});

/** A passage blacked out for privacy: when, why and where. `item` 0 is the preface, or a reason of a correction. */
export const privacyCorrection = z.object({
  at: instant,
  reason: z.string(),
  places: z.array(
    z.object({ item: z.number(), field: z.enum(['preface', 'title', 'body', 'answer', 'reason']) }),
  ),
});

const publishedMinutes = z.object({
  sessionId: id,
  number: z.number(),
  startsAt: instant,
  publishedAt: instant,
  /** Whole days between the session and the publication, and whether that was later than the rule says. */
  delayDays: z.number(),
  isLate: z.boolean(),
  revision: z.number(),
  preface: z.string(),
  items: z.array(minutesItem),
  figures: z.object({
    attended: z.number(),
    questions: z.number(),
    solvedOnSpot: z.number(),
    transferred: z.number(),
  }),
  /** Who led and who sat there, office before name; who was planned, where the office ticked nobody. */
  present,
  /** Items kept out as personal matters: their count only. */
  leftOut: z.number(),
  revisions: z.array(z.object({ revision: z.number(), at: instant, reason: z.string() })),
  privacyCorrections: z.array(privacyCorrection),
});
export type PublishedMinutes = z.output<typeof publishedMinutes>;

/** A field of a form, and which of several: plan, measure.2. Findings are named after it. */
const wordKey = shortString(20).regex(/^[a-z]+(\.[0-9]+)?$/);

export const hallContract = {
  ...checkInContract,
  ...seatContract,
  // everybody
  /** Topics the host has approved, most wanted first. */
  'hall.agenda': query(
    /** `known`: the version that is on the screen; asked again and again while the page is open. */
    z.strictObject({ sessionId: id, known: shortString(32).optional() }),
    z.object({
      topics: z.array(agendaTopic),
      /** Nothing new since `known`: `topics` is empty, what is on the screen holds. */
      isSame: z.boolean(),
      version: z.string(),
      /** From when on only whoever is checked in may vote. */
      hallVotesFrom: instant,
      /** Whether the caller may vote now; null with nothing new. */
      mayVote: z.boolean().nullable(),
      /** Whether the caller is in the hall and may send a question; null with nothing new. */
      maySend: z.boolean().nullable(),
    }),
  ),
  'hall.vote': command(
    z.strictObject({ questionId: id, isFor: z.boolean() }),
    z.object({ votes: z.number(), hasMyVote: z.boolean() }),
  ),
  'hall.minutes': query(
    z.strictObject({ sessionId: id, revision: z.int().min(1).optional() }),
    z.object({ minutes: publishedMinutes.nullable() }),
  ),
  // the asker
  'hall.myQuestions': query(z.strictObject({}), z.object({ questions: z.array(myQuestion) })),
  /** One tap: yes, answered — or no, and then it becomes a case. */
  'hall.judgeAnswer': command(
    z.strictObject({ questionId: id, isAgreed: z.boolean(), reason: optionalText(LIMITS.reasonMax) }),
    myQuestion,
  ),
  /** The asker keeps a personal matter out of the minutes, or lets it in again; until publication. */
  'hall.keepOut': command(z.strictObject({ questionId: id, isKeptOut: z.boolean() }), myQuestion),
  // office: before and during the session
  /** Puts confirmed speakers into the queue; may be repeated. */
  'hall.prepare': command(z.strictObject({ sessionId: id }), hallView),
  'hall.view': query(z.strictObject({ sessionId: id }), hallView),
  'hall.open': command(z.strictObject({ sessionId: id }), hallView),
  /** `kept` as for the minutes: anything else found in the title is refused with `redaction_open`. */
  'hall.approveTopic': command(
    z.strictObject({
      questionId: id,
      isApproved: z.boolean(),
      title: text(LIMITS.titleMax),
      kept: keptFew.default([]),
    }),
    deskQuestion,
  ),
  /** What is to be looked at before these words stand on the screen. */
  'hall.topicFindings': query(
    z.strictObject({ questionId: id, title: text(LIMITS.titleMax) }),
    z.object({ findings: z.array(redactionFinding) }),
  ),
  'hall.reorder': command(z.strictObject({ questionId: id, before: id.nullable() }), hallView),
  /**
   * Calls a speaker: the question stands on the big screen as far as it is approved. With `approval` its words are
   * approved on the way, as `hall.approveTopic` does. Null clears the screen.
   */
  'hall.call': command(
    z.strictObject({
      sessionId: id,
      questionId: id.nullable(),
      approval: z.strictObject({ title: text(LIMITS.titleMax), kept: keptFew.default([]) }).optional(),
    }),
    hallView,
  ),
  /** Somebody sat at the table, or did not: planned, or in the place of somebody who was. */
  'hall.setPresent': command(
    z.strictObject({ sessionId: id, person: planPerson, isChair: z.boolean(), isPresent: z.boolean() }),
    z.object({ places: z.array(place) }),
  ),
  /** Somebody in the hall raises a hand: a place in the queue with a few words; all else is recorded afterwards. */
  'hall.addSpeaker': command(
    z.strictObject({
      sessionId: id,
      title: text(LIMITS.titleMax),
      category: category.default('other'),
      asker: askerKind,
      askerId: id.nullable(),
    }),
    hallView,
  ),
  /** The speaker is not there or does not wish to speak. */
  'hall.skip': command(z.strictObject({ questionId: id, reason: optionalText(LIMITS.reasonMax) }), hallView),
  /** A question nobody had announced. */
  'hall.addQuestion': command(z.strictObject({ sessionId: id, question: questionForm }), deskQuestion),
  /** `version` is what the office saw; somebody else's change in between is answered with `conflict`. */
  'hall.saveQuestion': command(
    z.strictObject({ questionId: id, version: z.int(), question: questionForm }),
    deskQuestion,
  ),
  /** Refused with `questions_unsettled`, the ids in `fields`. Repeating goes on where it stopped. */
  'hall.close': command(z.strictObject({ sessionId: id }), hallView),
  'hall.wall': query(z.strictObject({ sessionId: id }), wallState),
  /** The browsers that follow, and what they show. */
  'hall.walls': query(z.strictObject({ sessionId: id }), wallsView),
  /** Six digits for one more browser in the hall; any earlier ones end. Refused with `wrong_stage` after the day. */
  'hall.wallCode': command(z.strictObject({ sessionId: id }), wallsView),
  /** One browser follows no longer, from its next look on. */
  'hall.endWall': command(z.strictObject({ sessionId: id, screenId: id }), wallsView),
  'hall.showOnWall': command(z.strictObject({ sessionId: id, shows: wallShows }), wallsView),
  // office: minutes
  'hall.draftMinutes': command(z.strictObject({ sessionId: id }), minutesDraft),
  'hall.minutesDraft': query(z.strictObject({ sessionId: id }), z.object({ draft: minutesDraft.nullable() })),
  /** Autosave. */
  'hall.saveMinutes': command(
    z.strictObject({
      sessionId: id,
      version: z.int(),
      preface: optionalText(LIMITS.minutesItemMax),
      items: z.array(minutesItemForm).max(LIMITS.questionsMax),
    }),
    minutesDraft,
  ),
  /** `kept`: findings that were looked at and stay. Anything else found is refused with `redaction_open`. */
  'hall.publishMinutes': command(
    z.strictObject({
      sessionId: id,
      version: z.int(),
      kept: keptFindings,
    }),
    minutesDraft,
  ),
  /** What is to be looked at before these words are for everybody; commands that release them take `kept`. */
  'hall.wordFindings': query(
    z.strictObject({
      main: z.strictObject({ key: wordKey, text: optionalText(LIMITS.planMax) }),
      others: z
        .array(z.strictObject({ key: wordKey, text: optionalText(LIMITS.reasonMax) }))
        .max(LIMITS.topicsMax),
    }),
    z.object({ findings: z.array(redactionFinding) }),
  ),
  /**
   * After publication: these passages are blacked out in every revision and in whatever was made of the minutes. Refused
   * with `passage_unknown` where one stands in no revision, and with `redaction_open` where the reason may tell who is
   * meant.
   */
  'hall.correctPrivacy': command(
    z.strictObject({
      sessionId: id,
      version: z.int(),
      passages: z.array(text(LIMITS.passageMax)).min(1).max(LIMITS.passagesMax),
      reason: text(LIMITS.reasonMax),
    }),
    minutesDraft,
  ),
  /** After publication: a new revision with its reason; the earlier ones stay readable. */
  'hall.correctMinutes': command(
    z.strictObject({
      sessionId: id,
      version: z.int(),
      preface: optionalText(LIMITS.minutesItemMax),
      items: z.array(minutesItemForm).max(LIMITS.questionsMax),
      reason: text(LIMITS.reasonMax),
      kept: keptFindings,
    }),
    minutesDraft,
  ),
} as const;
