import * as z from 'zod';
import {
  ACTORS,
  CASE_ACTIONS,
  CASE_EVENTS,
  CASE_LIMITS,
  CASE_STATUSES,
  CHANNELS,
  CLOSINGS,
  COMMITMENT_STATES,
  IDENTITIES,
  INBOX_BOXES,
  OFFICE_BOXES,
  OUTCOMES,
  REPORT_ROUTES,
  RETURN_GROUNDS,
  SUPERVISION_STATES,
  URGENCIES,
} from '../../miniprogram/shared/case';
import { COMPLAINT_PLACES, COMPLAINT_REASONS, COMPLAINT_STATES } from '../../miniprogram/shared/complaint';
import { LIMITS } from '../../miniprogram/shared/limits';
import { LEVELS } from '../../miniprogram/shared/rating';
import { command, query } from './action';
import { category } from './category';
import { ERROR_CODES } from './error';
import { keptFew, redactionFinding } from './finding';
import { phone } from './phone';
import { cursor, id, instant, optionalText, shortString, text } from './text';

const keysOf = <T extends Record<string, string>>(labels: T) =>
  Object.keys(labels) as [keyof T & string, ...(keyof T & string)[]];
export const channel = z.enum(keysOf(CHANNELS));
const caseStatus = z.enum(keysOf(CASE_STATUSES));
const outcome = z.enum(keysOf(OUTCOMES));
const urgency = z.enum(keysOf(URGENCIES));
const identity = z.enum(keysOf(IDENTITIES));
const closing = z.enum(keysOf(CLOSINGS));
const actorKind = z.enum(keysOf(ACTORS));
const returnGround = z.enum(keysOf(RETURN_GROUNDS));
const satisfaction = z.enum(LEVELS);

/** cloud:// id of an uploaded picture; only files under `cases/` are taken. */
const fileId = shortString(300).min(10);
const pictures = z.array(fileId).max(CASE_LIMITS.picturesMax, { message: 'too_many_pictures' }).default([]);
/** XXXXX-XXXXX-XXXXX-XXXXX; case, blanks and look-alikes are forgiven by the server. */
const receiptCode = shortString(40).min(20);
/** 16 random bytes made on the phone, hex. */
const receiptSeed = shortString(32).regex(/^[0-9a-f]{32}$/);

/** Which case: by id for who is known, by receipt code for who is not. Exactly one of the two. */
const ref = { caseId: id.optional(), receiptCode: receiptCode.optional() };

// ---- what pages are given

const synonymList = z.object({ version: z.number(), text: z.string() });

/** A topic as the administrator keeps it. */
const topic = z.object({
  id,
  category,
  name: z.string(),
  departmentId: id.nullable(),
  urgency: urgency.nullable(),
  isRetired: z.boolean(),
});
const keptCategory = topic.omit({ category: true }).extend({ id: category });
const topicList = z.object({
  version: z.number(),
  categories: z.array(keptCategory),
  topics: z.array(topic),
});

/** One row of any list. */
export const caseRow = z.object({
  id,
  number: z.string(),
  channel,
  title: z.string(),
  category,
  status: caseStatus,
  /** 0–4: how many of the four dots are filled. */
  step: z.number(),
  urgency,
  /** Who has it now; null means the office. Names come from account.departments. */
  departmentId: id.nullable(),
  /** Null when nothing is due any more, or the clock is paused. */
  dueAt: instant.nullable(),
  isPaused: z.boolean(),
  isOverdue: z.boolean(),
  outcome: outcome.nullable(),
  joins: z.number(),
  submittedAt: instant,
  /** With its receivers instead of the office. */
  isProtected: z.boolean(),
});
export type CaseRow = z.output<typeof caseRow>;

