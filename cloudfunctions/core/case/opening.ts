import type { Channel, Identity, Urgency } from '../../../miniprogram/shared/case';
import type { Category } from '../../../miniprogram/shared/category';
import type { RulesNow } from '../rules/case-rules';
import { classDueAt } from '../rules/deadline';
import { ANONYMOUS_GRAIN_MS } from './anonymous';
import type { Case } from './case';
import { type CaseActor, eventOf } from './command';
import { derived } from './derived';
import { type Protection, TO_LEADERS } from './receiver';
import { noticesOf } from './telling';
import type { CaseTopic } from './topics';

/** What a new case begins with. Text and pictures have been checked before. */
export interface Opening {
  id: string;
  number: string;
  channel: Channel;
  category: Category;
  topic?: CaseTopic | null;
  urgency: Urgency;
  title: string;
  text: string;
  place: string;
  /** cloud:// ids. */
  pictures: string[];
  identity: Identity;
  isProtected: boolean;
  /** Null where it is not protected, or where the asker did not choose. */
  protection?: Protection | null;
  /** The content check was not sure, or did not answer: the office reads it first. */
  isDoubtful: boolean;
  askerId: string | null;
  phone: string;
  receipt: { selector: string; hash: string } | null;
  recordedBy: string | null;
  callerName?: string;
  callSeconds?: number;
  /** A question of a session that was transferred, with the department that owns it from here. */
  question: {
    sessionId: string;
    questionId: string;
    leadId: string;
    coIds: string[];
    dueAt: number | null;
  } | null;
}

/**
 * A new case. The clock starts when the person asks. An anonymous item holds no account, no telephone and no exact
 * time, and is held until the office has read it (docs/rules.md, Identity of askers).
 */
export function openCase(opening: Opening, actor: CaseActor, now: number, rules: RulesNow): Case {
  const isAnonymous = opening.identity === 'anonymous';
  const at = isAnonymous ? now - (now % ANONYMOUS_GRAIN_MS) : now;
  const { question } = opening;
  const dueAt = question?.dueAt ?? classDueAt(at, opening.urgency, rules);
  const act = { actor, now: at, rules, requestId: `${opening.id}.0` };
  const submitted = eventOf(act, 'submitted', { dueAt });
  const history = question
    ? [submitted, eventOf(act, 'assigned', { departmentId: question.leadId, dueAt })]
    : [submitted];
  const bare = {
    _id: opening.id,
    number: opening.number,
    version: 1,
    channel: opening.channel,
    category: opening.category,
    ...(opening.topic ? { topic: opening.topic } : {}),
    urgency: opening.urgency,
    clockStart: at,
    pauses: [],
    extraDays: 0,
    baseDueAt: dueAt,
    title: opening.title,
    text: opening.text,
    place: opening.place,
    pictures: opening.pictures.map((fileId) => ({ fileId, state: 'waiting' as const, traceId: '' })),
    hasUnchecked: opening.pictures.length > 0 && !isAnonymous,
    identity: opening.identity,
    isProtected: opening.isProtected,
    ...(opening.isProtected ? { protection: opening.protection ?? TO_LEADERS } : {}),
    isHeld: isAnonymous || opening.isDoubtful,
    askerId: isAnonymous ? null : opening.askerId,
    phone: isAnonymous ? '' : opening.phone,
    receiptSelector: opening.receipt?.selector ?? null,
    receiptHash: opening.receipt?.hash ?? null,
    recordedBy: opening.recordedBy,
    ...(opening.callerName ? { callerName: opening.callerName } : {}),
    ...(opening.callSeconds === undefined ? {} : { callSeconds: opening.callSeconds }),
    sessionId: question?.sessionId ?? null,
    questionId: question?.questionId ?? null,
    status: question ? ('assigned' as const) : ('submitted' as const),
    submittedAt: at,
    dueAt,
    pause: null,
    // Nobody else has accepted yet: the office answers for it.
    responsibleId: null,
    assignedTo: question?.leadId ?? null,
    assignedAt: question ? at : null,
    leadId: question?.leadId ?? null,
    coIds: question?.coIds ?? [],
    handlerId: null,
    handlerName: '',
    returns: [],
    askedExtension: null,
    extensions: 0,
    reopenings: 0,
    draft: null,
    reply: null,
    firstReplyAt: null,
    wasOnTime: null,
    repliedAt: null,
    commitment: null,
    verdict: null,
    satisfaction: null,
    closing: null,
    closedAt: null,
    mergedInto: null,
    supervisions: [],
    identityViews: [],
    isPublic: false,
    published: null,
    joins: 0,
    rung: 0,
    isReminded: false,
    isOnOverdueList: false,
    newsAt: at,
    rulesVersion: rules.version,
    notices: [],
    history,
  } satisfies Omit<Case, keyof ReturnType<typeof derived>>;
  const entity: Case = { ...bare, ...derived(bare, rules) };
  const notices = noticesOf(entity, history, 1);
  return { ...entity, notices, hasNotice: notices.length > 0 };
}

/** 20261123-0042: the day in Shanghai and the place in that day's order, or the place that was drawn. */
export const caseNumber = (day: string, sequence: number): string =>
  `${day.replace(/-/g, '')}-${String(sequence).padStart(4, '0')}`;
