import { DomainError } from '../domain-error';
import { categoryNameIn, INITIAL_CATEGORIES, isChoosable } from './categories';
import { eventOf, type Transition } from './command';

/**
 * What the case is about. The category follows the topic, so that what was filed in the wrong place is put right by the
 * same tap. The history keeps the name as it is now.
 *
 * @throws DomainError invalid_input where another category is named that cannot be chosen any more
 */
export const setTopic: Transition<'setTopic'> = (
  entity,
  { topic, category: named, categories = INITIAL_CATEGORIES },
  act,
) => {
  const category = topic?.category ?? named ?? entity.category;
  if (category !== entity.category && !isChoosable(categories, category))
    throw new DomainError('invalid_input', { category: 'category_gone' });
  const text = `${categoryNameIn(categories, category)}${topic ? ` · ${topic.name}` : '，不分主题'}`;
  return {
    set: { topic: topic && { id: topic.id, name: topic.name }, category },
    events: [eventOf(act, 'topic_changed', { text })],
  };
};
