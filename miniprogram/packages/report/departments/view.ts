import type { Output } from '../../../api/dto';
import { channelLabel } from '../../../shared/college';
import { CATEGORIES } from '../../../shared/labels';
import { percentOf } from '../../../shared/percent';

type Dashboard = Output<'report.dashboard'>;
type Figures = Dashboard['total'];

const DAY = 86_400_000;
/** Periods a reader can choose, in days back from now. */
export const PERIODS = [
  { key: '30', label: '近 30 天' },
  { key: '90', label: '近 90 天' },
  { key: '365', label: '近一年' },
] as const;

export const periodOf = (key: string, now: number): { from: number; to: number } => ({
  from: now - (Number(key) || 30) * DAY,
  to: now,
});

export interface RateView {
  label: string;
  /** Whole percent for the bar; 0 when it is not shown. */
  percent: number;
  /** 86%(36/42), or why it is not shown. */
  text: string;
  /** Who judged it. */
  judge: string;
}

const JUDGES = { clock: '按时间算', asker: '提出人评的', office: '活动办公室裁定的' } as const;

export function rateView(label: string, rate: Figures['onTime']): RateView {
  const judge = JUDGES[rate.judgedBy];
  if (rate.of === 0) return { label, percent: 0, text: '还没有', judge };
  if (rate.count === null) return { label, percent: 0, text: '样本不足', judge };
  const percent = percentOf(rate.count, rate.of);
  return { label, percent, text: `${percent}%（${rate.count}/${rate.of}）`, judge };
}

const MEASURES = {
  onTime: '按时答复',
  response: '已答复',
  resolution: '解决',
  satisfaction: '满意',
} as const;
export type Measure = keyof typeof MEASURES;
export const isMeasure = (key: string): key is Measure => Object.keys(MEASURES).includes(key);
export const measures = Object.entries(MEASURES).map(([key, label]) => ({ key, label }));

const ratesOf = (figures: Figures): RateView[] =>
  (Object.keys(MEASURES) as Measure[]).map((measure) => rateView(MEASURES[measure], figures[measure]));

export interface DashboardView {
  record: { label: string; value: string }[];
  total: { label: string; value: string }[];
  rates: RateView[];
  /** Height of the whole bar among the months, and how much of the bar was answered; both in percent. */
  months: { key: string; label: string; count: number; height: number; answered: number; spoken: string }[];
  categories: { label: string; percent: number; text: string }[];
  channels: { label: string; text: string }[];
}

/** Figures for everybody; every rate says who judged it, and small numbers are not shown. */
export function dashboardView(board: Dashboard, record: Output<'report.record'>): DashboardView {
  const most = Math.max(1, ...board.months.map(({ cases }) => cases));
  const all = Math.max(1, board.total.cases);
  return {
    record: [
      { label: '期对话', value: String(record.sessions) },
      { label: '人次参加', value: record.attendances.toLocaleString('en-US') },
      { label: '现场解决', value: String(record.solvedOnSpot) },
      { label: '会后解决', value: String(record.solvedAfterwards) },
      { label: '采纳建议', value: String(record.takenUp) },
      { label: '意见箱解决', value: String(record.boxSolved) },
    ],
    total: [
      { label: '提出', value: String(board.total.cases) },
      { label: '在办', value: String(board.total.open) },
      { label: '超期', value: String(board.total.overdue) },
    ],
    rates: ratesOf(board.total),
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
      label: CATEGORIES[category],
      percent: percentOf(cases, all),
      text: `${cases} 件`,
    })),
    channels: board.byChannel.map(({ channel, cases, solved }) => ({
      label: channelLabel(channel),
      text: solved === null ? `${cases} 件` : `${cases} 件，解决 ${solved} 件`,
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

/** The departments by one measure, best first; those without a figure last, by how much they have. */
export function sideBySide(board: Dashboard, measure: Measure): SideBySide {
  const label = MEASURES[measure];
  const shareOf = ({ count, of }: Figures['onTime']) => (count === null || of === 0 ? -1 : count / of);
  const sorted = [...board.departments].sort(
    (one, other) =>
      shareOf(other.figures[measure]) - shareOf(one.figures[measure]) ||
      other.figures.cases - one.figures.cases,
  );
  return {
    judge: rateView(label, board.total[measure]).judge,
    departments: sorted.map(({ departmentId, name, figures }) => {
      const { percent, text } = rateView(label, figures[measure]);
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