/** One line of the parcel's way. What an actor may not see is left out by the server. */
const timelineEntry = z.object({
  at: instant,
  what: z.enum(keysOf(CASE_EVENTS)),
  actor: actorKind,
  /** Staff who acted, by name, where the viewer may know; the asker is never named here. */
  actorName: z.string(),
  departmentId: id.nullable(),
  /** Reason, note, question or answer: what was written. */
  text: z.string(),
  /** The deadline from here on, where it changed. */
  dueAt: instant.nullable(),
  /** How long the pause or the extension was, in milliseconds, where there was one. */
  lengthMs: z.number().nullable(),
  pictures: z.array(z.string()),
});
export type TimelineEntry = z.output<typeof timelineEntry>;

const reply = z.object({
  text: z.string(),
  outcome,
  promisedFor: instant.nullable(),
  pictures: z.array(z.string()),
  departmentId: id.nullable(),
  at: instant,
});

const supervision = z.object({
  orderId: id,
  text: z.string(),
  orderedBy: z.string(),
  orderedAt: instant,
  dueAt: instant,
  state: z.enum(keysOf(SUPERVISION_STATES)),
  report: z.string(),
});

const caseView = z.object({
  ...caseRow.shape,
  /** The deadline lies in a year whose holidays are not published yet. */
  isDueGuessed: z.boolean(),
  /** Within the category, by its name as it was when it was chosen; null where nobody has said. */
  topic: z.object({ id, name: z.string() }).nullable(),
  /** As whom the viewer sees it; decides layout, not rights. */
  viewer: z.enum(['asker', 'department', 'office', 'leader', 'operator', 'public']),
  /** The buttons the viewer has now, the expected one first. */
  actions: z.array(z.enum(keysOf(CASE_ACTIONS))),
  text: z.string(),
  place: z.string(),
  /** Temporary addresses, good for about two hours. */
  pictures: z.array(z.string()),
  /** Pictures that are still being checked and shown to the asker and the office only. */
  picturesInCheck: z.number(),
  identity,
  /** Who asked: the asker themself, or staff where the asker allows it. Null otherwise. */
  asker: z.object({ name: z.string(), unit: z.string(), phone: z.string() }).nullable(),
  /** Held back until the office has read it. */
  isHeld: z.boolean(),
  /** How long the call took; for operators only. */
  callSeconds: z.number().nullable(),
  /** What the caller said by telephone, newest last; `isSolved` null: nobody answered. */
  callBacks: z.array(
    z.object({
      at: instant,
      by: z.string(),
      isSolved: z.boolean().nullable(),
      satisfaction: satisfaction.nullable(),
    }),
  ),
  leadId: id.nullable(),
  coIds: z.array(id),
  handlerName: z.string(),
  timeline: z.array(timelineEntry),
  reply: reply.nullable(),
  /** Drafted, not released; department and office only. */
  draft: reply
    .extend({ draftId: id, authorName: z.string(), sentBack: z.string(), hasStandIn: z.boolean() })
    .nullable(),
  /** What the asker is being asked, while the clock is paused. */
  question: z.string(),
  /** Waiting for the office. */
  askedReturn: z.object({ ground: returnGround, text: z.string(), departmentId: id, at: instant }).nullable(),
  askedExtension: z.object({ workingDays: z.number(), reason: z.string(), at: instant }).nullable(),
  extensions: z.number(),
  returns: z.number(),
  reopenings: z.number(),
  /** Until when a department may hand it back; null when it may not. */
  returnUntil: instant.nullable(),
  commitment: z
    .object({
      text: z.string(),
      dueAt: instant,
      state: z.enum(keysOf(COMMITMENT_STATES)),
      doneAt: instant.nullable(),
    })
    .nullable(),
  closing: closing.nullable(),
  satisfaction: satisfaction.nullable(),
  /** The case that goes on for both. `reply`: its answer, for those whose own case was merged into it. */
  mergedInto: z.object({ id, number: z.string(), isPublic: z.boolean(), reply: reply.nullable() }).nullable(),
  supervisions: z.array(supervision),
  /** Each look at a hidden identity: who, when and why. Asker and office only. */
  identityViews: z.array(z.object({ at: instant, by: z.string(), reason: z.string() })),
  isPublic: z.boolean(),
  /** What the public reads, kept apart from the original; office only, empty when never published. */
  published: z.object({ title: z.string(), text: z.string(), reply: z.string() }).nullable(),
  hasJoined: z.boolean(),
  isFollowing: z.boolean(),
  /** For supervision, merge and every optimistic page: goes up with each change. */
  version: z.number(),
});
export type CaseView = z.output<typeof caseView>;

