import type { Input, Output } from '../../../api/dto';
import { CASE_LIMITS, URGENCIES, type Urgency } from '../../../shared/case';
import { type Category, OTHER } from '../../../shared/category';

type Kept = Output<'case.topicList'>;
type Written = Input<'case.saveTopics'>;

interface Choice {
  key: string;
  label: string;
}

interface TopicRow {
  id: string;
  name: string;
  /** Where it usually goes, in words. */
  about: string;
}

export interface TopicsView {
  version: number;
  groups: { key: Category; label: string; about: string; rows: TopicRow[] }[];
  /** No more than that fit a form. */
  isFull: boolean;
  retired: TopicRow[];
  retiredCategories: TopicRow[];
  departments: Choice[];
  urgencies: Choice[];
  /** As it is kept: what is saved is the whole list with one change in it. */
  kept: Kept;
}

/** What the panel holds while a topic or a category is written. */
export interface TopicDraft {
  kind: 'topic' | 'category';
  /** Empty for a new one. */
  id: string;
  /** Of a topic. */
  category: Category;
  name: string;
  departmentId: string;
  urgency: string;
  isRetired: boolean;
}

const isUrgency = (key: string): key is Urgency => Object.keys(URGENCIES).includes(key);

export const blankTopic = (category: Category = OTHER): TopicDraft => ({
  kind: 'topic',
  id: '',
  category,
  name: '',
  departmentId: '',
  urgency: '',
  isRetired: false,
});

export const blankCategory = (): TopicDraft => ({ ...blankTopic(), kind: 'category' });

/** Categories with their topics as the administrator keeps them; the retired ones apart. */
export function topicsView(
  kept: Kept,
  departments: Output<'account.departments'>['departments'],
): TopicsView {
  const { version, topics, categories } = kept;
  const nameOf = (id: string) => {
    const department = departments.find((one) => one.id === id);
    return department ? `${department.name}${department.isDissolved ? '（已撤销）' : ''}` : '';
  };
  const usual = ({ departmentId, urgency }: Pick<Kept['topics'][number], 'departmentId' | 'urgency'>) =>
    [departmentId === null ? '' : nameOf(departmentId), urgency === null ? '' : URGENCIES[urgency]]
      .filter((part) => part !== '')
      .join(' · ');
  const row = (topic: Kept['topics'][number]): TopicRow => ({
    id: topic.id,
    name: topic.name,
    about: usual(topic) || '与类别相同',
  });
  const categoryOf = (id: Category) => categories.find((category) => category.id === id);
  const choosable = categories.filter(({ isRetired }) => !isRetired);
  return {
    version,
    groups: choosable.map((category) => ({
      key: category.id,
      label: category.name,
      about: usual(category) || '未指定部门和时限类别',
      rows: topics.filter(({ category: id, isRetired }) => id === category.id && !isRetired).map(row),
    })),
    isFull: choosable.length >= CASE_LIMITS.categoriesMax,
    retired: topics
      .filter(({ isRetired }) => isRetired)
      .map((topic) => ({ ...row(topic), about: categoryOf(topic.category)?.name ?? '' })),
    retiredCategories: categories
      .filter(({ isRetired }) => isRetired)
      .map(({ id, name }) => ({ id, name, about: '类别' })),
    departments: [
      { key: '', label: '不指定' },
      ...departments
        .filter(({ isDissolved }) => !isDissolved)
        .map(({ id, name }) => ({ key: id, label: name })),
    ],
    urgencies: [
      { key: '', label: '不指定' },
      ...Object.entries(URGENCIES).map(([key, label]) => ({ key, label })),
    ],
    kept,
  };
}

/** A kept topic as the panel begins with it; null when there is none with this id. */
export function draftOf({ kept }: TopicsView, id: string): TopicDraft | null {
  const topic = kept.topics.find((one) => one.id === id);
  if (!topic) return null;
  return { ...topic, kind: 'topic', departmentId: topic.departmentId ?? '', urgency: topic.urgency ?? '' };
}

/** A kept category as the panel begins with it; null when there is none with this id. */
export function categoryDraftOf({ kept }: TopicsView, id: Category): TopicDraft | null {
  const category = kept.categories.find((one) => one.id === id);
  if (!category) return null;
  const { name, isRetired } = category;
  const departmentId = category.departmentId ?? '';
  return {
    kind: 'category',
    id,
    category: id,
    name,
    departmentId,
    urgency: category.urgency ?? '',
    isRetired,
  };
}

/** What the panel says under its title. */
export function panelHint({ kind, id, category }: TopicDraft, { kept }: TopicsView): string {
  if (kind === 'topic') return kept.categories.find((one) => one.id === category)?.name ?? '';
  return id === '' ? '名称保存后不能改。要换名称，请停用后另建。' : '名称不能改。要换名称，请停用后另建。';
}

/** The whole list with what was written in the panel. */
export function withDraft({ version, kept }: TopicsView, draft: TopicDraft): Written {
  const common = {
    name: draft.name,
    departmentId: draft.departmentId || null,
    urgency: isUrgency(draft.urgency) ? draft.urgency : null,
    isRetired: draft.isRetired,
  };
  if (draft.kind === 'category')
    return { version, topics: kept.topics, categories: replaced(kept.categories, draft.id, common) };
  const topic = { ...common, category: draft.category };
  return { version, categories: kept.categories, topics: replaced(kept.topics, draft.id, topic) };
}

const replaced = <T extends { id: string }, W extends object>(
  all: readonly T[],
  id: string,
  written: W,
): Array<T | (W & { id: string | null })> =>
  id === ''
    ? [...all, { ...written, id: null }]
    : all.map((one) => (one.id === id ? { ...written, id } : one));

/** The whole list with a category one place further up. */
export function withEarlier({ version, kept }: TopicsView, id: Category): Written {
  const choosable = kept.categories.filter(({ isRetired }) => !isRetired);
  const at = choosable.findIndex((category) => category.id === id);
  const moved = choosable.filter((category) => category.id !== id);
  const self = choosable[at];
  if (self) moved.splice(Math.max(0, at - 1), 0, self);
  const retired = kept.categories.filter(({ isRetired }) => isRetired);
  return { version, topics: kept.topics, categories: [...moved, ...retired] };
}
