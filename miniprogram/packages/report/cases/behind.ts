import { categoryName } from '../../../api/categories';
import type { Input, Me } from '../../../api/dto';
import { OUTCOMES, type Outcome } from '../../../shared/case';
import { CATEGORY_ID, type Category } from '../../../shared/category';

/** The figure that was tapped, as the address of the page says it. */
export interface Figure {
  departmentId: string;
  category: Category | null;
  /** Empty: whatever it is about. */
  topicId: string;
  outcome: Outcome | null;
  from: number;
  to: number;
}

/** What a reader may read of the cases behind a figure: all of them, or those that were published. */
export type Asked =
  | { isAll: true; input: Input<'case.find'> }
  | { isAll: false; input: Input<'case.public'> };

const isCategory = (value: string): boolean => CATEGORY_ID.test(value);
const isOutcome = (value: string): value is Outcome => Object.keys(OUTCOMES).includes(value);

export function figureOf(query: Record<string, string | undefined>): Figure {
  const { department = '', category = '', topic = '', outcome = '', from, to } = query;
  return {
    departmentId: department,
    category: isCategory(category) ? category : null,
    topicId: topic,
    outcome: isOutcome(outcome) ? outcome : null,
    from: Number(from ?? 0),
    to: Number(to ?? 0),
  };
}

/** Office and leaders read every case, a department its own, everybody what was published. */
export function behindInput(figure: Figure, me: Me | null, isOpen: boolean, cursor?: string): Asked {
  const { departmentId, category, topicId, outcome, from, to } = figure;
  const narrowed = {
    ...(category === null ? {} : { category }),
    ...(topicId === '' ? {} : { topicId }),
    ...(cursor === undefined ? {} : { cursor }),
  };
  if (!readsAll(figure, me))
    return { isAll: false, input: { ...narrowed, ...(departmentId === '' ? {} : { departmentId }) } };
  const desk =
    departmentId === '' ? ({ desk: 'college' } as const) : ({ desk: 'department', departmentId } as const);
  const input = { ...desk, ...narrowed, from, to, isOpen, ...(outcome === null ? {} : { outcome }) };
  return { isAll: true, input };
}

export const readsAll = ({ departmentId }: Figure, me: Me | null): boolean =>
  (me?.person?.roles ?? []).some(
    (grant) =>
      grant.role === 'office' ||
      grant.role === 'leader' ||
      ((grant.role === 'head' || grant.role === 'handler') &&
        departmentId !== '' &&
        grant.departmentId === departmentId),
  );

/** 后勤保障处 · 教育教学 */
export const figureWords = (
  { departmentId, category, topicId, outcome }: Figure,
  names: Readonly<Record<string, string>>,
  topics: readonly { id: string; name: string }[] = [],
): string =>
  [
    departmentId === '' ? '' : (names[departmentId] ?? '部门'),
    category === null ? '' : categoryName(category),
    topicId === '' ? '' : (topics.find(({ id }) => id === topicId)?.name ?? '主题'),
    outcome === null ? '' : OUTCOMES[outcome],
  ]
    .filter((part) => part !== '')
    .join(' · ') || '全部诉求';
