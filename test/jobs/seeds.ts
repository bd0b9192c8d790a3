import type { Case } from '../../cloudfunctions/core/case/case';
import { type Opening, openCase } from '../../cloudfunctions/core/case/opening';
import { type Attendance, attend } from '../../cloudfunctions/core/hall/attendance';
import type { Minutes } from '../../cloudfunctions/core/hall/minutes';
import { type Question, queuedQuestion } from '../../cloudfunctions/core/hall/question';
import type { Delivery } from '../../cloudfunctions/core/message/delivery';
import type { Message, Notice } from '../../cloudfunctions/core/message/message';
import { caseRulesOf, FIRST_RULE_BOOK } from '../../cloudfunctions/core/rules/rulebook';
import { type Booking, book } from '../../cloudfunctions/core/session/booking';
import { createSession, type Session } from '../../cloudfunctions/core/session/session';
import type { AnnouncedResults } from '../../cloudfunctions/core/survey/announcement-of-results';
import type { GivenCard } from '../../cloudfunctions/core/survey/card-ledger';
import type { Survey } from '../../cloudfunctions/core/survey/survey';
import { DAY, form, plan } from '../booking/crowd';
import { guest } from '../booking/direct';

// Whole documents as the product keeps them, with the one field that a test is about.

const VERSIONED = { version: 1, history: [], notices: [], hasNotice: false };

export const sessionAt = (startsAt: number, changes: Partial<Session> = {}): Session => {
  const act = { actor: 'p-wu', now: startsAt - 1, requestId: 'seeded' };
  const input = { number: 1, startsAt, reason: '另选一天', skipped: [], plan: plan() };
  return {
    ...createSession(input, FIRST_RULE_BOOK, act).entity,
    status: 'previewed',
    keptSeated: true,
    ...changes,
  };
};

export const bookingOf = (session: Session, index: number, changes: Partial<Booking> = {}): Booking => {
  const act = { actor: guest(index)._id, now: 0, requestId: `seeded-${index}` };
  const made = { code: '123456', voice: `voice-${index}` };
  const { entity } = book(session, guest(index), form(), { place: `claim-${index}` }, made, act);
  return { ...entity, notices: [], hasNotice: false, ...changes };
};

export const questionOf = (session: Session, changes: Partial<Question> = {}): Question => {
  const topic = {
    id: 'question-1',
    sessionId: session._id,
    sessionNumber: session.number,
    origin: 'question-1',
    order: 1,
    title: '宿舍热水',
    detail: '三号楼晚上没有热水。',
    category: 'logistics',
    departmentId: 'logistics',
    askerId: 'p-lin',
    isUnnamed: false,
  } as const;
  return { ...queuedQuestion(topic, { actor: 'p-wu', now: 0, requestId: 'seeded' }), ...changes };
};

export const minutesOf = (session: Session, changes: Partial<Minutes> = {}): Minutes => ({
  _id: session._id,
  sessionNumber: session.number,
  startsAt: session.startsAt,
  state: 'draft',
  preface: '',
  items: [],
  savedAt: session.startsAt,
  savedBy: 'p-wu',
  dueAt: session.startsAt,
  publishedAt: null,
  isLate: false,
  isReminded: true,
  revisions: [],
  figures: { attended: 0, questions: 0, solvedOnSpot: 0, transferred: 0 },
  hasFollowUp: false,
  ...VERSIONED,
  ...changes,
});

/** Open, with nothing due at `now`. */
export const surveyOf = (session: Session, now: number, changes: Partial<Survey> = {}): Survey => ({
  _id: `${session._id}.1`,
  sessionId: session._id,
  sessionNumber: session.number,
  round: 1,
  heldWith: session._id,
  state: 'open',
  ballotSlots: [],
  items: [],
  withoutSlot: 0,
  opensAt: now - 1,
  closesAt: now + 7 * DAY,
  isRollFrozen: true,
  eligible: 0,
  rollFingerprint: '',
  openingDigest: '',
  keySet: '',
  remarkKey: '',
  isReminded: false,
  hasShards: false,
  hasKeys: false,
  hasAnswers: false,
  sealedAt: null,
  announcedAt: null,
  boxDigest: '',
  turnout: 0,
  turnoutAt: now,
  counted: 0,
  resultVersion: 1,
  rulesVersion: 1,
  ...VERSIONED,
  ...changes,
});