const rows = z.object({ cases: z.array(caseRow), next: cursor.nullable() });
const page = { cursor: cursor.optional() };
const onCase = { caseId: id };

/** What staff see in a list: the row, and what waits for a decision. */
const deskRow = caseRow.extend({
  leadId: id.nullable(),
  handlerName: z.string(),
  isHeld: z.boolean(),
  identity,
  /** A leader's order on it has not ended. */
  isSupervised: z.boolean(),
  waitsFor: z.enum(['accept', 'take', 'reply', 'review', 'return', 'extension', 'leaver', 'asker', 'none']),
});
const deskRows = z.object({ cases: z.array(deskRow), next: cursor.nullable() });

const similarCase = z.object({
  id,
  number: z.string(),
  title: z.string(),
  text: z.string(),
  reply: z.string(),
  outcome: outcome.nullable(),
  status: caseStatus,
  joins: z.number(),
});

/** What the asker fills in. The hotline tile of the app uses the same form with channel `hotline`. */
export const caseForm = z.strictObject({
  channel: z.enum(['box', 'hotline']),
  category,
  /** Taken without one where it cannot be chosen any more; an anonymous item never has one from its asker. */
  topicId: id.nullable().default(null),
  /** How urgent the asker says it is; the office may correct it, visibly. */
  urgency: z.enum(['emergency', 'utilities', 'ordinary']).default('ordinary'),
  title: text(LIMITS.titleMax),
  text: text(CASE_LIMITS.textMax),
  place: optionalText(CASE_LIMITS.placeMax),
  identity,
  /** Leak of an identity, or retaliation: bypasses the department. */
  isProtected: z.boolean().default(false),
  /** To whom a protected report goes, and whom it is about; the leaders where nothing is said. */
  protection: z
    .strictObject({
      route: z.enum(keysOf(REPORT_ROUTES)),
      aboutOffice: z.boolean().default(false),
      aboutDepartmentIds: z.array(id).max(LIMITS.coDepartmentsMax).default([]),
      aboutLeaderIds: z.array(id).max(LIMITS.coDepartmentsMax).default([]),
    })
    .nullable()
    .default(null),
  /** Uploaded by wx.cloud.uploadFile to cases/<uuid>.<ext>; for `anonymous` from case.uploadPicture only. */
  pictures,
  phone,
  /** Anonymous only. The receipt code is derived from it. */
  receiptSeed: receiptSeed.optional(),
});

export const submitted = z.object({
  caseId: id,
  number: z.string(),
  /** Anonymous only, in this answer only (a repeat of the same request gives it again): nothing stored can give it back. */
  receiptCode: z.string().nullable(),
  dueAt: instant,
  /** The office reads it before any department does. */
  isHeld: z.boolean(),
  /** Why, as the list of words spells it; empty where the platform was unsure or the item is anonymous. */
  heldFor: z.array(z.string()),
});

const complaint = z.object({
  id,
  place: z.enum(keysOf(COMPLAINT_PLACES)),
  subjectId: id,
  about: z.string(),
  reason: z.enum(keysOf(COMPLAINT_REASONS)),
  text: z.string(),
  at: instant,
  state: z.enum(keysOf(COMPLAINT_STATES)),
  decision: z.string(),
});

const publicWords = z.strictObject({
  ...onCase,
  title: text(LIMITS.titleMax),
  text: text(CASE_LIMITS.textMax),
  reply: optionalText(CASE_LIMITS.replyMax),
});

