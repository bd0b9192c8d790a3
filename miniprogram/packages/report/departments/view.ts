import { categoryName } from '../../../api/categories';
import type { Output } from '../../../api/dto';
import { OUTCOMES } from '../../../shared/case';
import { channelLabel } from '../../../shared/college';
import { percentOf } from '../../../shared/percent';
import { schoolYearOf, semesterOf, type Term, termsBefore } from '../../../shared/semester';
import { instantOf, isoDate } from '../../../shared/time';

type Dashboard = Output<'report.dashboard'>;
type Figures = Dashboard['total'];

/** Periods a reader can choose: this month, the last ones, semesters and school years. */
export function periodsAt(now: number): Term[] {
  const month = monthOf(now);
  const [semester, lastSemester] = termsBefore(semesterOf, now, 2);
  const [year, lastYear] = termsBefore(schoolYearOf, now, 2);
  const named = (term: Term | undefined, name: string) => (term ? [{ ...term, name }] : []);
  return [
    { ...month, name: '本月' },
    { ...monthOf(month.from - 1), name: '上月' },
    ...named(semester, '本学期'),
    ...named(lastSemester, '上学期'),
    ...named(year, '本学年'),
    ...named(lastYear, '上学年'),
  ];
}

function monthOf(instant: number): Term {
  const [year = 0, month = 0] = isoDate(instant).split('-').map(Number);
  const first = (place: number) =>
    instantOf(`${Math.floor(place / 12)}-${String((place % 12) + 1).padStart(2, '0')}-01`, '00:00') ?? 0;
  const place = year * 12 + month - 1;
  return { key: `m${place}`, name: `${month}月`, from: first(place), to: first(place + 1) };
}

export interface RateView {
  label: string;
  /** Whole percent for the bar; 0 when it is not shown. */
  percent: number;
  /** 86%(36/42), or why it is not shown. */
  text: string;
  /** Who judged it. */
  judge: string;
}

const JUDGES = {
  clock: '系统统计',
  asker: '提出人评价',
  caller: '来电人电话答复',
  office: '活动办公室认定',
} as const;

export function rateView(label: string, rate: Figures['onTime']): RateView {
  const judge = JUDGES[rate.judgedBy];
  if (rate.of === 0) return { label, percent: 0, text: '暂无数据', judge };
  if (rate.count === null) return { label, percent: 0, text: '人数不足，不公布', judge };
  const percent = percentOf(rate.count, rate.of);
  return { label, percent, text: `${percent}%（${rate.count}/${rate.of}）`, judge };
}

const MEASURES = {
  onTime: '按时答复率',
  response: '答复率',
  resolution: '解决率',
  satisfaction: '满意率',
  calledBack: '回访率',
  byTelephone: '回访解决率',
} as const;
export type Measure = keyof typeof MEASURES;
const MEASURE_KEYS = [
  'onTime',
  'response',
  'resolution',
  'satisfaction',
  'calledBack',
  'byTelephone',
] as const satisfies readonly Measure[];
export const isMeasure = (key: string): key is Measure => Object.keys(MEASURES).includes(key);
export const measures = Object.entries(MEASURES).map(([key, label]) => ({ key, label }));

const ratesOf = (figures: Figures): RateView[] =>
  MEASURE_KEYS.map((measure) => rateView(MEASURES[measure], figures[measure]));

interface HeatView {
  categories: string[];
  rows: {
    id: string;
    name: string;
    cells: { key: string; count: number; level: number; spoken: string }[];
  }[];
}

export interface DashboardView {
  record: { label: string; value: string }[];
  total: { key: string; label: string; value: string }[];
  rates: (RateView & { change: string })[];
  /** The five outcomes of replies. */
  outcomes: { key: string; label: string; percent: number; text: string }[];
  /** Departments × categories; empty where there is one department or none. */
  heat: HeatView | null;
  /** Height of the whole bar among the months, and how much of the bar was answered; both in percent. */
  months: { key: string; label: string; count: number; height: number; answered: number; spoken: string }[];
  categories: {
    key: string;
    label: string;
    percent: number;
    text: string;
    /** Seen when somebody asks for them. */
    topics: { key: string; label: string; text: string }[];
  }[];
  channels: { label: string; text: string }[];
}

