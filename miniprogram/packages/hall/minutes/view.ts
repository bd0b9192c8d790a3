import type { Output, RedactionFinding } from '../../../api/dto';
import { MINUTES_STATES } from '../../../shared/hall';
import { presentWords } from '../../../shared/present-words';
import { clockWords, dateWords, leftWords } from '../../../shared/time';
import { type FindingRow, findingRows } from '../../../view/findings';
import { type MinutesField, type MinutesText, textAt } from './text';

type Draft = NonNullable<Output<'hall.minutesDraft'>['draft']>;

/** How the words stand with the server. */
export type SaveState = 'saved' | 'typing' | 'saving' | 'cut' | 'refused' | 'local';

export function saveLine(state: SaveState, savedAt: number, savedBy: string): string {
  switch (state) {
    case 'saved':
      return savedBy ? `已保存，${savedBy} ${clockWords(savedAt)}` : '已保存';
    case 'typing':
    case 'saving':
      return '正在保存';
    case 'cut':
      return '没有网络，已存在手机';
    case 'refused':
      return '没有存上，已存在手机';
    case 'local':
      return '已发布。改动先存在本机，更正发布后大家才看到';
  }
}

export interface MinutesHead {
  title: string;
  state: string;
  isPublished: boolean;
  due: string;
  isLate: boolean;
  /** What the minutes will say of who was there. */
  present: string[];
  /** Nobody has been ticked, and it can still be done in the hall's room. */
  isPresenceOpen: boolean;
}

export function minutesHead(draft: Draft, now: number): MinutesHead {
  const isPublished = draft.state === 'published';
  const due = isPublished
    ? draft.publishedAt === null
      ? ''
      : `${dateWords(draft.publishedAt)}发布${draft.isLate ? '，晚于规定' : ''}`
    : draft.isLate
      ? `应在${dateWords(draft.dueAt)}前发布，已超期`
      : `应在${dateWords(draft.dueAt)}前发布，${leftWords('发布期限', draft.dueAt, now)}`;
  return {
    title: `第 ${draft.number} 期纪要`,
    state: MINUTES_STATES[draft.state],
    isPublished,
    due,
    isLate: draft.isLate,
    present: presentWords(draft.present).map(({ label, names }) => `${label}：${names}`),
    isPresenceOpen: !isPublished && !draft.present.isTicked,
  };
}

export interface Segment {
  key: number;
  text: string;
  isMark: boolean;
}

/** The words in pieces, so that what was found stands out where it stands. */
export function segmentsOf(words: string, found: readonly RedactionFinding[]): Segment[] {
  const segments: Segment[] = [];
  const push = (text: string, isMark: boolean) => {
    if (text !== '') segments.push({ key: segments.length, text, isMark });
  };
  let at = 0;
  for (const { start, end, text } of [...found].sort((left, right) => left.start - right.start)) {
    if (start < at || words.slice(start, end) !== text) continue;
    push(words.slice(at, start), false);
    push(text, true);
    at = end;
  }
  push(words.slice(at), false);
  return segments;
}

interface TextView {
  field: MinutesField;
  label: string;
  words: string;
  segments: Segment[];
}

export interface ItemView {
  id: string;
  order: number;
  isLeftOut: boolean;
  reason: string;
  texts: TextView[];
  findings: FindingRow[];
}

const LABELS: Record<MinutesField, string> = { preface: '开头', title: '题目', body: '问题', answer: '答复' };

/** What is still to be looked at: not kept, and part of what would be public. */
export const openFindings = (
  findings: readonly RedactionFinding[],
  kept: readonly string[],
  text: MinutesText,
): RedactionFinding[] =>
  findings.filter(({ id, questionId, field }) => {
    const item = text.items.find((one) => one.questionId === questionId);
    return !kept.includes(id) && (field === 'preface' || (item !== undefined && !item.isLeftOut));
  });

/** The preface first, then the items in the order they were asked. */
export function itemViews(text: MinutesText, open: readonly RedactionFinding[]): ItemView[] {
  const of = (questionId: string, fields: MinutesField[]) => ({
    id: questionId,
    texts: fields.map((field) => {
      const words = textAt(text, questionId, field);
      const found = open.filter((one) => one.questionId === questionId && one.field === field);
      return { field, label: LABELS[field], words, segments: segmentsOf(words, found) };
    }),
    findings: findingRows(open.filter((one) => one.questionId === questionId)),
  });
  return [
    { ...of('', ['preface']), order: 0, isLeftOut: false, reason: '' },
    ...text.items.map((item, index) => ({
      ...of(item.questionId, ['title', 'body', 'answer']),
      order: index + 1,
      isLeftOut: item.isLeftOut,
      reason: item.leftOutReason,
    })),
  ];
}
