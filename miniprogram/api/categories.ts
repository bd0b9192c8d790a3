import { type Category, FIRST_CATEGORIES } from '../shared/category';
import { keepStored, readStored } from './stored';

// Categories as this phone knows them. A name is for good, so what was learned once never has to be asked again; the
// phone asks only where an answer names one that it has never heard of.

export interface KnownCategory {
  id: Category;
  name: string;
  isRetired: boolean;
}

const KEY = 'categories';
const FIRST: readonly KnownCategory[] = Object.entries(FIRST_CATEGORIES).map(([id, name]) => ({
  id,
  name,
  isRetired: false,
}));
const firstName = new Map<Category, string>(FIRST.map(({ id, name }) => [id, name]));

/** What can be chosen and what once could, in the administrator's order, as it was told last. */
let known: readonly KnownCategory[] = FIRST;

/** What an earlier start was told, for a start without a network. */
export function recallCategories(): void {
  const kept: unknown = readStored(KEY);
  if (Array.isArray(kept) && kept.length > 0 && kept.every(isKnown)) known = kept;
}

const isKnown = (value: unknown): value is KnownCategory =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'name' in value &&
  typeof value.name === 'string' &&
  'isRetired' in value &&
  typeof value.isRetired === 'boolean';

/** The list in an answer; none where it is no such answer. */
export const categoriesIn = (answer: unknown): KnownCategory[] => {
  const listed: unknown =
    typeof answer === 'object' && answer !== null && 'categories' in answer ? answer.categories : [];
  return Array.isArray(listed) ? listed.filter(isKnown) : [];
};

/** The list as the back end has told it. */
export function learnCategories(categories: readonly KnownCategory[]): void {
  if (categories.length === 0) return;
  known = categories.map(({ id, name, isRetired }) => ({ id, name, isRetired }));
  keepStored(KEY, known);
}

const nameIn = (id: Category): string | undefined =>
  firstName.get(id) ?? known.find((category) => category.id === id)?.name;

/** What people call it. One of which nobody has told this phone yet, as without a network, says only that it is one. */
export const categoryName = (id: Category): string => nameIn(id) ?? (id === '' ? '' : '其他类别');

/** What a form offers; `chosen` is offered as well where it was retired meanwhile but still stands on something. */
export const categoryChoices = (chosen: Category = ''): { key: Category; label: string }[] =>
  known
    .filter(({ id, isRetired }) => !isRetired || id === chosen)
    .map(({ id, name }) => ({ key: id, label: name }));

/** What can be searched for: the retired ones come last and say so. */
export function categoryFilters(): { key: Category; label: string }[] {
  return [
    ...known.filter(({ isRetired }) => !isRetired).map(({ id, name }) => ({ key: id, label: name })),
    ...known
      .filter(({ isRetired }) => isRetired)
      .map(({ id, name }) => ({ key: id, label: `${name}（已停用）` })),
  ];
}

/** Does an answer name a category that this phone has never heard of? */
export function namesUnknown(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null) return false;
  return Object.entries(answer).some(([key, value]) =>
    key === 'category' && typeof value === 'string'
      ? value !== '' && nameIn(value) === undefined
      : namesUnknown(value),
  );
}
