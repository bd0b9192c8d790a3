import { CARD_COLOURS } from '../../../../miniprogram/shared/survey';
import type { WallAnnouncement } from '../../../contract/wall';

type Result = WallAnnouncement['results'][number];
type Item = Result['items'][number];

/** One line with its bar. `rate` is the share of dissatisfied, 0–1; null where suppression hides it. */
export interface Bar {
  key: string;
  label: string;
  rate: number | null;
  /** The card that was given; nothing else has its colour, whatever its rate. */
  card: 'yellow' | 'red' | 'none';
  /** What stands beside the bar, or instead of it. */
  words: string;
}

/** One picture of the announcement; a key, the remote of a projector or a tap goes on. */
export type Slide =
  | { kind: 'title'; key: string; title: string; line: string }
  | { kind: 'bars'; key: string; title: string; bars: Bar[] }
  | {
      kind: 'card';
      key: string;
      colour: 'yellow' | 'red';
      word: string;
      title: string;
      department: string;
      line: string;
    }
  | { kind: 'end'; key: string; title: string; line: string };

const BARS = 6;

/** Results, then every card by name. Whatever is worst comes first; what is not published comes last. */
export function slidesOf({ results }: WallAnnouncement): Slide[] {
  const [first] = results;
  if (!first) return [];
  const carded = results.flatMap(({ items }) => items.filter(isCarded)).sort(worstFirst);
  const cards = carded.map((item): Slide => {
    const { verdict, title, departmentName } = item;
    return {
      kind: 'card',
      key: `card-${item.questionId}`,
      colour: verdict,
      word: CARD_COLOURS[verdict],
      title,
      department: departmentName,
      line: item.valid === null ? item.band : `${item.valid} 人评价，不满意度 ${barWords(item)}`,
    };
  });
  return [
    {
      kind: 'title',
      key: 'title',
      title: `第 ${first.number} 期满意度结果`,
      line: `${first.turnout} 人评价 · 评价不记名`,
    },
    ...pagesOf('departments', '各部门不满意度', first.departments.map(departmentBar)),
    ...results.flatMap((result) =>
      pagesOf(
        `items-${result.number}-${result.round}`,
        result.round > 1 ? `第 ${result.number} 期再次评价` : '各问题不满意度',
        result.items.filter(({ verdict }) => verdict !== 'not_due').map(itemBar),
      ),
    ),
    ...cards,
    {
      kind: 'end',
      key: 'end',
      title: carded.length === 0 ? '本期未亮牌' : '限期整改，下次复评',
      line: `票箱已封存，封条号码 ${first.boxDigest.slice(0, 12)}，可在小程序和校园门户核对`,
    },
  ];
}

const pagesOf = (key: string, title: string, bars: Bar[]): Slide[] => {
  const sorted = [...bars].sort((left, right) => (right.rate ?? -1) - (left.rate ?? -1));
  return Array.from({ length: Math.ceil(sorted.length / BARS) }, (_none, at) => ({
    kind: 'bars',
    key: `${key}-${at}`,
    title,
    bars: sorted.slice(at * BARS, (at + 1) * BARS),
  }));
};

interface Rated {
  valid: number | null;
  dissatisfied: number | null;
  band: string;
}

const rateOf = ({ valid, dissatisfied }: Rated): number | null =>
  valid === null || valid === 0 || dissatisfied === null ? null : dissatisfied / valid;

/** From published counts only; else the band in few words, because it is a wall. */
function barWords(rated: Rated): string {
  const rate = rateOf(rated);
  return rate === null ? (rated.band.split('（')[0] ?? rated.band) : `${Math.round(rate * 1000) / 10}%`;
}

const departmentBar = (total: Rated & { name: string }): Bar => ({
  key: total.name,
  label: total.name,
  rate: rateOf(total),
  card: 'none',
  words: barWords(total),
});

const itemBar = (item: Item): Bar => ({
  key: item.questionId,
  label: item.title,
  rate: rateOf(item),
  card: isCarded(item) ? item.verdict : 'none',
  words: barWords(item),
});

type Carded = Item & { verdict: 'yellow' | 'red' };
const isCarded = (item: Item): item is Carded => item.verdict === 'yellow' || item.verdict === 'red';

/** Red before yellow, and the higher share of dissatisfied first. */
const worstFirst = (left: Carded, right: Carded): number =>
  left.verdict === right.verdict
    ? (rateOf(right) ?? 0) - (rateOf(left) ?? 0)
    : left.verdict === 'red'
      ? -1
      : 1;