export const caseContract = {
  // ---- complaints about what others wrote
  'case.complain': command(
    z.strictObject({
      place: complaint.shape.place,
      subjectId: id,
      reason: complaint.shape.reason,
      text: optionalText(LIMITS.reasonMax),
    }),
    z.object({ isTaken: z.literal(true) }),
  ),
  'case.complaints': query(
    z.strictObject({ isOpen: z.boolean(), ...page }),
    z.object({ complaints: z.array(complaint), next: cursor.nullable() }),
  ),
  'case.decideComplaint': command(
    z.strictObject({ complaintId: id, isUpheld: z.boolean(), decision: text(LIMITS.reasonMax) }),
    complaint,
  ),
  // ---- asker
  'case.submit': command(caseForm, submitted),
  /** The way of an anonymous picture: through the function, so that storage records no uploader. Metadata is stripped. */
  'case.uploadPicture': command(
    z.strictObject({ base64: shortString(CASE_LIMITS.pictureBase64Max).min(16) }),
    z.object({ fileId: z.string() }),
  ),
  /** Earlier answers on the same matter, best first. */
  'case.similar': query(
    z.strictObject({ text: text(CASE_LIMITS.textMax) }),
    z.object({ cases: z.array(similarCase).max(CASE_LIMITS.similarMax) }),
  ),
  /**
   * The department and class that most of the closed cases that are alike went to, and how often such a suggestion was
   * right for the newest of them. Null: too few are alike, or they went to many. For the office, which decides.
   * `usual`: where the topic goes, the one that is named or that of the case; null where nothing is said of it.
   */
  'case.suggestion': query(
    z.strictObject({ ...onCase, topicId: id.optional() }),
    z.object({
      usual: z
        .object({ topic: z.string(), departmentId: id.nullable(), urgency: urgency.nullable() })
        .nullable(),
      suggestion: z.object({ departmentId: id, urgency, agree: z.number(), of: z.number() }).nullable(),
      tried: z.number(),
      hits: z.number(),
    }),
  ),
  /** `words`: those of the own cases that hold them all, or whose number begins so. */
  'case.mine': query(
    z.strictObject({
      isOpen: z.boolean().optional(),
      words: text(LIMITS.searchMax).optional(),
      ...page,
    }),
    rows,
  ),
  'case.followed': query(z.strictObject(page), rows),
  /** Published cases, newest first. */
  'case.public': query(
    z.strictObject({
      category: category.optional(),
      topicId: id.optional(),
      departmentId: id.optional(),
      ...page,
    }),
    rows,
  ),
  /** Published cases by words. */
  'case.search': query(
    z.strictObject({ words: text(LIMITS.searchMax) }),
    z.object({ cases: z.array(similarCase) }),
  ),
  /** The public tracker: every promise with its owner and its day. */
  'case.commitments': query(
    z.strictObject({ state: z.enum(keysOf(COMMITMENT_STATES)).default('open'), ...page }),
    z.object({
      commitments: z.array(
        z.object({
          caseId: id,
          number: z.string(),
          /** The published title; a matter that is not published shows its category only. */
          title: z.string(),
          category,
          departmentId: id.nullable(),
          text: z.string(),
          dueAt: instant,
          state: z.enum(keysOf(COMMITMENT_STATES)),
          doneAt: instant.nullable(),
        }),
      ),
      next: cursor.nullable(),
    }),
  ),
  /** The last rung: cases that nobody answered in time. Title only where published. */
  'case.overdue': query(z.strictObject(page), rows),
  'case.get': query(z.strictObject(onCase), caseView),
  'case.byReceipt': query(z.strictObject({ receiptCode }), caseView),
  /** Says more: answers what was asked (the clock runs again) or adds to the case. */
  'case.answer': command(z.strictObject({ ...ref, text: text(CASE_LIMITS.noteMax), pictures }), caseView),
  /** "Solved" closes it; "not solved" needs a reason and returns it to the department. */
  'case.judge': command(
    z.strictObject({
      ...ref,
      isSolved: z.boolean(),
      reason: optionalText(CASE_LIMITS.noteMax),
      satisfaction: satisfaction.nullable().default(null),
    }),
    caseView,
  ),
  'case.withdraw': command(z.strictObject({ ...ref, reason: optionalText(LIMITS.reasonMax) }), caseView),
  /** Lets the department know who asked, or takes it back. */
  'case.allowName': command(z.strictObject({ ...onCase, isAllowed: z.boolean() }), caseView),
  /** "Me too": joins a published case instead of doubling it, and follows it as well; or takes both back. */
  'case.join': command(
    z.strictObject({ ...onCase, hasJoined: z.boolean().default(true) }),
    z.object({ joins: z.number(), hasJoined: z.boolean() }),
  ),
  'case.follow': command(
    z.strictObject({ ...onCase, isFollowing: z.boolean() }),
    z.object({ isFollowing: z.boolean() }),
  ),
  // ---- department
  'case.inbox': query(
    z.strictObject({ departmentId: id, box: z.enum(keysOf(INBOX_BOXES)), ...page }),
    deskRows,
  ),
  /** The numbers on the boxes; asked beside the list. */
  'case.inboxCounts': query(
    z.strictObject({ departmentId: id }),
    z.object({ counts: z.record(z.enum(keysOf(INBOX_BOXES)), z.number()) }),
  ),
  /** One desk by words, number and filters; what is open unless said, or both where there are words. */
  'case.find': query(
    z.strictObject({
      desk: z.enum(['department', 'college', 'hotline']),
      departmentId: id.optional(),
      words: text(LIMITS.searchMax).optional(),
      isOpen: z.boolean().optional(),
      category: category.optional(),
      topicId: id.optional(),
      status: caseStatus.optional(),
      outcome: outcome.optional(),
      handlerId: id.optional(),
      /** Those the caller works on. */
      isMine: z.boolean().optional(),
      /** Asked in this period; the end is not part of it. */
      from: instant.optional(),
      to: instant.optional(),
      ...page,
    }),
    deskRows,
  ),
  /** One tap on several cases; each is answered by itself, `refusal` null where it was done. */
  'case.several': command(
    z.strictObject({
      caseIds: z.array(id).min(1).max(CASE_LIMITS.severalMax),
      order: z.discriminatedUnion('do', [
        z.strictObject({
          do: z.literal('accept'),
          leadId: id.nullable(),
          coIds: z.array(id).max(LIMITS.coDepartmentsMax).default([]),
        }),
        z.strictObject({
          do: z.literal('assign'),
          leadId: id,
          coIds: z.array(id).max(LIMITS.coDepartmentsMax).default([]),
          reason: optionalText(LIMITS.reasonMax),
        }),
        z.strictObject({ do: z.literal('take') }),
        z.strictObject({ do: z.literal('handTo'), personId: id }),
        z.strictObject({ do: z.literal('merge'), intoId: id, reason: optionalText(LIMITS.reasonMax) }),
        z.strictObject({ do: z.literal('publish') }),
      ]),
    }),
    z.object({ results: z.array(z.object({ caseId: id, refusal: z.enum(ERROR_CODES).nullable() })) }),
  ),
  /** Who works in a department beside the caller: to whom a case can be handed. */
  'case.colleagues': query(
    z.strictObject({ departmentId: id }),
    z.object({ colleagues: z.array(z.object({ personId: id, name: z.string() })) }),
  ),
  'case.handTo': command(z.strictObject({ ...onCase, personId: id }), caseView),
  'case.take': command(z.strictObject(onCase), caseView),
  /** The department's draft waits for its head; what a head writes, and what the office answers itself, is released at once. */
  'case.draftReply': command(
    z
      .strictObject({
        ...onCase,
        text: text(CASE_LIMITS.replyMax),
        outcome,
        /** Any instant of the day that was picked; what is stored is the end of its work. */
        promisedFor: instant.nullable().default(null),
        pictures,
      })
      .refine((value) => (value.outcome === 'promised') === (value.promisedFor !== null), {
        path: ['promisedFor'],
        message: 'promise_date',
      }),
    caseView,
  ),
  'case.reviewReply': command(
    z.strictObject({
      ...onCase,
      draftId: id,
      isReleased: z.boolean(),
      /** Why it is sent back. */
      note: optionalText(LIMITS.reasonMax),
    }),
    caseView,
  ),
  /** The handler takes a draft back that nobody has reviewed yet. */
  'case.withdrawDraft': command(z.strictObject(onCase), caseView),
  'case.handBack': command(
    z.strictObject({ ...onCase, ground: returnGround, text: text(LIMITS.reasonMax) }),
    caseView,
  ),
  'case.askExtension': command(
    z.strictObject({ ...onCase, workingDays: z.int().min(1).max(15), reason: text(LIMITS.reasonMax) }),
    caseView,
  ),
  /** Asks the asker for more and pauses the clock. */
  'case.askMore': command(z.strictObject({ ...onCase, text: text(CASE_LIMITS.noteMax) }), caseView),
  /** A progress note that the asker reads. */
  'case.note': command(z.strictObject({ ...onCase, text: text(CASE_LIMITS.noteMax), pictures }), caseView),
  'case.fulfil': command(z.strictObject({ ...onCase, text: text(CASE_LIMITS.noteMax), pictures }), caseView),
  'case.reportSupervision': command(
    z.strictObject({ ...onCase, orderId: id, text: text(CASE_LIMITS.noteMax) }),
    caseView,
  ),
  'case.cannedAnswers': query(
    z.strictObject({ departmentId: id }),
    z.object({ answers: z.array(z.object({ id, title: z.string(), text: z.string() })) }),
  ),
  'case.saveCannedAnswer': command(
    z.strictObject({
      departmentId: id,
      answerId: id.nullable(),
      title: text(LIMITS.titleMax),
      text: text(CASE_LIMITS.replyMax),
    }),
    z.object({ id }),
  ),
  'case.removeCannedAnswer': command(z.strictObject({ departmentId: id, answerId: id }), z.object({ id })),
  // ---- office
  /** Whom a protected report may be about, beside departments: leaders, by the names that are public. */
  'case.reportChoices': query(
    z.strictObject({}),
    z.object({ leaders: z.array(z.object({ id, name: z.string() })) }),
  ),
  /** Protected reports that were sent to the caller, nearest deadline first. */
  'case.reports': query(z.strictObject(page), deskRows),
  'case.desk': query(z.strictObject({ box: z.enum(keysOf(OFFICE_BOXES)), ...page }), deskRows),
  'case.deskCounts': query(
    z.strictObject({}),
    z.object({ counts: z.record(z.enum(keysOf(OFFICE_BOXES)), z.number()) }),
  ),
  /** Takes the case on; with `leadId` it is assigned in the same tap. */
  'case.accept': command(
    z.strictObject({
      ...onCase,
      urgency,
      leadId: id.nullable().default(null),
      coIds: z.array(id).max(LIMITS.coDepartmentsMax).default([]),
      /** Left as it is where nothing is said. */
      topicId: id.nullable().optional(),
    }),
    caseView,
  ),
  'case.assign': command(
    z.strictObject({
      ...onCase,
      leadId: id,
      coIds: z.array(id).max(LIMITS.coDepartmentsMax).default([]),
      reason: optionalText(LIMITS.reasonMax),
    }),
    caseView,
  ),
  /** Not accepted, with the reason that the asker reads. */
  'case.decline': command(z.strictObject({ ...onCase, reason: text(LIMITS.reasonMax) }), caseView),
  'case.changeClass': command(
    z.strictObject({ ...onCase, urgency, reason: text(LIMITS.reasonMax) }),
    caseView,
  ),
  /**
   * The category follows the topic; with null the topic goes, and the category may be another one. Refused with
   * `topic_gone` where the topic cannot be chosen any more.
   */
  'case.setTopic': command(
    z.strictObject({ ...onCase, topicId: id.nullable(), category: category.optional() }),
    caseView,
  ),
  /** Upheld: goes to another department, or back to the office. Rejected: stays. */
  'case.judgeReturn': command(
    z.strictObject({
      ...onCase,
      isUpheld: z.boolean(),
      reason: text(LIMITS.reasonMax),
      leadId: id.nullable().default(null),
    }),
    caseView,
  ),
  'case.judgeExtension': command(
    z.strictObject({ ...onCase, isGranted: z.boolean(), reason: optionalText(LIMITS.reasonMax) }),
    caseView,
  ),
  /** The asker has left the college: the office closes the case with its reason, or lets it go on. */
  'case.judgeLeaver': command(
    z.strictObject({ ...onCase, isClosed: z.boolean(), reason: text(LIMITS.reasonMax) }),
    caseView,
  ),
  'case.merge': command(
    z.strictObject({ ...onCase, intoId: id, reason: optionalText(LIMITS.reasonMax) }),
    caseView,
  ),
  /**
   * Public words apart from the original ones; may be repeated to correct them. `kept`: findings that were looked at and
   * stay; anything else found is refused with `redaction_open`.
   */
  'case.publish': command(publicWords.extend({ kept: keptFew.default([]) }), caseView),
  /** What is to be looked at before these words are public; `body` is the text and `answer` the reply. */
  'case.publicFindings': query(publicWords, z.object({ findings: z.array(redactionFinding) })),
  'case.unpublish': command(z.strictObject({ ...onCase, reason: text(LIMITS.reasonMax) }), caseView),
  /**
   * These passages are blacked out in the public words and in whatever was made of them; date and reason stand in the
   * timeline. Refused with `passage_unknown` where one does not stand in them.
   */
  'case.correctPrivacy': command(
    z.strictObject({
      ...onCase,
      passages: z.array(text(LIMITS.passageMax)).min(1).max(LIMITS.passagesMax),
      reason: text(LIMITS.reasonMax),
    }),
    caseView,
  ),
  /** Looks at a hidden identity; logged before it is shown, and shown to the asker. */
  'case.revealAsker': command(
    z.strictObject({ ...onCase, reason: text(LIMITS.reasonMax) }),
    z.object({ name: z.string(), number: z.string(), unit: z.string(), phone: z.string() }),
  ),
  /** Matters that came again and again within 90 days, for the next agenda. */
  'case.recurring': query(
    z.strictObject({}),
    z.object({
      matters: z.array(
        z.object({
          matterId: id,
          title: z.string(),
          category,
          departmentId: id.nullable(),
          cases: z.array(z.object({ id, number: z.string(), title: z.string() })),
          /** Cases and me-toos together. */
          voices: z.number(),
          state: z.enum(['proposed', 'on_agenda', 'dismissed']),
          /** The session whose agenda took it up. */
          sessionId: id.nullable(),
        }),
      ),
    }),
  ),
  'case.decideRecurring': command(
    z.strictObject({ matterId: id, isTaken: z.boolean(), title: text(LIMITS.topicMax) }),
    z.object({ state: z.enum(['on_agenda', 'dismissed']), sessionId: id.nullable() }),
  ),
  /** Words for the same thing, a thing a line. Version 0 is what a college starts with. */
  'case.synonyms': query(z.strictObject({}), synonymList),
  'case.saveSynonyms': command(
    z.strictObject({ version: z.int().min(0), text: optionalText(CASE_LIMITS.synonymTextMax) }),
    synonymList,
  ),
  // ---- topics, within the categories
  /** What can be chosen, and what once could. */
  'case.topics': query(
    z.strictObject({}),
    z.object({
      categories: z.array(keptCategory.pick({ id: true, name: true, isRetired: true })),
      topics: z.array(topic.pick({ id: true, category: true, name: true, isRetired: true })),
    }),
  ),
  /** With the department and class that each usually goes to. Version 0 is the list that nobody has saved yet. */
  'case.topicList': query(z.strictObject({}), topicList),
  /**
   * The whole list. What is new has no id, what is left out is retired. Without `categories` they stay as they are.
   */
  'case.saveTopics': command(
    z.strictObject({
      version: z.int().min(0),
      categories: z
        .array(
          z.strictObject({
            id: category.nullable(),
            name: text(CASE_LIMITS.categoryNameMax),
            departmentId: id.nullable(),
            urgency: urgency.nullable(),
            isRetired: z.boolean().default(false),
          }),
        )
        .max(CASE_LIMITS.categoryListMax, { message: 'categories_full' })
        .optional(),
      topics: z
        .array(
          z.strictObject({
            id: id.nullable(),
            category,
            name: text(CASE_LIMITS.topicNameMax),
            departmentId: id.nullable(),
            urgency: urgency.nullable(),
            isRetired: z.boolean().default(false),
          }),
        )
        .max(CASE_LIMITS.topicListMax, { message: 'topics_full' }),
    }),
    topicList,
  ),
  // ---- leader
  /** `dueAt` here and below: any instant of the day that was picked; what is stored is the end of its work. */
  'case.supervise': command(
    z.strictObject({ ...onCase, text: text(LIMITS.reasonMax), dueAt: instant }),
    caseView,
  ),
  /** Done ends the order; not done returns it with what is missing, and another day where one is named. */
  'case.endSupervision': command(
    z.strictObject({
      ...onCase,
      orderId: id,
      isDone: z.boolean(),
      text: optionalText(LIMITS.reasonMax),
      dueAt: instant.nullable().default(null),
    }),
    caseView,
  ),
  /** Cases with a supervision order that has not ended, nearest day first. */
  'case.supervised': query(z.strictObject({ departmentId: id.optional(), ...page }), deskRows),
  /** Everything, for the leader and the office, by department or not, newest first. */
  'case.all': query(
    z.strictObject({
      departmentId: id.optional(),
      isOpen: z.boolean().optional(),
      isOverdue: z.boolean().optional(),
      /** Answered late by the clock; not solved or dissatisfied by the asker. */
      went: z.enum(['late', 'not_solved', 'dissatisfied']).optional(),
      ...page,
    }),
    deskRows,
  ),
  /** By the number that somebody reads out; staff only. */
  'case.byNumber': query(
    z.strictObject({ number: shortString(20).regex(/^\d{8}-\d{4,6}$/, { message: 'number_malformed' }) }),
    caseView,
  ),
  // ---- operator
  /** Roster entries by name or number, at most five. */
  'case.findCaller': query(
    z.strictObject({ search: text(LIMITS.searchMax) }),
    z.object({
      people: z.array(z.object({ personId: id, name: z.string(), number: z.string(), unit: z.string() })),
    }),
  ),
  /** Records a call. Answers the number to read out; an anonymous caller gets a receipt code to note down. */
  'case.record': command(
    z.strictObject({
      callerId: id.nullable(),
      /** Who stands in no roster, by the name they give. */
      callerName: optionalText(LIMITS.searchMax),
      /** How long the call took until now, as the operator's screen measured it. */
      callSeconds: z.int().min(0).max(CASE_LIMITS.callSecondsMax).optional(),
      category,
      topicId: id.nullable().default(null),
      urgency,
      title: text(LIMITS.titleMax),
      text: text(CASE_LIMITS.textMax),
      place: optionalText(CASE_LIMITS.placeMax),
      identity,
      phone,
      receiptSeed: receiptSeed.optional(),
    }),
    submitted,
  ),
  /** 回访: what the caller says of the answer, as the operator hears it. */
  'case.callBack': command(
    z.strictObject({
      ...onCase,
      isReached: z.boolean(),
      isSolved: z.boolean().default(false),
      reason: optionalText(CASE_LIMITS.noteMax),
      satisfaction: satisfaction.nullable().default(null),
    }),
    caseView,
  ),
  /** What this operator recorded, newest first. */
  'case.recorded': query(z.strictObject(page), rows),
} as const;
