import type { CaseView } from '../contract/case';
import type { Case } from '../core/case/case';
import { ASKER_ACTOR } from '../core/case/command';
import { actorsOf, mayKnowAsker, type Viewer } from '../core/case/identity';
import { caseJoinId } from '../core/case/join';
import { picturesFor, viewOf } from '../core/case/view';
import type { Person } from '../core/people/person';
import type { RulesNow } from '../core/rules/case-rules';
import { logNotice } from '../platform/call/log';
import { caseJoins, cases, people } from '../platform/database/collections';
import { get } from '../platform/database/store';
import { addressesOf } from '../platform/file-store';

/** Everything that is needed to show a case to somebody. */
export interface CaseShowing {
  entity: Case;
  viewer: Viewer;
  /** Null when the asker came with a receipt code. */
  person: Person | null;
  now: number;
  rules: RulesNow;
}

/** The case as the viewer may see it. At most four round trips, side by side. */
export async function showCase({ entity, viewer, person, now, rules }: CaseShowing): Promise<CaseView> {
  const askerId = mayKnowAsker(entity, viewer) ? entity.askerId : null;
  const [join, asker, target, urls] = await Promise.all([
    person && entity.isPublic ? get(caseJoins, caseJoinId(entity._id, person._id)) : null,
    askerId === null ? null : askerId === person?._id ? person : get(people, askerId),
    viewer === 'public' ? null : targetOf(entity),
    shownAddresses(picturesFor(entity, viewer)),
  ]);
  const byReceipt = viewer === 'asker' && entity.askerId === null;
  return viewOf(entity, {
    viewer,
    actors: byReceipt ? [ASKER_ACTOR] : actorsOf(entity, person),
    now,
    rules,
    urls,
    asker: asker && { name: asker.name, unit: asker.unit },
    target,
    hasJoined: join?.hasJoined ?? false,
    isFollowing: join?.isFollowing ?? false,
  });
}

/** Merged, and merged again: so many steps are followed to where the matter goes on. */
const STEPS = 3;

async function targetOf({ mergedInto }: Case): Promise<Case | null> {
  let target: Case | null = null;
  for (let step = 0, next = mergedInto; step < STEPS && next !== null; step++) {
    target = await get(cases, next.id);
    next = target?.mergedInto ?? null;
  }
  return target;
}

/** A store that does not answer takes the pictures away, not the case. */
async function shownAddresses(fileIds: readonly string[]): Promise<Map<string, string>> {
  if (fileIds.length === 0) return new Map();
  return addressesOf(fileIds).catch(() => {
    logNotice('pictures_not_shown');
    return new Map();
  });
}
