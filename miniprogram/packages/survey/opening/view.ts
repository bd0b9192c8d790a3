import type { ResultItem, SurveyResults } from '../../../api/dto';
import { CARD_COLOURS, type Verdict } from '../../../shared/survey';

/** One picture on the wall; the office goes on with a tap, a key or the remote of a projector. */
export interface Slide {
  key: string;
  kind: 'title' | 'figures' | 'departments' | 'again' | 'card' | 'end';
  title: string;
  lines: string[];
  figures: { value: string; label: string }[];
  /** Departments, best first; those without an exact rate last, with words and no bar. */
  bars: { name: string; text: string; percent: number }[];
  /** Empty unless it is a card. */
  colour: '' | 'yellow' | 'red';
  word: string;
}

const slide = (part: Partial<Slide> & Pick<Slide, 'key' | 'kind' | 'title'>): Slide => ({
  lines: [],
  figures: [],
  bars: [],
  colour: '',
  word: '',
  ...part,
});

/** Satisfied of a hundred, from published counts only; the band in few words where there are none: it is a wall. */
export function rateWords(total: {
  valid: number | null;
  dissatisfied: number | null;
  band: string;
}): string {
  const { valid, dissatisfied, band } = total;
  if (valid === null || valid === 0) return '样本不足';
  if (dissatisfied === null) return band.split('（')[0] ?? band;
  return `${Math.round(((valid - dissatisfied) * 1000) / valid) / 10}%`;
}

const isExact = ({ valid, dissatisfied }: { valid: number | null; dissatisfied: number | null }): boolean =>
  valid !== null && valid > 0 && dissatisfied !== null;

/** Satisfied of all; below nought where no exact rate is published. */
const shareOf = ({ valid, dissatisfied }: { valid: number | null; dissatisfied: number | null }): number =>
  valid === null || valid === 0 || dissatisfied === null ? -1 : (valid - dissatisfied) / valid;

const DEPARTMENTS_PER_SLIDE = 5;
const AGAIN_PER_SLIDE = 4;

/** What came of a promise, or of a plan after a card, in a word. */
const AGAIN: Record<Verdict, string> = {
  none: '通过',
  yellow: '黄牌',
  red: '红牌',
  too_few: '评价不足',
  hidden: '样本不足',
  not_due: '未到期',
};

/**
 * The announcement that opens a session: what was rated, how, what earlier people said of promises and plans, and every
 * card by name. The session's own results come first.
 */
export function openingSlides(all: readonly SurveyResults[]): Slide[] {
  const [first] = all;
  if (!first) return [];
  const items = all.flatMap((result) => result.items);
  const carded = items.filter(isCarded);
  const yellow = carded.filter(({ verdict }) => verdict === 'yellow').length;
  const departments = [...first.departments]
    .sort((one, other) => shareOf(other) - shareOf(one))
    .map((total) => ({
      name: total.name,
      text: rateWords(total),
      percent: Math.max(0, Math.round(100 * shareOf(total))),
    }));
  return [
    slide({
      key: 'title',
      kind: 'title',
      title: `第 ${first.number} 期\n结果通报`,
      lines: [`${first.turnout} 人评价，评价不记名`],
    }),
    slide({
      key: 'figures',
      kind: 'figures',
      title: '师生满意率',
      lines: isExact(first.total) ? [] : [first.total.band],
      figures: [
        { value: isExact(first.total) ? rateWords(first.total) : '—', label: '总体满意' },
        { value: String(items.filter(isDue).length), label: '个问题' },
        { value: String(yellow), label: '张黄牌' },
        { value: String(carded.length - yellow), label: '张红牌' },
      ],
    }),
    ...chunks(departments, DEPARTMENTS_PER_SLIDE).map((bars, index) =>
      slide({ key: `departments-${index}`, kind: 'departments', title: '各部门满意率', bars }),
    ),
    ...all
      .filter(({ round }) => round > 1)
      .flatMap((result) =>
        chunks(result.items.filter(isDue), AGAIN_PER_SLIDE).map((again, index) =>
          slide({
            key: `again-${result.survey}-${index}`,
            kind: 'again',
            title: `第 ${result.number} 期承诺事项和整改复评`,
            lines: again.map(({ title, verdict }) => `${AGAIN[verdict]}  ${title}`),
          }),
        ),
      ),
    ...carded.map((item) =>
      slide({
        key: `card-${item.questionId}`,
        kind: 'card',
        title: item.title,
        lines: [item.departmentName, cardFigures(item)],
        colour: item.verdict,
        word: CARD_COLOURS[item.verdict],
      }),
    ),
    slide({
      key: 'end',
      kind: 'end',
      title: carded.length === 0 ? '没有红黄牌' : '限期整改\n下次复评',
      lines: [`票箱已封存，封条号码 ${first.boxDigest.slice(0, 12)}，人人可以核对`],
    }),
  ];
}

const isDue = ({ verdict }: ResultItem): boolean => verdict !== 'not_due';

type Carded = ResultItem & { verdict: 'yellow' | 'red' };
const isCarded = (item: ResultItem): item is Carded => item.verdict === 'yellow' || item.verdict === 'red';

const cardFigures = ({ valid, dissatisfied, band }: ResultItem): string =>
  valid === null || dissatisfied === null ? band : `${valid} 人评价，${dissatisfied} 人不满意`;

const chunks = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_none, at) =>
    list.slice(at * size, (at + 1) * size),
  );
