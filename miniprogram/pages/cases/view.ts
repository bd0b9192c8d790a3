import type { Output } from '../../api/dto';
import type { Waiting } from '../../api/outbox';
import { OUTCOMES } from '../../shared/case';
import { channelLabel } from '../../shared/college';
import { agoWords } from '../../shared/time';
import { type CaseRowView, caseRowView, type DepartmentNames } from '../../view/case';

export const TABS = [
  { key: 'mine', label: '我的' },
  { key: 'followed', label: '关注' },
  { key: 'public', label: '公开' },
] as const;
export type Tab = (typeof TABS)[number]['key'];
export const isTab = (value: string): value is Tab => TABS.some(({ key }) => key === value);

/** What stands there when a list has nothing, and the one thing to do. */
export const EMPTY_WORDS: Readonly<Record<Tab, { heading: string; text: string; action: string }>> = {
  mine: {
    heading: '你提的诉求会在这里',
    text: '谁在办、什么时候办结，每一步都看得到。',
    action: '提交诉求',
  },
  followed: {
    heading: '还没有关注的诉求',
    text: '在公开的诉求里点“关注”或“我也遇到了”，有进展会告诉你。',
    action: '看看公开的诉求',
  },
  public: { heading: '还没有公开的诉求', text: '办结并经活动办公室公开的诉求会在这里。', action: '' },
};

interface FoundView {
  id: string;
  title: string;
  reply: string;
  outcome: string;
}

export interface CasesView {
  rows: CaseRowView[];
  found: FoundView[] | null;
  next: string;
}

/** A submission that is still on this phone, or went out and has not been seen yet. */
export interface WaitingView {
  id: string;
  title: string;
  source: string;
  state: Waiting['state'];
  text: string;
  /** Number or receipt code to keep, once there is one. */
  code: string;
  codeLabel: string;
  caseId: string;
  canEdit: boolean;
}

export const waitingView = (item: Waiting, now: number): WaitingView => {
  const receipt = item.sent?.receiptCode ?? '';
  const written = `${agoWords(item.at, now)}写的`;
  return {
    id: item.id,
    title: item.form.title,
    source: `${channelLabel(item.form.channel)} · ${item.state === 'sent' ? '已发出' : item.state === 'refused' ? '没有发出' : '等待发送'}`,
    state: item.state,
    text: {
      waiting: item.problem || `${written}，一连上网络就自动发送，只发一次。`,
      refused: item.problem,
      sent: receipt ? '收起后不再显示查询码，遗失无法找回。请先复制保存。' : `${written}，现在已经收到。`,
    }[item.state],
    code: receipt || (item.sent?.number ?? ''),
    codeLabel: receipt ? '查询码' : '编号',
    caseId: receipt ? '' : (item.sent?.caseId ?? ''),
    canEdit: item.state === 'refused' || !item.mayBeThere,
  };
};

export const casesView = {
  /** One page of a list. */
  listed: (answer: Output<'case.mine'>, names: DepartmentNames, now: number, isOwn = false): CasesView => ({
    // What was public when it was followed may have been taken back since.
    rows: answer.cases.map((row) =>
      caseRowView({ ...row, title: row.title || '（内容没有公开）' }, names, now, isOwn),
    ),
    found: null,
    next: answer.next ?? '',
  }),
  /** What a search in the published cases has found. */
  found: (answer: Output<'case.search'>): CasesView => ({
    rows: [],
    found: answer.cases.map(({ id, title, reply, outcome }) => ({
      id,
      title,
      reply: reply || '正在办理',
      outcome: outcome === null ? '' : OUTCOMES[outcome],
    })),
    next: '',
  }),
};
