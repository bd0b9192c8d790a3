import { CATEGORIES } from '../../../miniprogram/shared/labels';
import { eventOf, type Transition } from './command';

/**
 * What the case is about. The category follows the topic, so that what was filed in the wrong place is put right by the
 * same tap. The history keeps the name as it is now.
 */
export const setTopic: Transition<'setTopic'> = (entity, { topic, category: named }, act) => {
  const category = topic?.category ?? named ?? entity.category;
  const text = `${CATEGORIES[category]}${topic ? ` · ${topic.name}` : '，不分主题'}`;
  return {
    set: { topic: topic && { id: topic.id, name: topic.name }, category },
    events: [eventOf(act, 'topic_changed', { text })],
  };
};
