import {
  CASE_STATUSES,
  CHANNELS,
  CLOSINGS,
  OUTCOMES,
  SUPERVISION_STATES,
  URGENCIES,
} from '../../../miniprogram/shared/case';
import type { Category } from '../../../miniprogram/shared/category';
import { exactPercent } from '../../../miniprogram/shared/percent';
import { RATINGS } from '../../../miniprogram/shared/rating';
import type { Rate } from '../../contract/report';
import type { Case } from '../case/case';
import { chineseDay, chineseDays } from '../date-words';
import { DAY_MS } from '../rules/calendar';

/** One column of the ledger: title, width in characters, and what stands in it. Instants are milliseconds. */
export interface LedgerColumn {
  title: string;
  width: number;
  value: (row: LedgerRow) => { text: string } | { number: number } | { instant: number } | null;
  isLong?: boolean;
}

/** A case with what the ledger has to look up. */
export interface LedgerRow {
  index: number;
  /** When the ledger is made. */
  now: number;
  entity: Case;
  /** The words of the case as the ledger shows them. */
  words: { title: string; text: string; reply: string };
  asker: string;
  departmentOf: (id: string | null) => string;
  categoryOf: (id: Category) => string;
}

const text = (value: string) => (value === '' ? null : { text: value });
const at = (instant: number | null) => (instant === null ? null : { instant });
/** In place of a name. One who signed has no name only where the person is no longer in the roster. */
const ASKERS = { named: '（已离校）', hidden: '（隐藏姓名）', anonymous: '（匿名）' } as const;
const VERDICTS = { solved: '已解决', not_solved: '未解决' } as const;
const FORMULA = /^[=+\-@\t\r]/;

/** A cell that a spreadsheet program would take for a formula is made text for good, also after being saved as csv. */
export const asText = (value: string): string => (FORMULA.test(value) ? `'${value}` : value);

/** 诉求办理台账, as the office files it. A hidden or anonymous asker stays so on paper. */
export const LEDGER_COLUMNS: readonly LedgerColumn[] = [
  { title: '序号', width: 5, value: ({ index }) => ({ number: index }) },
  { title: '编号', width: 15, value: ({ entity }) => text(entity.number) },
  { title: '来源', width: 11, value: ({ entity }) => text(CHANNELS[entity.channel]) },
  { title: '类别', width: 9, value: ({ entity, categoryOf }) => text(categoryOf(entity.category)) },
  { title: '主题', width: 12, value: ({ entity }) => text(entity.topic?.name ?? '') },
  { title: '时限类别', width: 10, value: ({ entity }) => text(URGENCIES[entity.urgency]) },
  { title: '标题', width: 18, isLong: true, value: ({ words }) => text(asText(words.title)) },
  { title: '内容', width: 34, isLong: true, value: ({ words }) => text(asText(words.text)) },
  {
    title: '提出人',
    width: 13,
    value: ({ entity, asker }) =>
      text(asker || (entity.forgottenAt === undefined ? ASKERS[entity.identity] : '（已按期删除）')),
  },
  { title: '牵头部门', width: 12, value: ({ entity, departmentOf }) => text(departmentOf(entity.leadId)) },
  {
    title: '协办部门',
    width: 12,
    value: ({ entity, departmentOf }) => text(entity.coIds.map(departmentOf).join('、')),
  },
  { title: '经办人', width: 8, value: ({ entity }) => text(entity.handlerName) },
  { title: '提出时间', width: 20, value: ({ entity }) => at(entity.submittedAt) },
  { title: '办理时限', width: 20, value: ({ entity }) => at(entity.dueAt) },
  { title: '首次答复时间', width: 20, value: ({ entity }) => at(entity.firstReplyAt) },
  {
    title: '是否按时',
    width: 16,
    value: ({ entity, now }) => text(timeliness(entity, now)),
  },
  {
    title: '办理结果',
    width: 9,
    value: ({ entity }) => (entity.reply ? text(OUTCOMES[entity.reply.outcome]) : null),
  },
  {
    title: '答复内容',
    width: 34,
    isLong: true,
    value: ({ words }) => text(asText(words.reply)),
  },
  {
    title: '承诺日期',
    width: 16,
    value: ({ entity }) => (entity.commitment ? text(chineseDay(entity.commitment.dueAt)) : null),
  },
  {
    title: '提出人意见',
    width: 8,
    value: ({ entity }) => text(entity.verdict === null ? '未表示' : VERDICTS[entity.verdict]),
  },
  {
    title: '满意度',
    width: 9,
    value: ({ entity }) => (entity.satisfaction ? text(RATINGS[entity.satisfaction]) : null),
  },
  { title: '延期次数', width: 6, value: ({ entity }) => ({ number: entity.extensions }) },
  { title: '退回次数', width: 6, value: ({ entity }) => ({ number: entity.returns.length }) },
  { title: '重办次数', width: 6, value: ({ entity }) => ({ number: entity.reopenings }) },
  {
    title: '督办',
    width: 8,
    value: ({ entity }) => {
      const last = entity.supervisions[entity.supervisions.length - 1];
      return last ? text(SUPERVISION_STATES[last.state]) : null;
    },
  },
  { title: '状态', width: 8, value: ({ entity }) => text(CASE_STATUSES[entity.status]) },
  {
    title: '办结方式',
    width: 15,
    value: ({ entity }) => (entity.closing ? text(CLOSINGS[entity.closing]) : null),
  },
];

/** 按时, 超期, 超期未答复 with by how many days; empty while there is time. */
function timeliness({ wasOnTime, isDue, dueAt }: Case, now: number): string {
  if (wasOnTime !== null) return wasOnTime ? '按时' : '超期';
  if (!isDue || dueAt >= now) return '';
  return `超期未答复（${Math.max(1, Math.floor((now - dueAt) / DAY_MS))} 天）`;
}

/** 诉求办理台账 2026年9月1日—2026年11月30日 (the last day is the one before `to`). */
export const ledgerTitle = (from: number, to: number): string => `诉求办理台账 ${chineseDays(from, to)}`;

/** 62.5%（5/8）, as ledgers are filed; a dash where the sample is too small to be shown or there is none. */
export const shareOf = ({ count, of }: Rate): string =>
  count === null || of === 0 ? '—' : `${exactPercent(count, of)}（${count}/${of}）`;

/** 62.5%, as ledgers are filed; a dash of nothing. */
export const rateOf = (part: number, whole: number): string =>
  whole === 0 ? '—' : exactPercent(part, whole);
