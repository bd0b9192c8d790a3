import type {
  ActorKind,
  CaseEventKind,
  CaseStatus,
  Channel,
  Closing,
  CommitmentState,
  Identity,
  Outcome,
  ReturnGround,
  SupervisionState,
  Urgency,
} from '../../../miniprogram/shared/case';
import type { Category } from '../../../miniprogram/shared/category';
import type { Level } from '../../../miniprogram/shared/rating';
import type { Pause } from '../rules/deadline';
import type { CaseNotice } from './notice';
import type { Protection } from './receiver';
import type { CaseTopic } from './topics';

export {
  CASE_LIMITS,
  COMMITMENTS_SOON_DAYS,
  type InboxBox,
  type OfficeBox,
} from '../../../miniprogram/shared/case';

// Everything here is persisted in `cases`; changing a shape needs a migration.

export interface CasePicture {
  fileId: string;
  /** Content checked by WeChat; anonymous pictures wait for the office instead. */
  state: 'waiting' | 'asked' | 'passed';
  /** WeChat's id of the check, while `asked`. */
  traceId: string;
}

/** One line of the append-only history. Never changed, never removed. */
export interface CaseEvent {
  at: number;
  what: CaseEventKind;
  actor: ActorKind;
  /** Staff only: the asker's id and name never stand in the history. */
  personId: string | null;
  name: string;
  departmentId: string | null;
  text: string;
  dueAt: number | null;
  lengthMs: number | null;
  pictures: string[];
  /** The command that caused it: a repeat with the same id has happened already. */
  requestId: string;
}

export interface CaseReply {
  text: string;
  outcome: Outcome;
  promisedFor: number | null;
  pictures: string[];
  departmentId: string | null;
  at: number;
}

interface CaseDraft extends CaseReply {
  draftId: string;
  authorId: string | null;
  authorName: string;
  /** Why the head sent it back; empty while it waits for review. */
  sentBack: string;
  /** The department has no head: the office reviews it, or this leader in charge (null: none is named). */
  standIn?: { leaderId: string | null } | null;
}

export interface CaseReturn {
  departmentId: string;
  ground: ReturnGround;
  text: string;
  at: number;
  decision: 'waiting' | 'upheld' | 'rejected';
}

/** One call to a caller after the answer. The verdict is the caller's, as the operator heard it. */
interface CallBack {
  at: number;
  by: string;
  /** Null: nobody answered. */
  isSolved: boolean | null;
  satisfaction: Level | null;
}

interface Supervision {
  orderId: string;
  text: string;
  orderedById: string | null;
  orderedBy: string;
  orderedAt: number;
  dueAt: number;
  state: SupervisionState;
  report: string;
  /** The department was told that its day has passed. */
  isChased: boolean;
}

interface Commitment {
  text: string;
  dueAt: number;
  state: CommitmentState;
  doneAt: number | null;
  /** Sorts the public tracker: day, then number. */
  key: string;
  /** Of an answer after the asker sent the case back: it stands in no public list, which would tell of that. */
  isLater?: true;
}

/** An answered case as it was shown to everybody when its asker sent it back (public-state.ts). */
interface AsAnswered {
  outcome: Outcome;
  promisedFor: number | null;
  departmentId: string | null;
  at: number;
  leadId: string | null;
  coIds: string[];
  urgency: Urgency;
  extensions: number;
  /** How many there were. */
  returns: number;
  commitment: Commitment | null;
}

/** The departments a case lies with. Never empty of somebody responsible: no department means the office. */
export interface Responsibility {
  /** Who answers for it until another accepts (首问负责). Null: the office. */
  responsibleId: string | null;
  /** The department that was given it and has not accepted yet; null when there is none. */
  assignedTo: string | null;
  assignedAt: number | null;
  /** The department that took it or was given it last: it leads. */
  leadId: string | null;
  coIds: string[];
  handlerId: string | null;
  handlerName: string;
}

/** What lists are read by; computed by `derived`, never set by hand. */
export interface Derived {
  /** Has not ended: neither closed nor merged nor withdrawn. */
  isOpen: boolean;
  /** The clock runs: open, not answered, not paused. */
  isDue: boolean;
  /** Deadline, then number; sorts desks and continues pages. */
  dueKey: string;
  /** The department on whose desk it lies; null: the office, or the receivers of a protected report. */
  deskId: string | null;
  deskBox: 'office' | 'waiting' | 'working' | 'review' | 'replied' | 'closed';
  officeBox: 'submitted' | 'returns' | 'extensions' | 'review' | 'left' | 'ours' | 'report' | 'none';
  hasOpenSupervision: boolean;
  hasNotice: boolean;
  /** When `jobs` must look at it again, or null. */
  wakeAt: number | null;
  /** The lists of desks it stands in, and the words it is found by there (found-by.ts). */
  lists: string[];
  terms: string[];
}

