import { CASE_LIMITS, type Urgency } from '../../../miniprogram/shared/case';
import { type Category, FIRST_CATEGORIES, OTHER } from '../../../miniprogram/shared/category';
import { DomainError } from '../domain-error';

// What items are about. The administrator keeps the list. An item keeps the id alone and a name is for good, so that
// history reads as it was written without a copy of the name on each document.

/** A category with where a case about it usually goes. */
export interface KeptCategory {
  /** One of the first six, or c1, c2 …: never given twice. */
  id: Category;
  /** Fixed once it is saved; who wants another retires it and adds one. */
  name: string;
  /** Null: nothing is usual. */
  departmentId: string | null;
  urgency: Urgency | null;
  /** Cannot be chosen any more. It stays for what has it. */
  isRetired: boolean;
}

/** As the administrator writes it; a new one has no id yet. */
export type WrittenCategory = Omit<KeptCategory, 'id'> & { id: Category | null };

/** What others need to know of one. */
export type NamedCategory = Pick<KeptCategory, 'id' | 'name' | 'isRetired'>;

/** What a college has that never saved a list. */
export const INITIAL_CATEGORIES: readonly KeptCategory[] = Object.entries(FIRST_CATEGORIES).map(
  ([id, name]) => ({ id, name, departmentId: null, urgency: null, isRetired: false }),
);

/** Two names that are read as one are one. */
export const folded = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');

const numberIn = (id: Category): number => (/^c\d+$/.test(id) ? Number(id.slice(1)) : 0);

/**
 * The list as the administrator wrote it over the one that is kept, in the order in which it was written. New ones get
 * ids that were never given; one that is left out is retired.
 *
 * @throws DomainError invalid_input with `categories`: category_unknown, category_renamed, category_twice, category_stays,
 *   category_many or categories_full
 */
export function changedCategories(
  kept: readonly KeptCategory[],
  written: readonly WrittenCategory[],
): KeptCategory[] {
  const before = new Map(kept.map((category) => [category.id, category]));
  let last = Math.max(0, ...kept.map(({ id }) => numberIn(id)));
  const categories = written.map((category): KeptCategory => {
    const known = category.id === null ? undefined : before.get(category.id);
    const name = category.name.replace(/\s+/gu, ' ');
    refuse(category.id !== null && known === undefined, 'category_unknown');
    refuse(known !== undefined && known.name !== name, 'category_renamed');
    return { ...category, id: category.id ?? `c${++last}`, name };
  });
  const named = new Set(categories.map(({ id }) => id));
  refuse(named.size < categories.length, 'category_twice');
  const leftOut = kept
    .filter(({ id }) => !named.has(id))
    .map((category) => ({ ...category, isRetired: true }));
  const all = [...categories, ...leftOut];
  refuse(new Set(all.map(({ name }) => folded(name))).size < all.length, 'category_twice');
  refuse(!isChoosable(all, OTHER), 'category_stays');
  refuse(all.filter(({ isRetired }) => !isRetired).length > CASE_LIMITS.categoriesMax, 'category_many');
  refuse(all.length > CASE_LIMITS.categoryListMax, 'categories_full');
  return all;
}

function refuse(isWrong: boolean, code: string): void {
  if (isWrong) throw new DomainError('invalid_input', { categories: code });
}

/** Can something new be about it? */
export const isChoosable = (categories: readonly NamedCategory[], id: Category): boolean =>
  categories.some((category) => category.id === id && !category.isRetired);

/** Empty for an id that is in no list. */
export const categoryNameIn = (categories: readonly NamedCategory[], id: Category): string =>
  categories.find((category) => category.id === id)?.name ?? '';

/** Where what came without an account is filed: a retired category keeps what names it, one that never was is none. */
export const filedUnder = (categories: readonly NamedCategory[], id: Category): Category =>
  categories.some((category) => category.id === id) ? id : OTHER;
