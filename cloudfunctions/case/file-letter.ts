import { caseIdOf } from '../core/case/case-id';
import { filedUnder } from '../core/case/categories';
import { ASKER_ACTOR } from '../core/case/command';
import { type Letter, letterRequestId } from '../core/case/letter';
import { openCase } from '../core/case/opening';
import { listWith } from '../platform/database/topics';
import { addNumbered } from './file';

/**
 * Makes a case of an anonymous item from the letterbox. A letter that is opened twice is one case. Two round trips.
 *
 * @param at the end of the minutes in which it came
 * @throws DomainError conflict when others take every number in between
 */
export async function fileLetter(id: string, { receipt, ...words }: Letter, at: number): Promise<void> {
  // Nobody can be told that a category is gone: what names one that was retired meanwhile keeps it.
  const { categories } = await listWith({ category: words.category }, at);
  const caseId = caseIdOf(letterRequestId(id));
  const opening = {
    ...words,
    category: filedUnder(categories, words.category),
    id: caseId,
    identity: 'anonymous' as const,
    pictures: [],
    // Only the local list of words was asked: the office reads it first.
    isDoubtful: true,
    askerId: null,
    phone: '',
    receipt,
    recordedBy: null,
    question: null,
  };
  await addNumbered(caseId, { openid: null, isDrawn: true }, at, ({ number, rules }) =>
    openCase({ ...opening, number }, ASKER_ACTOR, at, rules),
  );
}
