import fc from 'fast-check';
import type { Case } from '../../../cloudfunctions/core/case/case';
import { changeCase } from '../../../cloudfunctions/core/case/change';
import type { CaseActor, CaseCommand } from '../../../cloudfunctions/core/case/command';
import { actionsOf, actorFor } from '../../../cloudfunctions/core/case/identity';
import { CASE_TABLE, type CaseCommandName } from '../../../cloudfunctions/core/case/table';
import { DomainError } from '../../../cloudfunctions/core/domain-error';
import type { CaseAction } from '../../../miniprogram/shared/case';
import {
  ASKER,
  CO_HANDLER,
  DAY,
  HANDLER,
  HEAD,
  HOUR,
  LEADER,
  MONDAY,
  OFFICE,
  OTHER_HANDLER,
  OTHER_HEAD,
  RULES,
  SYSTEM,
  submitted,
} from './samples';

// A button that refuses whoever taps it is worse than none. Cases live through random lives made of what is offered;
// at each moment everything that is offered to anybody is tried.

const ACTORS = [ASKER, OFFICE, HANDLER, HEAD, OTHER_HANDLER, OTHER_HEAD, CO_HANDLER, LEADER];
const isCommand = (action: CaseAction | CaseCommandName): action is CaseCommandName =>
  Object.keys(CASE_TABLE).includes(action);

/** The command as a careful person gives it: every field filled in, so that only the case itself can refuse. */
function carefully(action: CaseCommandName, entity: Case, now: number, pick: number): CaseCommand | null {
  const text = '文字';
  const reason = '理由';
  const isFirst = pick % 2 === 0;
  const department = isFirst ? 'logistics' : 'teaching';
  const returned = entity.returns.find(({ decision }) => decision === 'waiting')?.departmentId;
  switch (action) {
    case 'accept':
      return { do: action, urgency: 'ordinary', leadId: isFirst ? department : null, coIds: [] };
    case 'assign':
      return { do: action, leadId: department, coIds: ['network'], reason };
    case 'take':
      return { do: action };
    case 'handTo':
      return { do: action, personId: entity.handlerId === 'p-next' ? 'p-first' : 'p-next', name: '同事' };
    case 'decline':
    case 'withdraw':
    case 'unpublish':
    case 'revealAsker':
      return { do: action, reason };
    case 'changeClass':
      return { do: action, urgency: isFirst ? 'complex' : 'ordinary', reason };
    case 'setTopic':
      return { do: action, topic: isFirst ? { id: 't1', name: '门禁', category: 'safety' } : null };
    case 'draftReply':
      return {
        do: action,
        text,
        pictures: [],
        ...(isFirst
          ? { outcome: 'solved', promisedFor: null }
          : { outcome: 'promised', promisedFor: now + 90 * DAY }),
      };
    case 'reviewReply':
      return { do: action, draftId: entity.draft?.draftId ?? '', isReleased: isFirst, note: text };
    case 'handBack':
      return { do: action, ground: 'not_ours', text };
    case 'judgeReturn':
      return {
        do: action,
        isUpheld: isFirst,
        reason,
        leadId: returned === 'teaching' ? 'logistics' : 'teaching',
      };
    case 'askExtension':
      return { do: action, workingDays: 2, reason };
    case 'judgeExtension':
      return { do: action, isGranted: isFirst, reason };
    case 'withdrawDraft':
      return { do: action };
    case 'judgeLeaver':
      return { do: action, isClosed: isFirst, reason };
    case 'askMore':
      return { do: action, text };
    case 'note':
    case 'fulfil':
    case 'answer':
      return { do: action, text, pictures: [] };
    case 'reportSupervision':
    case 'endSupervision': {
      const wanted = action === 'reportSupervision' ? ['ordered'] : ['ordered', 'reported'];
      const orderId = entity.supervisions.find(({ state }) => wanted.includes(state))?.orderId ?? '';
      if (action === 'reportSupervision') return { do: action, orderId, text };
      return { do: action, orderId, isDone: isFirst, text, dueAt: null };
    }
    case 'judge':
      return { do: action, isSolved: isFirst, reason, satisfaction: null };
    case 'allowName':
      return { do: action, isAllowed: true };
    case 'merge':
      return { do: action, into: { id: 'case-2', number: '20261123-0002' }, reason };
    case 'correctPrivacy':
      return { do: action, passages: [entity.published?.title ?? ''], reason };
    case 'publish':
      return { do: action, title: text, text, reply: '' };
    case 'supervise':
      return { do: action, text, dueAt: now + DAY };
    default:
      return null;
  }
}

