import type { CaseAction } from '../../../shared/case';
import type { ChosenPicture } from '../../../shared/picture';

/** What a staff member fills in for one action; every field is optional to type and checked before sending. */
export interface ActionDraft {
  text: string;
  /** Public title, or the number of another case. */
  line: string;
  reply: string;
  choice: string;
  category: string;
  topicId: string;
  departmentId: string;
  coIds: string[];
  days: number;
  date: string;
  pictures: ChosenPicture[];
}

/** What the case itself brings to a form. */
export interface FirstWords {
  title: string;
  text: string;
  reply: string;
  urgency: string;
  category: string;
  topicId: string;
  leadId: string;
  coIds: string[];
  /** The answer that was sent back goes on from where it was. */
  answer: { text: string; choice: string; date: string } | null;
}

export const blankAction = (): ActionDraft => ({
  text: '',
  line: '',
  reply: '',
  choice: '',
  category: '',
  topicId: '',
  departmentId: '',
  coIds: [],
  days: 3,
  date: '',
  pictures: [],
});

/** The words and choices of a form, which are kept on the phone; pictures are chosen again. */
export type Typed = Pick<ActionDraft, 'text' | 'line' | 'reply' | 'choice' | 'date'>;
const TYPED = ['text', 'line', 'reply', 'choice', 'date'] as const;
export const typedOf = ({ text, line, reply, choice, date }: ActionDraft): Typed => ({
  text,
  line,
  reply,
  choice,
  date,
});
export const isTyped = (value: unknown): value is Typed =>
  typeof value === 'object' &&
  value !== null &&
  TYPED.every(
    (name) => name in value && typeof Object.entries(value).find(([key]) => key === name)?.[1] === 'string',
  );

/** What a form begins with: public words, the class that was asked for, the department that has it, the sent-back answer. */
export function begunWith(action: CaseAction, first: FirstWords): Partial<ActionDraft> {
  switch (action) {
    case 'publish':
      return { line: first.title, text: first.text, reply: first.reply };
    case 'accept':
      return { choice: first.urgency, category: first.category, topicId: first.topicId };
    case 'setTopic':
      return { category: first.category, topicId: first.topicId };
    case 'assign':
      return { departmentId: first.leadId, coIds: first.coIds };
    case 'draftReply':
      return first.answer ?? {};
    default:
      return {};
  }
}

/** A department that may help, and whether it is chosen. */
export interface Helper {
  key: string;
  label: string;
  isOn: boolean;
}

/** Every department but the one that leads. */
export const helpersOf = (
  departments: readonly { key: string; label: string }[],
  { departmentId, coIds }: Pick<ActionDraft, 'departmentId' | 'coIds'>,
): Helper[] =>
  departments
    .filter(({ key }) => key !== departmentId)
    .map(({ key, label }) => ({ key, label, isOn: coIds.includes(key) }));
