import { categoryName } from '../../../api/categories';
import type { Output } from '../../../api/dto';

type Topic = Output<'hall.agenda'>['topics'][number];

export interface TopicView {
  id: string;
  title: string;
  category: string;
  votes: number;
  hasMyVote: boolean;
  isSettled: boolean;
  spoken: string;
}

/** A topic anybody may see: without a name, with the voices it has. */
export function topicView(topic: Topic): TopicView {
  const mine = topic.hasMyVote ? '，你也想问，点一下取消' : '，点一下表示也想问';
  return {
    id: topic.id,
    title: topic.title,
    category: categoryName(topic.category),
    votes: topic.votes,
    hasMyVote: topic.hasMyVote,
    isSettled: topic.isSettled,
    spoken: `${topic.title}，${categoryName(topic.category)}，${topic.isSettled ? '已答复，' : ''}${topic.votes} 人也想问${topic.isSettled ? '' : mine}`,
  };
}
