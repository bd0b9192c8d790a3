import type { Output } from '../../api/dto';
import { OUTCOMES } from '../../shared/case';
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
    action: '提一件事',
  },
  followed: {
    heading: '还没有关注的诉求',
    text: '在公开的诉求里点"关注"或"我也遇到了"，有进展会告诉你。',
    action: '看看公开的诉求',
  },
  public: { heading: '还没有公开的诉求', text: '办结并经活动办公室公开的诉求会在这里。', action: '' },
};

export interface FoundView {
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

export const casesView = {
  /** One page of a list. */
  listed: (answer: Output<'case.mine'>, names: DepartmentNames, now: number): CasesView => ({
    rows: answer.cases.map((row) => caseRowView(row, names, now)),
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