export interface Case extends Responsibility, Derived {
  _id: string;
  /** Read aloud and sorted by: 20261123-0042. */
  number: string;
  version: number;
  channel: Channel;
  category: Category;
  /** Within the category, with its name as it was when it was chosen; absent or null where nobody has said. */
  topic?: CaseTopic | null;
  urgency: Urgency;
  title: string;
  text: string;
  place: string;
  pictures: CasePicture[];
  /** Some picture still waits for its check. */
  hasUnchecked: boolean;
  identity: Identity;
  /** Chosen on submitting; an asker may switch between named and hidden later. */
  isProtected: boolean;
  /** Protected reports only; absent in those from before the asker could choose. */
  protection?: Protection;
  /** Nobody but the asker and the office sees it until the office has read it. */
  isHeld: boolean;
  /** Roster entry of the asker; null for anonymous items, always. */
  askerId: string | null;
  /**
   * The asker has left the college: `open` until the office has said what becomes of it. From then on nobody is told as
   * the asker. Absent: the asker is there, or nobody is known.
   */
  askerLeft?: 'open' | 'decided' | null;
  /** Telephone to call back, where the asker gave one; never for anonymous items. */
  phone: string;
  /** Anonymous items: public half of the receipt code, and the slow hash of the whole. */
  receiptSelector: string | null;
  receiptHash: string | null;
  /** The operator who recorded the call. */
  recordedBy: string | null;
  /** Who called and stands in no roster; absent for everybody else. */
  callerName?: string;
  /** How long the call took; absent where nobody measured. */
  callSeconds?: number;
  /** What callers said when they were called back: counted apart from what askers say themselves. Newest last. */
  callBacks?: CallBack[];
  /** The question of a session it was transferred from. */
  sessionId: string | null;
  questionId: string | null;

  status: CaseStatus;
  submittedAt: number;
  clockStart: number;
  pauses: Pause[];
  extraDays: number;
  /** What was promised when the clock started: the end of the class's span, or the day named in the hall. */
  baseDueAt: number;
  /** A function of class, baseDueAt, pauses and extraDays (deadline.ts); kept after the answer, for the record. */
  dueAt: number;
  /** The clock stands still since, until the asker answers or this runs out. */
  pause: { at: number; until: number; question: string } | null;

  returns: CaseReturn[];
  askedExtension: { workingDays: number; reason: string; at: number } | null;
  extensions: number;
  reopenings: number;

  draft: CaseDraft | null;
  reply: CaseReply | null;
  firstReplyAt: number | null;
  wasOnTime: boolean | null;
  repliedAt: number | null;
  commitment: Commitment | null;
  /** Absent until it is sent back, and in those that were before this was kept: there the last answer is shown. */
  asAnswered?: AsAnswered;

  /** What the asker said, and only the asker. */
  verdict: 'solved' | 'not_solved' | null;
  satisfaction: Level | null;
  closing: Closing | null;
  closedAt: number | null;
  mergedInto: { id: string; number: string } | null;

  supervisions: Supervision[];
  identityViews: Array<{ at: number; by: string; reason: string }>;

  isPublic: boolean;
  published: { title: string; text: string; reply: string } | null;
  joins: number;

  /** How far overdue has gone up: 0 none, 1 handler, 2 head, 3 leader, 4 public list. */
  rung: number;
  isReminded: boolean;
  isOnOverdueList: boolean;
  /** The asker heard something last. */
  newsAt: number;
  /** The news after which the desk was asked for the next note. */
  noteAskedFor?: number;
  /** When person and words were forgotten (forgotten.ts); absent while they are kept. */
  forgottenAt?: number;
  rulesVersion: number;

  notices: CaseNotice[];
  history: CaseEvent[];
}

const STEPS: Record<CaseStatus, number> = {
  submitted: 1,
  accepted: 2,
  assigned: 2,
  in_progress: 3,
  replied: 4,
  closed: 4,
};

/** How many of the four dots 提出 · 受理 · 办理 · 答复 are filled. */
export const stepOf = (status: CaseStatus): number => STEPS[status];

/** The hand-back that waits for the office, if any. */
export const askedReturn = (entity: Pick<Case, 'returns'>): CaseReturn | null =>
  entity.returns.find(({ decision }) => decision === 'waiting') ?? null;
