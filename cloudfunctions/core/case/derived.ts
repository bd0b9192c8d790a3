import type { RulesNow } from '../rules/case-rules';
import { askedReturn, type Case, type Derived } from './case';
import { nextWakeAt } from './escalation';
import { listsOf, termsOf } from './found-by';
import { keyOf } from './key';
import { isLeaverOpen } from './leaver';

/** What lists and `jobs` read a case by. A function of the rest of the case, so it can always be recomputed. */
export function derived(entity: Omit<Case, keyof Derived>, rules: RulesNow): Derived {
  const isOpen = entity.status !== 'closed';
  const isDue = isOpen && entity.status !== 'replied' && entity.pause === null;
  return {
    isOpen,
    isDue,
    dueKey: keyOf(isDue ? entity.dueAt : null, entity.number),
    deskId: entity.assignedTo ?? entity.responsibleId,
    deskBox: deskBoxOf(entity),
    officeBox: officeBoxOf(entity, isOpen),
    hasOpenSupervision: entity.supervisions.some(({ state }) => state !== 'ended'),
    hasNotice: entity.notices.length > 0,
    wakeAt: nextWakeAt(entity, rules),
    lists: listsOf(entity),
    terms: termsOf(entity),
  };
}

function deskBoxOf(entity: Omit<Case, keyof Derived>): Derived['deskBox'] {
  if (entity.status === 'closed') return 'closed';
  if (entity.status === 'replied') return 'replied';
  if (entity.assignedTo !== null) return 'waiting';
  if (entity.responsibleId === null) return 'office';
  return entity.draft !== null && entity.draft.sentBack === '' ? 'review' : 'working';
}

function officeBoxOf(entity: Omit<Case, keyof Derived>, isOpen: boolean): Derived['officeBox'] {
  // Open or not: it is on no desk but that of its receivers.
  if (entity.isProtected) return 'report';
  if (!isOpen) return 'none';
  if (entity.status === 'submitted') return 'submitted';
  if (askedReturn(entity)) return 'returns';
  if (entity.askedExtension) return 'extensions';
  if (entity.draft?.standIn && entity.draft.sentBack === '') return 'review';
  if (isLeaverOpen(entity)) return 'left';
  return entity.status === 'accepted' ? 'ours' : 'none';
}
