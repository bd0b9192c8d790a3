import type { Category } from '../../../miniprogram/shared/category';
import { areAlike } from './similar';
import type { Thesaurus } from './synonyms';

/** What is compared: the words somebody wrote. */
export interface Wording {
  id: string;
  title: string;
  detail: string;
  category: Category;
}

/** Ids of those on the same matter as one, in their order. */
export const alikeTo = (one: Wording, others: readonly Wording[], thesaurus?: Thesaurus): string[] =>
  others.filter((other) => other.id !== one.id && areAlike(one, other, thesaurus)).map(({ id }) => id);

/** Groups of two and more on one matter; each stands in the first group whose first member it is like. */
export function groupsOf(all: readonly Wording[], thesaurus?: Thesaurus): string[][] {
  const groups: Wording[][] = [];
  for (const wording of all) {
    const group = groups.find(([first]) => first && areAlike(first, wording, thesaurus));
    if (group) group.push(wording);
    else groups.push([wording]);
  }
  return groups.filter(({ length }) => length > 1).map((group) => group.map(({ id }) => id));
}
