import type { Output } from '../../api/dto';
import { MESSAGE_KINDS } from '../../shared/labels';
import { addressOf } from '../../shared/message-page';
import { agoWords } from '../../shared/time';

interface MessageView {
  id: string;
  kind: string;
  title: string;
  body: string;
  /** Where a tap leads. */
  url: string;
  ago: string;
  isUnread: boolean;
  spoken: string;
}

export interface InboxView {
  messages: MessageView[];
  next: string;
  /** The youngest instant on the page: everything up to it counts as read once seen. 0 when nothing is unread. */
  readUpTo: number;
}

export function inboxView(answer: Output<'announcement.inbox'>, now: number): InboxView {
  const messages = answer.messages.map((message) => ({
    id: message.id,
    kind: MESSAGE_KINDS[message.kind],
    title: message.title,
    body: message.body,
    url: addressOf(message.opens),
    ago: agoWords(message.at, now),
    isUnread: message.isUnread,
    spoken: `${message.isUnread ? '未读，' : ''}${MESSAGE_KINDS[message.kind]}，${agoWords(message.at, now)}，${message.title}，${message.body}`,
  }));
  const hasUnread = answer.messages.some((message) => message.isUnread);
  return {
    messages,
    next: answer.next ?? '',
    readUpTo: hasUnread ? Math.max(...answer.messages.map((message) => message.at)) : 0,
  };
}
