import type { SurveyResults } from '../../../api/dto';
import { percentOf } from '../../../shared/percent';
import { LEVELS, RATINGS } from '../../../shared/rating';
import { SURVEY_ITEM_KINDS, type SurveyState, VERDICTS } from '../../../shared/survey';
import { dateWords, exactWords } from '../../../shared/time';

type Item = SurveyResults['items'][number];
type Total = SurveyResults['departments'][number];

interface ResultRow {
  id: string;
  title: string;
  department: string;
  kind: string;
  /** yellow, red, or empty. */
  colour: string;
  verdict: string;
  /** 42 人评价，5 人不满意；另有 3 人不了解 — or the band, or why there is nothing. */
  figures: string;
  /** Five bars, best first; empty when the counts are not public. */
  bars: { label: string; count: number; percent: number; isLow: boolean }[];
  /** Why there is no figure or no card, in a sentence; empty where there is nothing to explain. */
  why: string;
  cardId: string;
}

export interface RoundView {
  survey: string;
  title: string;
  state: string;
  when: string;
  turnout: string;
  cards: string;
  rows: ResultRow[];
  totals: { name: string; line: string }[];
  boxDigest: string;
  resultDigest: string;
  counted: string;
  rules: string;
  /** Only when there are several. */
  versions: { version: number; line: string; isShown: boolean }[];
}

const STATES: Partial<Record<SurveyState, string>> = { sealed: '等待通报，只有办公室和校领导能看到' };

/** One round of results: the session's own questions, or what was rated again later. */
export function roundView(results: SurveyResults): RoundView {
  const cards = results.items.filter(({ verdict }) => verdict === 'yellow' || verdict === 'red').length;
  return {
    survey: results.survey,
    title: results.items.some(({ kind }) => kind === 'first') ? '本期问题' : '到期承诺和整改复评',
    state: STATES[results.state] ?? '',
    when: results.announcedAt ? `${exactWords(results.announcedAt)} 通报` : '',
    turnout: [
      `到场并领到凭证 ${results.eligible} 人，参加评价 ${results.turnout} 人`,
      results.came &&
        `签到：扫码 ${results.came.scan} 人，签到台 ${results.came.desk} 人，补登 ${results.came.late} 人`,
    ]
      .filter(Boolean)
      .join('。'),
    cards: cards > 0 ? `亮牌 ${cards} 张` : '没有亮牌',
    rows: cardsFirst(results.items).map(resultRow),
    totals: [...results.departments, results.total].map((total) => ({
      name: total.name,
      line: totalWords(total),
    })),
    boxDigest: results.boxDigest,
    resultDigest: results.resultDigest,
    counted: `公布了 ${results.counted} 张已计入的票的编号`,
    rules: `按规则手册第 ${results.rulesVersion} 版计算`,
    versions:
      results.versions.length > 1
        ? results.versions.map(({ version, at, reason }) => ({
            version,
            line: `第 ${version} 版 · ${dateWords(at)}${reason ? ` · 更正：${reason}` : ' · 首次通报'}`,
            isShown: version === results.version,
          }))
        : [],
  };
}

/** Beside a title there is room for a word; the sentence stands below. */
const BADGES: Record<Item['verdict'], string> = {
  ...VERDICTS,
  too_few: '人数不足',
  hidden: '不公布',
  not_due: '未到期',
};

const RANKS: Partial<Record<Item['verdict'], number>> = { red: 0, yellow: 1, not_due: 3 };

/** What got a card is what people look for: red, then yellow, the rest in the order of the hall, what waits at the end. */
function cardsFirst(items: readonly Item[]): Item[] {
  const rank = ({ verdict }: Item) => RANKS[verdict] ?? 2;
  return [...items].sort((left, right) => rank(left) - rank(right));
}

function resultRow(item: Item): ResultRow {
  return {
    id: item.questionId,
    title: item.title,
    department: item.departmentName,
    kind: item.kind === 'first' ? '' : SURVEY_ITEM_KINDS[item.kind],
    colour: item.verdict === 'yellow' || item.verdict === 'red' ? item.verdict : '',
    verdict: BADGES[item.verdict],
    figures: figuresOf(item),
    bars: barsOf(item),
    why: whyOf(item),
    cardId: item.cardId ?? '',
  };
}

function figuresOf({ valid, dissatisfied, cannotJudge, band }: Item): string {
  if (valid === null || dissatisfied === null) return band;
  const beside = cannotJudge ? `；另有 ${cannotJudge} 人不了解，不计入` : '';
  return `${valid} 人评价，${dissatisfied} 人不满意${beside}`;
}

function barsOf({ levels }: Item): ResultRow['bars'] {
  if (levels === null) return [];
  const most = Math.max(1, ...levels);
  return LEVELS.map((level, index) => {
    const count = levels[index] ?? 0;
    return { label: RATINGS[level], count, percent: percentOf(count, most), isLow: index > 2 };
  });
}

function whyOf({ verdict, valid, levels, band }: Item): string {
  if (verdict === 'hidden') return '人太少时公布数字，就等于公布了某个人怎么评的，所以不公布。';
  if (verdict === 'not_due') return '承诺的日期还没到，到期后由同一批人来评。';
  if (verdict === 'too_few') return '有效评价不足，偶然性太大，所以不亮牌。';
  if (valid !== null && levels === null && band !== '')
    return '大家意见几乎一致。只公布一个范围，不让人由此知道每个人的选择。';
  return '';
}

/** 12 个问题，320 人次评价，18 人次不满意 — with the band where there is no exact figure. */
export function totalWords({ questions, valid, dissatisfied, band }: Total): string {
  // Nothing of it is published: only how many are left out is to be said.
  if (questions === 0 && band !== '') return band.replace(/^另有 /, '');
  const parts = [`${questions} 个问题`];
  if (valid !== null && dissatisfied !== null) parts.push(`${valid} 人次评价`, `${dissatisfied} 人次不满意`);
  if (band) parts.push(band);
  return parts.join('，');
}
