import type { Input, Output } from '../../../api/dto';
import { URGENCIES, type Urgency } from '../../../shared/case';
import { CATEGORIES, type Category } from '../../../shared/labels';

type Kept = Output<'case.topicList'>;
type Written = Input<'case.saveTopics'>['topics'];

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
  groups: { key: Category; label: string; rows: TopicRow[] }[];
  retired: TopicRow[];
  departments: Choice[];
  urgencies: Choice[];
  /** As it is kept: what is saved is the whole list with one change in it. */
  topics: Kept['topics'];
}

/** What the panel holds while a topic is written. */
export interface TopicDraft {
  /** Empty for a new one. */
  id: string;
  category: Category;
  name: string;
  departmentId: string;
  urgency: string;
  isRetired: boolean;
}

export const isCategory = (key: string): key is Category => Object.keys(CATEGORIES).includes(key);
const isUrgency = (key: string): key is Urgency => Object.keys(URGENCIES).includes(key);

export const blankTopic = (category: Category = 'other'): TopicDraft => ({
  id: '',
  category,
  name: '',
  departmentId: '',
  urgency: '',
  isRetired: false,
});

/** Topics by category as the administrator keeps them; the retired ones apart. */
export function topicsView(
  { version, topics }: Kept,
  departments: Output<'account.departments'>['departments'],
): TopicsView {
  const nameOf = (id: string) => {
    const department = departments.find((one) => one.id === id);
    return department ? `${department.name}${department.isDissolved ? '（已撤销）' : ''}` : '';
  };
  const row = ({ id, name, departmentId, urgency }: Kept['topics'][number]): TopicRow => {
    const usual = [
      departmentId === null ? '' : nameOf(departmentId),
      urgency === null ? '' : URGENCIES[urgency],
    ];
    return { id, name, about: usual.filter((part) => part !== '').join(' · ') || '未指定部门和时限类别' };
  };
  const categories = Object.keys(CATEGORIES).filter(isCategory);
  return {
    version,
    groups: categories.map((key) => ({
      key,
      label: CATEGORIES[key],
      rows: topics.filter(({ category, isRetired }) => category === key && !isRetired).map(row),
    })),
    retired: topics
      .filter(({ isRetired }) => isRetired)
      .map((topic) => ({ ...row(topic), about: CATEGORIES[topic.category] })),
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
    topics,
  };
}

/** A kept topic as the panel begins with it; null when there is none with this id. */
export function draftOf({ topics }: TopicsView, id: string): TopicDraft | null {
  const topic = topics.find((one) => one.id === id);
  if (!topic) return null;
  return { ...topic, departmentId: topic.departmentId ?? '', urgency: topic.urgency ?? '' };
}

/** The whole list with what was written in the panel. */
export function withDraft({ topics }: TopicsView, draft: TopicDraft): Written {
  const written: Written[number] = {
    id: draft.id || null,
    category: draft.category,
    name: draft.name,
    departmentId: draft.departmentId || null,
    urgency: isUrgency(draft.urgency) ? draft.urgency : null,
    isRetired: draft.isRetired,
  };
  return draft.id === ''
    ? [...topics, written]
    : topics.map((topic) => (topic.id === draft.id ? written : topic));
}
