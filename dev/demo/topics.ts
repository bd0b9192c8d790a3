import { INITIAL_CATEGORIES } from '../../cloudfunctions/core/case/categories';
import {
  askedTopic,
  type CaseTopic,
  changedTopics,
  type TopicList,
  type WrittenTopic,
} from '../../cloudfunctions/core/case/topics';
import type { Category } from '../../miniprogram/shared/category';

type Usual = Pick<WrittenTopic, 'category' | 'name' | 'departmentId' | 'urgency'>;

/** What the college of the demo parts its categories into, and words by which its people's cases belong there. */
const TOPICS: ReadonlyArray<Usual & { words: RegExp }> = [
  {
    category: 'logistics',
    name: '热水浴室',
    departmentId: 'logistics',
    urgency: 'utilities',
    words: /热水|浴室/,
  },
  {
    category: 'logistics',
    name: '供暖',
    departmentId: 'logistics',
    urgency: 'utilities',
    words: /供暖|暖气/,
  },
  { category: 'logistics', name: '食堂', departmentId: 'logistics', urgency: 'ordinary', words: /食堂/ },
  {
    category: 'logistics',
    name: '洗衣饮水',
    departmentId: 'logistics',
    urgency: 'ordinary',
    words: /洗衣|饮水/,
  },
  {
    category: 'logistics',
    name: '校园网络',
    departmentId: 'network',
    urgency: 'utilities',
    words: /网络|无线网/,
  },
  {
    category: 'teaching',
    name: '选课排课',
    departmentId: 'teaching',
    urgency: 'ordinary',
    words: /选课|选修课/,
  },
  {
    category: 'teaching',
    name: '考试成绩',
    departmentId: 'teaching',
    urgency: 'ordinary',
    words: /考试安排|成绩|缓考/,
  },
  { category: 'teaching', name: '自习场所', departmentId: null, urgency: 'ordinary', words: /自习|通宵/ },
  { category: 'affairs', name: '奖助评优', departmentId: 'affairs', urgency: 'ordinary', words: /奖学金/ },
  { category: 'affairs', name: '请假考勤', departmentId: 'affairs', urgency: null, words: /请假/ },
  {
    category: 'development',
    name: '实习就业',
    departmentId: 'careers',
    urgency: 'ordinary',
    words: /实习|双选会/,
  },
  { category: 'safety', name: '校园照明', departmentId: 'security', urgency: 'ordinary', words: /路灯|灯坏/ },
  { category: 'safety', name: '校内交通', departmentId: 'security', urgency: 'ordinary', words: /车/ },
];

const topics = changedTopics(
  [],
  TOPICS.map(({ words: _words, ...topic }) => ({ ...topic, id: null, isRetired: false })),
  INITIAL_CATEGORIES,
);

/** As the administrator saved it once. */
export const topicList: TopicList = { _id: 'list', version: 1, topics, savedBy: 'demo' };

/** What somebody of the demo says a case is about; many say nothing. */
export function topicOfTitle(category: Category, title: string): CaseTopic | null {
  const at = TOPICS.findIndex((topic) => topic.category === category && topic.words.test(title));
  return askedTopic(topics, category, topics[at]?.id ?? null);
}
