import type { Input } from '../../../api/dto';
import { OUTCOMES, type Outcome } from '../../../shared/case';
import { CATEGORY_ID } from '../../../shared/category';

const DAY = 86_400_000;
/** Boxes that are lists of the search: what is closed, and what the reader works on. */
export const SEARCH_BOXES = { mine: '我经办', closed: '已办结' } as const;
export type SearchBox = keyof typeof SEARCH_BOXES;
export const isSearchBox = (box: string): box is SearchBox => Object.keys(SEARCH_BOXES).includes(box);

export interface Filter {
  words: string;
  category: string;
  /** Within the category. */
  topicId: string;
  outcome: string;
  /** Days back from now; empty for all. */
  period: string;
  handlerId: string;
}
export const noFilter = (): Filter => ({
  words: '',
  category: '',
  topicId: '',
  outcome: '',
  period: '',
  handlerId: '',
});
export const isFiltering = (filter: Filter): boolean => Object.values(filter).some((value) => value !== '');

/** A desk that can be searched; protected reports cannot. */
type SearchedDesk =
  | { kind: 'department'; id: string }
  | { kind: 'office' }
  | { kind: 'leader'; departmentId: string };

export interface Choice {
  key: string;
  label: string;
}
const withAll = (labels: Readonly<Record<string, string>>): Choice[] => [
  { key: '', label: '不限' },
  ...Object.entries(labels).map(([key, label]) => ({ key, label })),
];
/** The categories are put in when the filter is opened: they are the administrator's. */
export const FILTER_CHOICES = {
  category: [] as Choice[],
  outcome: withAll(OUTCOMES),
  period: withAll({ '7': '近一周', '30': '近一个月', '180': '近半年', '365': '近一年' }),
};

const isCategory = (value: string): boolean => CATEGORY_ID.test(value);
const isOutcome = (value: string): value is Outcome => Object.keys(OUTCOMES).includes(value);

/** What is asked of the server for a desk, a box and a filter. The hour keeps the period the same while one reads on. */
export function findInput(
  desk: SearchedDesk,
  box: string,
  filter: Filter,
  now: number,
  cursor?: string,
): Input<'case.find'> {
  const { words, category, topicId, outcome, period, handlerId } = filter;
  const departmentId = desk.kind === 'department' ? desk.id : desk.kind === 'leader' ? desk.departmentId : '';
  const hour = Math.floor(now / 3_600_000) * 3_600_000;
  return {
    ...(departmentId === '' ? { desk: 'college' } : { desk: 'department', departmentId }),
    ...(words === '' ? {} : { words }),
    // Words are looked for in what is open and what is closed, unless somebody stands before what is closed.
    ...(box === 'closed' || outcome !== '' ? { isOpen: false } : words === '' ? { isOpen: true } : {}),
    ...(isCategory(category) ? { category } : {}),
    ...(topicId === '' ? {} : { topicId }),
    ...(isOutcome(outcome) ? { outcome } : {}),
    ...(period === '' ? {} : { from: hour - Number(period) * DAY }),
    ...(box === 'mine' ? { isMine: true } : handlerId === '' ? {} : { handlerId }),
    ...(cursor === undefined ? {} : { cursor }),
  };
}
