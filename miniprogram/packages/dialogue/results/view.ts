import type { Output, SurveyResults } from '../../../api/dto';
import { exactPercent, percentOf } from '../../../shared/percent';
import { DISSATISFIED_LEVELS, LEVELS, RATINGS } from '../../../shared/rating';
import { PLAN_STATES, SURVEY_ITEM_KINDS, type SurveyState, VERDICTS } from '../../../shared/survey';
import { dateWords, exactWords } from '../../../shared/time';

type Item = SurveyResults['items'][number];
type Total = SurveyResults['departments'][number];
type Before = Output<'survey.results'>['before'];

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
  /** Beside the bar: 不满意度 11.9%; empty where there is no exact figure. */
  rate: string;
  /** One stacked bar, worst level first, in per cent of all ratings; empty when the counts are not public. */
  segments: { key: string; width: string; isLow: boolean }[];
  /** The five levels in words, for the details. */
  levels: { label: string; count: number; share: string }[];
  /** Why there is no figure or no card, in a sentence; empty where there is nothing to explain. */
  why: string;
  /** What has become of it; empty where there is nothing to tell. */
  since: string;
  cardId: string;
  caseId: string;
  spoken: string;
}

export interface RoundView {
  survey: string;
  title: string;
  state: string;
  when: string;
  /** 不满意度 11.9% of the whole round, or the band. */
  rate: string;
  /** Against the session before; empty where the two cannot be compared. */
  change: string;
  turnout: string;
  came: string;
  cards: string;
  /** Where the limits stand on every bar, in per cent, with their words. */
  marks: { key: 'yellow' | 'red'; left: string; label: string }[];
  rows: ResultRow[];
  totals: { name: string; line: string }[];
  boxDigest: string;
  resultDigest: string;
  /** Of the public list; empty in older results. */
  countedDigest: string;
  /** Newest link of the audit log when the results were made; empty in older results. */
  audit: { title: string; digest: string } | null;
  counted: string;
  rules: string;
  rulesVersion: number;
  /** Only when there are several. */
  versions: { version: number; line: string; isShown: boolean }[];
}

const STATES: Partial<Record<SurveyState, string>> = { sealed: '等待通报，只有活动办公室和校领导能看到' };

