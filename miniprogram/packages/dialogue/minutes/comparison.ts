import type { PublishedMinutes } from '../../../api/dto';
import { type DiffRun, wordDiff } from '../../../shared/word-diff';

interface Part {
  key: string;
  label: string;
  runs: (DiffRun & { key: number; spoken: string })[];
}

export interface ComparisonView {
  heading: string;
  reason: string;
  /** What changed, item by item; an item of one version alone is gone or new as a whole. */
  items: { key: string; title: string; parts: Part[] }[];
  unchanged: string;
}

const SPOKEN = { same: '', gone: '删去：', new: '新增：' } as const;

const partOf = (key: string, label: string, before: string, after: string): Part[] =>
  before === after
    ? []
    : [
        {
          key,
          label,
          runs: wordDiff(before, after).map((run, at) => ({
            ...run,
            key: at,
            spoken: `${SPOKEN[run.kind]}${run.text}`,
          })),
        },
      ];

type Item = Pick<PublishedMinutes['items'][number], 'title' | 'body' | 'answer'>;
const NOTHING: Item = { title: '', body: '', answer: '' };

/** Two revisions of the same minutes in one text: what the later one says otherwise, word by word. */
export function comparisonView(older: PublishedMinutes, newer: PublishedMinutes): ComparisonView {
  const ids = [...newer.items, ...older.items].map(({ questionId }) => questionId);
  const all = Array.from(new Set(ids)).map((id) => {
    const before = older.items.find(({ questionId }) => questionId === id) ?? NOTHING;
    const at = newer.items.findIndex(({ questionId }) => questionId === id);
    const after = newer.items[at] ?? NOTHING;
    return {
      key: id,
      title: at >= 0 ? `${at + 1}. ${after.title}` : `${before.title}（已移出纪要）`,
      parts: [
        ...partOf('title', '题目', before.title, after.title),
        ...partOf('body', '问题', before.body, after.body),
        ...partOf('answer', '答复', before.answer, after.answer),
      ],
    };
  });
  const changed = all.filter(({ parts }) => parts.length > 0);
  const preface = partOf('preface', '开头', older.preface, newer.preface);
  const items =
    preface.length > 0 ? [{ key: 'preface', title: '开头', parts: preface }, ...changed] : changed;
  return {
    heading: `第 ${older.revision} 版与第 ${newer.revision} 版对比`,
    reason: newer.revisions.find(({ revision }) => revision === newer.revision)?.reason ?? '',
    items,
    unchanged: items.length === 0 ? '两版的文字相同。' : `其余 ${all.length - changed.length} 项没有变化。`,
  };
}