/** Figures for everybody; every rate says who judged it, and small numbers are not shown. */
export function dashboardView(board: Dashboard, record: Output<'report.record'>): DashboardView {
  const most = Math.max(1, ...board.months.map(({ cases }) => cases));
  const all = Math.max(1, board.total.cases);
  return {
    record: [
      { label: '期对话', value: String(record.sessions) },
      { label: '参与人次', value: record.attendances.toLocaleString('en-US') },
      { label: '现场解决', value: String(record.solvedOnSpot) },
      { label: '会后解决', value: countWords(record.solvedAfterwards) },
      { label: '采纳建议', value: String(record.takenUp) },
      { label: '意见箱解决', value: countWords(record.boxSolved) },
    ],
    total: [
      {
        key: 'ended',
        label: against('提出', board.before?.cases),
        value: String(board.total.cases),
      },
      { key: 'open', label: '在办', value: String(board.total.open) },
      { key: 'open-late', label: '超期', value: String(board.total.overdue) },
    ],
    rates: ratesOf(board.total).map((rate, index) => {
      const measure = MEASURE_KEYS[index];
      return { ...rate, change: measure ? changeWords(board.total[measure], board.before?.[measure]) : '' };
    }),
    outcomes: outcomesOf(board.total),
    heat: heatOf(board),
    months: board.months.map(({ month, cases, replied, overdue }) => {
      const label = `${Number(month.slice(5))}月`;
      return {
        key: month,
        label,
        count: cases,
        height: percentOf(cases, most),
        answered: percentOf(replied, cases),
        spoken: `${label}提出 ${cases} 件，已答复 ${replied} 件，超期 ${overdue} 件`,
      };
    }),
    categories: board.byCategory.map(({ category, cases }) => ({
      key: category,
      label: categoryName(category),
      percent: percentOf(cases, all),
      text: `${cases} 件`,
      topics: board.byTopic
        .filter((topic) => topic.category === category)
        .map((topic) => ({ key: topic.topicId, label: topic.name, text: `${topic.cases} 件` })),
    })),
    channels: board.byChannel.map(({ channel, cases, solved }) => ({
      label: channelLabel(channel),
      text: solved === null ? `${cases} 件` : `${cases} 件，解决 ${solved} 件`,
    })),
  };
}

/** What too few askers said is not told. */
const countWords = (count: number | null): string => (count === null ? '不公布' : String(count));

/** 比上期高 3 个百分点; empty where one of the two is not shown. */
function changeWords(now: Figures['onTime'], before: Figures['onTime'] | undefined): string {
  if (!before || now.count === null || before.count === null || now.of === 0 || before.of === 0) return '';
  const points = percentOf(now.count, now.of) - percentOf(before.count, before.of);
  return points === 0 ? '与上期持平' : `比上期${points > 0 ? '高' : '低'} ${Math.abs(points)} 个百分点`;
}

const against = (label: string, before: number | undefined): string =>
  before === undefined ? label : `${label}，上期 ${before}`;

function outcomesOf({ outcomes }: Figures): DashboardView['outcomes'] {
  const all = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
  if (all === 0) return [];
  const kinds = ['solved', 'explained', 'promised', 'taken_up', 'not_accepted'] as const;
  return kinds.map((kind) => ({
    key: kind,
    label: OUTCOMES[kind],
    percent: percentOf(outcomes[kind], all),
    text: `${outcomes[kind]} 件`,
  }));
}

const HEAT_LEVELS = 4;

/** How many of each category each department has; the darkest is the most of all cells. */
function heatOf({ departments, byCategory, cells }: Dashboard): HeatView | null {
  if (departments.length < 2 || byCategory.length === 0) return null;
  const most = Math.max(1, ...cells.map(({ cases }) => cases));
  const countOf = new Map(
    cells.map((cell) => [`${cell.departmentId} ${cell.category}`, cell.cases] as const),
  );
  return {
    categories: byCategory.map(({ category }) => categoryName(category)),
    rows: departments.map(({ departmentId: id, name }) => ({
      id,
      name,
      cells: byCategory.map(({ category }) => {
        const count = countOf.get(`${id} ${category}`) ?? 0;
        return {
          key: category,
          count,
          level: Math.ceil((HEAT_LEVELS * count) / most),
          spoken: `${name}，${categoryName(category)} ${count} 件`,
        };
      }),
    })),
  };
}

export interface SideBySide {
  /** Who judged it. */
  judge: string;
  departments: {
    id: string;
    name: string;
    percent: number;
    text: string;
    note: string;
    isOverdue: boolean;
    /** All of it, for whoever taps on the department. */
    rates: RateView[];
    more: string;
  }[];
}

/** The departments by one measure, best first; those of a small sample after them, by how much they have. */
export function sideBySide(board: Dashboard, measure: Measure): SideBySide {
  const label = MEASURES[measure];
  const shareOf = ({ count, of }: Figures['onTime']) =>
    count === null || of < board.smallestShown ? -1 : count / of;
  const sorted = [...board.departments].sort(
    (one, other) =>
      shareOf(other.figures[measure]) - shareOf(one.figures[measure]) ||
      other.figures.cases - one.figures.cases,
  );
  return {
    judge: rateView(label, board.total[measure]).judge,
    departments: sorted.map(({ departmentId, name, figures }) => {
      const { percent, text: rate } = rateView(label, figures[measure]);
      const { count, of } = figures[measure];
      const text = count !== null && of > 0 && of < board.smallestShown ? `${rate}，样本少` : rate;
      const { overdue, open, cases, extensions, reopenings, rejectedReturns } = figures;
      return {
        id: departmentId,
        name,
        percent,
        text,
        note: `${cases} 件，在办 ${open} 件${overdue > 0 ? `，超期 ${overdue} 件` : ''}`,
        isOverdue: overdue > 0,
        rates: ratesOf(figures),
        more: `延期 ${extensions} 次，重办 ${reopenings} 次，退回裁定不成立 ${rejectedReturns.count ?? 0} 次`,
      };
    }),
  };
}
