import { forgetCase } from '../case/apply-command';
import type { Case } from '../core/case/case';
import { FORGOTTEN, filesOf } from '../core/case/forgotten';
import type { Matter } from '../core/case/similar';
import { keptSince, type RetentionRules } from '../core/rules/retention';
import { caseJoins, cases, matters } from '../platform/database/collections';
import { _, find, put, remove } from '../platform/database/store';
import { removeFiles } from '../platform/file-store';

const BATCH = 50;

/**
 * Takes person and words out of cases that ended long ago; a promise or an order of a leader that is still open keeps
 * them. The mark on the case comes last, so that a run that dies on the way is repeated.
 */
export async function forgetCases({ caseDays }: RetentionRules, now: number, until: number): Promise<void> {
  while (Date.now() < until) {
    const ended = await find(
      cases,
      {
        isOpen: false,
        closedAt: _.lte(keptSince(now, caseDays)),
        forgottenAt: _.exists(false),
        hasOpenSupervision: false,
        hasNotice: false,
        'commitment.state': _.neq('open').and(_.neq('late')),
      },
      { order: [['closedAt', 'asc']], limit: BATCH },
    );
    let forgottenCases = 0;
    for (const entity of ended) if ((await forgetOne(entity, now)) === 'written') forgottenCases++;
    if (ended.length < BATCH || forgottenCases === 0) return;
  }
}

async function forgetOne(entity: Case, now: number): Promise<'written' | 'stale'> {
  const files = filesOf(entity);
  if (files.length > 0) await removeFiles(files);
  await remove(caseJoins, { caseId: entity._id });
  const listed: Matter[] = await find(matters, { 'cases.id': entity._id }, { limit: BATCH });
  for (const matter of listed) await put(matters, withoutTitle(matter, entity));
  return forgetCase(entity, now);
}

const withoutTitle = (matter: Matter, { _id, isPublic, published }: Case): Matter => ({
  ...matter,
  cases: matter.cases.map((listed) =>
    listed.id === _id ? { ...listed, title: (isPublic && published?.title) || FORGOTTEN } : listed,
  ),
});
