import type { CommandAction, Input } from '../../../api/dto';
import { OUTCOMES, RETURN_GROUNDS, URGENCIES } from '../../../shared/case';
import { CATEGORY_ID } from '../../../shared/category';
import { dayEndOf } from '../../../shared/time';
import { passagesOf } from '../../../view/passages';
import type { ActionDraft } from './draft';
import { type ActionForm, CALLED_BACK, type CalledBack } from './forms';

interface Target {
  caseId: string;
  draftId: string;
  orderId: string;
  intoId: string;
  /** The topic that the case has; empty without one. */
  topicId: string;
  /** cloud:// ids of the draft's pictures. */
  pictures: string[];
  /** Findings in public words that were looked at and stay. */
  kept: string[];
}

/** One command of the contract with its input. */
export type Given = { [A in CommandAction]: { action: A; input: Input<A> } }[CommandAction];

const LEVEL_OF = {
  solved_satisfied: 'satisfied',
  solved_neutral: 'fairly_satisfied',
  solved_dissatisfied: 'dissatisfied',
} as const;

const has = <T extends Readonly<Record<string, string>>>(labels: T, key: string): key is keyof T & string =>
  Object.keys(labels).includes(key);
const dayEnd = (date: string): number => dayEndOf(date) ?? 0;
const dateOf = ({ date }: ActionDraft): number | null => (date === '' ? null : dayEnd(date));

function saidOf(choice: CalledBack) {
  const isSolved = choice !== 'unreached' && choice !== 'not_solved';
  const satisfaction = isSolved && choice !== 'solved' ? LEVEL_OF[choice] : null;
  return { isReached: choice !== 'unreached', isSolved, satisfaction };
}

/** The command an action form becomes. Null when a choice is not one of the list. */
export function commandOf(
  form: ActionForm,
  draft: ActionDraft,
  target: Target,
  isRefusing: boolean,
): Given | null {
  const { caseId, pictures, kept } = target;
  const { text, coIds } = draft;
  const leadId = draft.departmentId === '' ? null : draft.departmentId;
  switch (form.action) {
    case 'accept':
      if (!has(URGENCIES, draft.choice)) return null;
      return {
        action: 'case.accept',
        input: {
          caseId,
          urgency: draft.choice,
          leadId,
          coIds: leadId ? coIds : [],
          ...(draft.topicId === target.topicId ? {} : { topicId: draft.topicId || null }),
        },
      };
    case 'assign':
      return leadId ? { action: 'case.assign', input: { caseId, leadId, coIds, reason: text } } : null;
    case 'decline':
      return { action: 'case.decline', input: { caseId, reason: text } };
    case 'take':
      return { action: 'case.take', input: { caseId } };
    case 'handTo':
      return draft.choice === ''
        ? null
        : { action: 'case.handTo', input: { caseId, personId: draft.choice } };
    case 'callBack': {
      if (!has(CALLED_BACK, draft.choice)) return null;
      return { action: 'case.callBack', input: { caseId, reason: text, ...saidOf(draft.choice) } };
    }
    case 'draftReply': {
      if (!has(OUTCOMES, draft.choice)) return null;
      const promisedFor = draft.choice === 'promised' ? dayEnd(draft.date) : null;
      return {
        action: 'case.draftReply',
        input: { caseId, text, outcome: draft.choice, promisedFor, pictures },
      };
    }
    case 'reviewReply':
      return {
        action: 'case.reviewReply',
        input: { caseId, draftId: target.draftId, isReleased: !isRefusing, note: text },
      };
    case 'withdrawDraft':
      return { action: 'case.withdrawDraft', input: { caseId } };
    case 'handBack':
      if (!has(RETURN_GROUNDS, draft.choice)) return null;
      return { action: 'case.handBack', input: { caseId, ground: draft.choice, text } };
    case 'judgeReturn':
      return { action: 'case.judgeReturn', input: { caseId, isUpheld: !isRefusing, reason: text, leadId } };
    case 'askExtension':
      return { action: 'case.askExtension', input: { caseId, workingDays: draft.days, reason: text } };
    case 'judgeExtension':
      return { action: 'case.judgeExtension', input: { caseId, isGranted: !isRefusing, reason: text } };
    case 'judgeLeaver':
      return { action: 'case.judgeLeaver', input: { caseId, isClosed: isRefusing, reason: text } };
    case 'askMore':
      return { action: 'case.askMore', input: { caseId, text } };
    case 'note':
      return { action: 'case.note', input: { caseId, text, pictures } };
    case 'fulfil':
      return { action: 'case.fulfil', input: { caseId, text, pictures } };
    case 'changeClass':
      if (!has(URGENCIES, draft.choice)) return null;
      return { action: 'case.changeClass', input: { caseId, urgency: draft.choice, reason: text } };
    case 'setTopic':
      if (!CATEGORY_ID.test(draft.category)) return null;
      return {
        action: 'case.setTopic',
        input: { caseId, topicId: draft.topicId || null, category: draft.category },
      };
    case 'merge':
      return { action: 'case.merge', input: { caseId, intoId: target.intoId, reason: '' } };
    case 'publish':
      return { action: 'case.publish', input: { caseId, title: draft.line, text, reply: draft.reply, kept } };
    case 'unpublish':
      return { action: 'case.unpublish', input: { caseId, reason: text } };
    case 'correctPrivacy':
      return {
        action: 'case.correctPrivacy',
        input: { caseId, passages: passagesOf(text), reason: draft.line },
      };
    case 'revealAsker':
      return { action: 'case.revealAsker', input: { caseId, reason: text } };
    case 'supervise':
      return { action: 'case.supervise', input: { caseId, text, dueAt: dayEnd(draft.date) } };
    case 'reportSupervision':
      return { action: 'case.reportSupervision', input: { caseId, orderId: target.orderId, text } };
    case 'endSupervision':
      return {
        action: 'case.endSupervision',
        input: {
          caseId,
          orderId: target.orderId,
          isDone: !isRefusing,
          text,
          dueAt: isRefusing ? dateOf(draft) : null,
        },
      };
    default:
      return null;
  }
}
