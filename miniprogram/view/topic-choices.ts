import type { Topics } from '../api/topics';

interface Choice {
  key: string;
  label: string;
}

/** What can be chosen within a category, with nothing chosen first; empty where there is nothing to choose. */
export function topicChoices(topics: Topics, category: string): Choice[] {
  const choices = topics.filter((topic) => topic.category === category && !topic.isRetired).map(choiceOf);
  return choices.length === 0 ? [] : [{ key: '', label: '不确定' }, ...choices];
}

/** What cases of a category can be found by: those that were retired come last and say so. */
export function topicFilters(topics: Topics, category: string): Choice[] {
  const own = topics.filter((topic) => topic.category === category);
  const retired = own.filter(({ isRetired }) => isRetired);
  const choices = [
    ...own.filter(({ isRetired }) => !isRetired).map(choiceOf),
    ...retired.map(({ id, name }) => ({ key: id, label: `${name}（已停用）` })),
  ];
  return choices.length === 0 ? [] : [{ key: '', label: '不限' }, ...choices];
}

const choiceOf = ({ id, name }: Topics[number]): Choice => ({ key: id, label: name });