interface Offer {
  actor: CaseActor;
  command: CaseCommand;
}

/** Everything that anybody could tap now. */
const offersFor = (entity: Case, now: number, pick: number): Offer[] =>
  ACTORS.flatMap((actor) =>
    actionsOf({ entity, actors: [actor], rules: RULES, now, hasJoined: false, isFollowing: false }).flatMap(
      (action) => {
        const command = isCommand(action) ? carefully(action, entity, now, pick) : null;
        return command === null ? [] : [{ actor: actorFor(entity, command.do, [actor]) ?? actor, command }];
      },
    ),
  );

/** Now and then the asker leaves the college, or is back; the department loses its head. */
function movedAway(entity: Case, pick: number): CaseCommand | null {
  if (pick % 11 === 2 && entity.draft?.sentBack === '' && !entity.draft.standIn)
    return { do: 'standIn', leaderId: null };
  if (entity.status === 'closed' || entity.askerId === null || pick % 11 !== 1) return null;
  return entity.askerLeft ? { do: 'comeBack' } : { do: 'leave', personId: entity.askerId };
}

const ENDS: readonly string[] = ['merge', 'withdraw', 'decline', 'judgeLeaver'];
const lives = fc.array(
  fc.record({ pick: fc.nat(1000), choice: fc.nat(1000), hours: fc.integer({ min: 0, max: 20 }) }),
  {
    minLength: 10,
    maxLength: 40,
  },
);

test('what is offered is not refused, whatever has happened to the case before', () => {
  const tried = new Set<string>();
  fc.assert(
    fc.property(lives, (steps) => {
      let entity = submitted();
      let now = MONDAY;
      for (const [index, { pick, choice, hours }] of steps.entries()) {
        now += hours * HOUR;
        const requestId = `request-${index}`;
        if (pick % 3 === 0)
          entity = changeCase(entity, { do: 'wake' }, { actor: SYSTEM, now, rules: RULES, requestId }).entity;
        const moved = movedAway(entity, pick);
        if (moved) entity = changeCase(entity, moved, { actor: SYSTEM, now, rules: RULES, requestId }).entity;
        const offers = offersFor(entity, now, pick);
        const nexts = offers.map(({ actor, command }) => {
          tried.add(command.do);
          try {
            return changeCase(entity, command, { actor, now, rules: RULES, requestId }).entity;
          } catch (error) {
            if (!(error instanceof DomainError)) throw error;
            throw new Error(`${command.do} was offered to ${actor.role} and refused: ${error.code}`);
          }
        });
        // A life that ends in its first hour says little: only one step in eight may end it.
        const goesOn = nexts.filter(
          (_next, at) => choice % 8 === 0 || !ENDS.includes(offers[at]?.command.do ?? ''),
        );
        entity = goesOn[choice % Math.max(1, goesOn.length)] ?? entity;
      }
    }),
    { numRuns: 200, seed: 7, endOnFailure: true },
  );
  // These lives came by no call.
  const never = Object.keys(CASE_TABLE).filter((name) => !tried.has(name) && name !== 'callBack');
  expect(never).toEqual(['absorb', 'standIn', 'leave', 'comeBack', 'refusePicture', 'dissolve', 'wake']);
});