/** Of a survey in which nothing was rated. */
export const resultsOf = (surveyId: string, at: number): AnnouncedResults => ({
  _id: `${surveyId}.v1`,
  surveyId,
  sessionId: 'session-1',
  sessionNumber: 1,
  round: 1,
  version: 1,
  reason: '',
  at,
  ballotDigest: '',
  boxDigest: '',
  rulesVersion: 1,
  eligible: 0,
  turnout: 0,
  counted: 0,
  items: [],
  departments: [],
  total: { name: '', questions: 0, valid: 0, dissatisfied: 0, band: '' },
});

export const cardOf = (session: Session, changes: Partial<GivenCard> = {}): GivenCard => ({
  _id: `${session._id}.1:question-1`,
  colour: 'yellow',
  state: 'review',
  surveyId: `${session._id}.1`,
  sessionId: session._id,
  sessionNumber: session.number,
  questionId: 'question-1',
  title: '宿舍热水',
  departmentId: 'logistics',
  departmentName: '后勤保障处',
  valid: 10,
  dissatisfied: 6,
  band: '',
  rulesVersion: 1,
  resultVersion: 1,
  givenAt: 0,
  reviewUntil: 0,
  appeal: null,
  rectification: { dueAt: 0, plan: '', measures: [], notes: [], submittedAt: null, doneAt: null },
  rerated: null,
  wakeAt: null,
  isLate: false,
  ...VERSIONED,
  ...changes,
});

/** A notice to somebody of the cast about a session. */
export const noticeTo = (to: string, session: Session): Notice => ({
  kind: 'session_reminder',
  to,
  subject: `${session._id}.1`,
  at: session.startsAt,
  facts: {
    sessionId: session._id,
    sessionNumber: session.number,
    startsAt: session.startsAt,
    venue: '报告厅',
  },
});

export const messageTo = (to: string, at: number, changes: Partial<Message> = {}): Message => ({
  _id: `preview:session-1.2:${to}`,
  kind: 'preview',
  to,
  title: '预告',
  body: '预告',
  opens: { page: 'session', id: 'session-1' },
  at,
  push: { subject: '预告', time: at, place: '报告厅', note: '点开看看' },
  fanOut: 'done',
  fanOutAfter: '',
  ...changes,
});

export const deliveryOf = (
  message: Message,
  personId: string,
  changes: Partial<Delivery> = {},
): Delivery => ({
  _id: `${message._id}:${personId}`,
  messageId: message._id,
  personId,
  kind: message.kind,
  title: message.title,
  state: 'waiting',
  tries: 0,
  dueAt: message.at,
  reason: '',
  msgId: '',
  at: message.at,
  ...changes,
});

/** An ordinary case, with its department since `at`. */
export const caseAt = (at: number, changes: Partial<Case> = {}): Case => {
  const opening: Opening = {
    id: 'case-1',
    number: '20261124-0001',
    channel: 'box',
    category: 'logistics',
    urgency: 'ordinary',
    title: '三号楼热水时断时续',
    text: '连续一周晚上十点后没有热水。',
    place: '三号楼',
    pictures: [],
    identity: 'hidden',
    isProtected: false,
    isDoubtful: false,
    askerId: 'p-lin',
    phone: '',
    receipt: null,
    recordedBy: null,
    question: { sessionId: '', questionId: '', leadId: 'logistics', coIds: [], dueAt: at + 7 * DAY },
  };
  const office = { role: 'office', personId: null, name: '', departmentId: null } as const;
  const opened = openCase(opening, office, at, caseRulesOf(FIRST_RULE_BOOK));
  return { ...opened, notices: [], hasNotice: false, wakeAt: null, ...changes };
};

/** A guest who was checked in. */
export const attendanceOf = (
  session: Session,
  index: number,
  changes: Partial<Attendance> = {},
): Attendance => ({
  ...attend(session._id, guest(index), {
    firstAt: session.startsAt,
    method: 'desk',
    wish: null,
    entryId: `entry-${index}`,
    voice: `voice-${index}`,
  }),
  ...changes,
});
