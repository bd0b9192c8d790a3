import type { MinutesItemForm, RedactionFinding } from '../../../api/dto';

/** What the minutes say: the part that somebody writes. */
export interface MinutesText {
  preface: string;
  items: MinutesItemForm[];
}

export type MinutesField = RedactionFinding['field'];

/** What is kept on the phone until the server has it. */
export interface MinutesDraft extends MinutesText {
  /** The version these words were written on. */
  version: number;
  /** Findings that were looked at and stay. */
  kept: string[];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const TEXTS = ['questionId', 'title', 'body', 'answer', 'leftOutReason'];
const isItem = (value: unknown) =>
  isRecord(value) &&
  typeof value.isLeftOut === 'boolean' &&
  TEXTS.every((key) => typeof value[key] === 'string');

/** Recognises a draft kept on this phone by this version of the app. */
export const isMinutesDraft = (value: unknown): value is MinutesDraft =>
  isRecord(value) &&
  typeof value.preface === 'string' &&
  typeof value.version === 'number' &&
  Array.isArray(value.items) &&
  value.items.every(isItem) &&
  Array.isArray(value.kept) &&
  value.kept.every((id) => typeof id === 'string');

export const isSameText = (left: MinutesText, right: MinutesText): boolean =>
  left.preface === right.preface && JSON.stringify(left.items) === JSON.stringify(right.items);

/** One text of the minutes; the preface has no question. */
export function textAt(text: MinutesText, questionId: string, field: MinutesField): string {
  if (field === 'preface') return text.preface;
  return text.items.find((item) => item.questionId === questionId)?.[field] ?? '';
}

export function withText(
  text: MinutesText,
  questionId: string,
  field: MinutesField,
  words: string,
): MinutesText {
  if (field === 'preface') return { ...text, preface: words };
  return withItem(text, questionId, { [field]: words });
}

export const withItem = (
  text: MinutesText,
  questionId: string,
  part: Partial<MinutesItemForm>,
): MinutesText => ({
  ...text,
  items: text.items.map((item) => (item.questionId === questionId ? { ...item, ...part } : item)),
});

/** The other findings after one was applied: those behind it in the same text have moved. */
export const moved = (findings: readonly RedactionFinding[], done: RedactionFinding): RedactionFinding[] =>
  findings
    .filter(({ id }) => id !== done.id)
    .map((one) => {
      const isBehind =
        one.questionId === done.questionId && one.field === done.field && one.start >= done.end;
      const by = isBehind ? done.suggestion.length - done.text.length : 0;
      return { ...one, start: one.start + by, end: one.end + by };
    });

/**
 * What stands here once the server has taken `sent`. The server cuts blanks at the ends, which must not happen under
 * the fingers of somebody typing; what it decides itself (an asker's wish, a question added) is taken over.
 */
export function answered(sent: MinutesText, theirs: MinutesText): MinutesText {
  const isSameList =
    sent.items.length === theirs.items.length &&
    sent.items.every(({ questionId }, at) => theirs.items[at]?.questionId === questionId);
  if (!isSameList) return { preface: theirs.preface, items: theirs.items };
  const items = sent.items.map((item, at) => ({
    ...item,
    isLeftOut: theirs.items[at]?.isLeftOut ?? item.isLeftOut,
  }));
  return { preface: sent.preface, items };
}

export interface Merge {
  text: MinutesText;
  /** Where both wrote: this phone's words stand, the other's can be taken. */
  overlaps: { questionId: string; field: MinutesField; theirs: string }[];
  /** How many texts of the other's were taken over. */
  taken: number;
}

const FIELDS = ['title', 'body', 'answer'] as const;

/** Two people wrote on the same version: each text goes to whoever changed it, and nothing typed is lost. */
export function merge(base: MinutesText, mine: MinutesText, theirs: MinutesText): Merge {
  const overlaps: Merge['overlaps'] = [];
  let taken = 0;
  const pick = (questionId: string, field: MinutesField): string => {
    const [was, my, their] = [base, mine, theirs].map((text) => textAt(text, questionId, field));
    if (their === was || their === my) return my ?? '';
    if (my === was) {
      taken += 1;
      return their ?? '';
    }
    overlaps.push({ questionId, field, theirs: their ?? '' });
    return my ?? '';
  };
  const items = theirs.items.map((their) => {
    const my = mine.items.find(({ questionId }) => questionId === their.questionId);
    const was = base.items.find(({ questionId }) => questionId === their.questionId);
    if (!my) return their;
    const [title, body, answer] = FIELDS.map((field) => pick(their.questionId, field));
    const out = was && my.isLeftOut === was.isLeftOut && my.leftOutReason === was.leftOutReason ? their : my;
    return {
      questionId: their.questionId,
      title: title ?? '',
      body: body ?? '',
      answer: answer ?? '',
      isLeftOut: out.isLeftOut,
      leftOutReason: out.leftOutReason,
    };
  });
  return { text: { preface: pick('', 'preface'), items }, overlaps, taken };
}
