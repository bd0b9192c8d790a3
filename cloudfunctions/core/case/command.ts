import type { ActorKind, Outcome, ReturnGround, Urgency } from '../../../miniprogram/shared/case';
import type { Category } from '../../../miniprogram/shared/category';
import type { Level } from '../../../miniprogram/shared/rating';
import type { RulesNow } from '../rules/case-rules';
import type { Case, CaseEvent } from './case';
import type { NamedCategory } from './categories';
import type { CaseCommandName, CaseRole } from './table';
import type { Topic } from './topics';

/** A topic that can be chosen now. */
type ChosenTopic = Pick<Topic, 'id' | 'name' | 'category'>;

/** What can be done to a case, as data. Text has been checked for length and content before. */
export type CaseCommand =
  | {
      do: 'accept';
      urgency: Urgency;
      leadId: string | null;
      coIds: string[];
      /** Left as it is where nothing is said. */
      topic?: ChosenTopic | null | undefined;
      categories?: readonly NamedCategory[];
    }
  | { do: 'assign'; leadId: string; coIds: string[]; reason: string }
  | { do: 'take' }
  /** The colleague was read as one who works in the department. */
  | { do: 'handTo'; personId: string; name: string }
  | { do: 'decline'; reason: string }
  | { do: 'changeClass'; urgency: Urgency; reason: string }
  /** Without a topic it may name another category all the same. */
  | {
      do: 'setTopic';
      topic: ChosenTopic | null;
      category?: Category | undefined;
      /** As they are now; absent: as a college begins. */
      categories?: readonly NamedCategory[];
    }
  | {
      do: 'draftReply';
      text: string;
      outcome: Outcome;
      promisedFor: number | null;
      pictures: string[];
      /** Where the department has no head, as read when it was drafted. */
      standIn?: { leaderId: string | null } | null;
    }
  | { do: 'reviewReply'; draftId: string; isReleased: boolean; note: string }
  | { do: 'withdrawDraft' }
  | { do: 'handBack'; ground: ReturnGround; text: string }
  | { do: 'judgeReturn'; isUpheld: boolean; reason: string; leadId: string | null }
  | { do: 'askExtension'; workingDays: number; reason: string }
  | { do: 'judgeExtension'; isGranted: boolean; reason: string }
  | { do: 'judgeLeaver'; isClosed: boolean; reason: string }
  | { do: 'askMore'; text: string }
  | { do: 'note'; text: string; pictures: string[] }
  | { do: 'fulfil'; text: string; pictures: string[] }
  | { do: 'reportSupervision'; orderId: string; text: string }
  | { do: 'answer'; text: string; pictures: string[] }
  | { do: 'judge'; isSolved: boolean; reason: string; satisfaction: Level | null }
  | { do: 'callBack'; isReached: boolean; isSolved: boolean; reason: string; satisfaction: Level | null }
  | { do: 'withdraw'; reason: string }
  | { do: 'allowName'; isAllowed: boolean }
  | { do: 'merge'; into: { id: string; number: string }; reason: string }
  | { do: 'publish'; title: string; text: string; reply: string }
  | { do: 'unpublish'; reason: string }
  /** `elsewhere`: those of the passages that stand in public beside this case. */
  | { do: 'correctPrivacy'; passages: string[]; reason: string; elsewhere?: readonly string[] }
  | { do: 'revealAsker'; reason: string }
  | { do: 'supervise'; text: string; dueAt: number }
  | { do: 'endSupervision'; orderId: string; isDone: boolean; text: string; dueAt: number | null }
  | { do: 'absorb'; number: string }
  | { do: 'standIn'; leaderId: string | null }
  | { do: 'leave'; personId: string }
  | { do: 'comeBack' }
  | { do: 'refusePicture'; fileId: string }
  | { do: 'dissolve'; departmentId: string; successorId: string | null }
  | { do: 'wake' };

type CommandOf<N extends CaseCommandName> = Extract<CaseCommand, { do: N }>;

/** Who acts, in the capacity in which they act. The asker is never named, so that no history can name them. */
export interface CaseActor {
  role: CaseRole;
  personId: string | null;
  name: string;
  /** For handler and head. */
  departmentId: string | null;
}

export const SYSTEM_ACTOR: CaseActor = { role: 'system', personId: null, name: '', departmentId: null };
export const ASKER_ACTOR: CaseActor = { role: 'asker', personId: null, name: '', departmentId: null };

/** One act: who, when (milliseconds), by which rules and under which request id. */
export interface CaseAct {
  actor: CaseActor;
  now: number;
  rules: RulesNow;
  requestId: string;
}

/** What a transition changes and what it writes into the history. */
export interface CaseChange {
  set: Partial<Case>;
  events: CaseEvent[];
}

export type Transition<N extends CaseCommandName> = (
  entity: Case,
  command: CommandOf<N>,
  act: CaseAct,
) => CaseChange;

const KINDS: Record<CaseRole, ActorKind> = {
  asker: 'asker',
  handler: 'department',
  head: 'department',
  office: 'office',
  leader: 'leader',
  receiver: 'receiver',
  operator: 'operator',
  system: 'system',
};

/** A line of the history for this act. */
export function eventOf(
  act: CaseAct,
  what: CaseEvent['what'],
  detail: Partial<Pick<CaseEvent, 'text' | 'dueAt' | 'lengthMs' | 'pictures' | 'departmentId' | 'at'>> = {},
): CaseEvent {
  const { actor, now, requestId } = act;
  return {
    at: now,
    what,
    actor: KINDS[actor.role],
    personId: actor.role === 'asker' ? null : actor.personId,
    name: actor.role === 'asker' ? '' : actor.name,
    departmentId: actor.departmentId,
    text: '',
    dueAt: null,
    lengthMs: null,
    pictures: [],
    requestId,
    ...detail,
  };
}