/** One round of results: the session's own questions, or what was rated again later. */
export function roundView(results: SurveyResults, before: Before = null): RoundView {
  const isFirst = results.items.some(({ kind }) => kind === 'first');
  const marks = [markOf('yellow', results), markOf('red', results)];
  return {
    survey: results.survey,
    title: isFirst ? '本期问题' : '到期承诺和整改复评',
    state: STATES[results.state] ?? '',
    when: results.announcedAt ? `${exactWords(results.announcedAt)} 通报` : '',
    rate: rateWords(results.total) || results.total.band || '暂无数据',
    change: isFirst ? changeWords(results.total, before) : '',
    turnout: turnoutWords(results),
    came: results.came
      ? `签到：扫码 ${results.came.scan} 人，签到台 ${results.came.desk} 人，补登 ${results.came.late} 人`
      : '',
    cards: cardsWords(results.items),
    marks,
    rows: worstFirst(results.items).map(resultRow),
    totals: [...results.departments, results.total].map((total) => ({
      name: total.name,
      line: totalWords(total),
    })),
    boxDigest: results.boxDigest,
    resultDigest: results.resultDigest,
    countedDigest: results.countedDigest,
    audit: results.audit
      ? { title: `操作记录第 ${results.audit.number} 环的号码`, digest: results.audit.digest }
      : null,
    counted: `公布了 ${results.counted} 张已计入的票的编号`,
    rules: `按规则手册第 ${results.rulesVersion} 版计算`,
    rulesVersion: results.rulesVersion,
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

const turnoutWords = ({ eligible, turnout }: SurveyResults): string =>
  `领到凭证 ${eligible} 人，参加评价 ${turnout} 人${eligible > 0 ? `，参评率 ${exactPercent(turnout, eligible)}` : ''}`;

function cardsWords(items: readonly Item[]): string {
  const count = (colour: Item['verdict']) => items.filter(({ verdict }) => verdict === colour).length;
  const [red, yellow] = [count('red'), count('yellow')];
  if (red + yellow === 0) return '没有亮牌';
  return [red > 0 && `红牌 ${red} 张`, yellow > 0 && `黄牌 ${yellow} 张`].filter(Boolean).join('，');
}

function markOf(key: 'yellow' | 'red', { limits }: SurveyResults): RoundView['marks'][number] {
  const { numerator, denominator } = limits[key];
  const left = `${(100 * numerator) / denominator}%`;
  return { key, left, label: `超过 ${left} ${key === 'red' ? '红牌' : '黄牌'}` };
}

/** 不满意度 12.3%; empty where there is no exact figure. */
const rateWords = ({ valid, dissatisfied }: Pick<Total, 'valid' | 'dissatisfied'>): string =>
  valid === null || dissatisfied === null || valid === 0
    ? ''
    : `不满意度 ${exactPercent(dissatisfied, valid)}`;

/** Only two exact totals can be compared. */
function changeWords(total: Total, before: Before): string {
  const last = before?.total;
  if (!before || !last || !rateWords(total) || !rateWords(last)) return '';
  const share = ({ valid, dissatisfied }: Total) => (1000 * (dissatisfied ?? 0)) / (valid ?? 1);
  const points = Math.round(share(total) - share(last)) / 10;
  const than = `比第 ${before.number} 期（${rateWords(last).replace('不满意度 ', '')}）`;
  return points === 0
    ? `${than}持平`
    : `${than}${points > 0 ? '高' : '低'} ${Math.abs(points).toFixed(1)} 个百分点`;
}

/** Beside a title there is room for a word; the sentence stands below. */
const BADGES: Record<Item['verdict'], string> = {
  ...VERDICTS,
  too_few: '人数不足',
  hidden: '不公布',
  not_due: '未到期',
};

const RANKS: Partial<Record<Item['verdict'], number>> = { red: 0, yellow: 1, not_due: 4 };

/**
 * Red, then yellow, then by the share that was dissatisfied; what has no exact figure after that in the order of the
 * hall, because its place would say where in the band it lies.
 */
function worstFirst(items: readonly Item[]): Item[] {
  const isExact = ({ valid, dissatisfied }: Item) => valid !== null && dissatisfied !== null;
  const rank = (item: Item) => RANKS[item.verdict] ?? (isExact(item) ? 2 : 3);
  const share = ({ valid, dissatisfied }: Item) =>
    valid === null || dissatisfied === null ? 0 : dissatisfied / Math.max(1, valid);
  return [...items].sort((left, right) => {
    const byRank = rank(left) - rank(right);
    return byRank !== 0 || !isExact(left) || !isExact(right) ? byRank : share(right) - share(left);
  });
}

function resultRow(item: Item): ResultRow {
  const rate = rateWords(item);
  const figures = figuresOf(item);
  const why = whyOf(item);
  const since = sinceWords(item);
  const kind = item.kind === 'first' ? '' : SURVEY_ITEM_KINDS[item.kind];
  return {
    id: item.questionId,
    title: item.title,
    department: item.departmentName,
    kind,
    colour: item.verdict === 'yellow' || item.verdict === 'red' ? item.verdict : '',
    verdict: BADGES[item.verdict],
    figures,
    rate,
    segments: segmentsOf(item),
    levels: levelsOf(item),
    why,
    since,
    cardId: item.cardId ?? '',
    caseId: item.caseId ?? '',
    spoken: [kind, item.title, item.departmentName, BADGES[item.verdict], rate || figures]
      .filter(Boolean)
      .join('，'),
  };
}

function figuresOf({ valid, dissatisfied, cannotJudge, band }: Item): string {
  if (valid === null || dissatisfied === null) return band;
  const beside = cannotJudge ? `；另有 ${cannotJudge} 人不了解，不计入` : '';
  return `${valid} 人评价，${dissatisfied} 人不满意${beside}`;
}

/** Worst first, so that the two dissatisfied levels together reach for the marks. */
function segmentsOf({ levels, valid }: Item): ResultRow['segments'] {
  if (levels === null || !valid) return [];
  return LEVELS.map((level, index) => ({
    key: level,
    width: `${(100 * (levels[index] ?? 0)) / valid}%`,
    isLow: DISSATISFIED_LEVELS.includes(level),
  })).reverse();
}

function levelsOf({ levels, valid }: Item): ResultRow['levels'] {
  if (levels === null) return [];
  return LEVELS.map((level, index) => {
    const count = levels[index] ?? 0;
    return { label: RATINGS[level], count, share: `${percentOf(count, valid ?? 0)}%` };
  });
}

const RERATED = {
  none: '复评通过，不再亮牌',
  yellow: '复评仍为黄牌',
  red: '复评仍为红牌',
  too_few: '复评有效评价不足',
  hidden: '复评人数不足，不公布',
} as const;

/** Of a card its plan and the re-rating; of what was transferred, what raters read. */
function sinceWords({ since, progress }: Item): string {
  if (since === null) return progress;
  if (since.rerated !== null) return RERATED[since.rerated];
  return `${PLAN_STATES[since.plan]}${since.isPlanOverdue ? '，已超期' : ''}`;
}

function whyOf({ verdict, valid, levels, band }: Item): string {
  if (verdict === 'hidden') return '人数过少时，公布数字等于公布某个人的评价，所以不公布。';
  if (verdict === 'not_due') return '承诺期限未到，到期后由同一批人评价。';
  if (verdict === 'too_few') return '有效评价不足，不亮牌。';
  if (valid !== null && levels === null && band !== '')
    return '大家意见几乎一致。只公布一个范围，避免由此得知每个人的选择。';
  return '';
}

/** 12 个问题，320 人次评价，不满意度 5.6% — with the band where there is no exact figure. */
export function totalWords({ questions, valid, dissatisfied, band }: Total): string {
  // Nothing of it is published: only how many are left out is to be said.
  if (questions === 0 && band !== '') return band.replace(/^另有 /, '');
  const parts = [`${questions} 个问题`];
  if (valid !== null && dissatisfied !== null)
    parts.push(`${valid} 人次评价，${dissatisfied} 人次不满意`, rateWords({ valid, dissatisfied }));
  if (band) parts.push(band);
  return parts.filter(Boolean).join('，');
}
