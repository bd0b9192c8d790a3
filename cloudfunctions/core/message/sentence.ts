import type { MessagePage } from '../../../miniprogram/shared/message-page';
import type { NoticeFacts } from './notice';

/** What a message says: title and body for the inbox, a note for WeChat. */
export interface Words {
  title: string;
  body: string;
  note: string;
  time?: number;
  /** Which page a tap opens. */
  opens?: MessagePage;
}

/** The words of one kind, made from its facts. */
export type Say = (facts: NoticeFacts) => Words;
