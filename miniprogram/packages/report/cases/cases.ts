import { type Answered, ask } from '../../../api/client';
import { departmentNames } from '../../../api/departments';
import type { CaseRow, Me } from '../../../api/dto';
import { blankScreen, show, showMore } from '../../../api/screen';
import { serverNow } from '../../../api/server-time';
import { caseTopics } from '../../../api/topics';
import { changedText } from '../../../shared/event';
import { openPage } from '../../../shared/open-page';
import { type CaseRowView, caseRowView, type DepartmentNames } from '../../../view/case';
import { behindInput, type Figure, figureOf, figureWords, readsAll } from './behind';

interface Rows {
  cases: CaseRow[];
  next: string | null;
}

interface RowsView {
  rows: CaseRowView[];
  next: string;
}

const rowsView = ({ cases, next }: Rows, names: DepartmentNames, now: number): RowsView => ({
  rows: cases.map((row) => caseRowView(row, names, now)),
  next: next ?? '',
});

/** The cases behind a figure, as far as the reader may read them. */
Page({
  data: {
    ...blankScreen(),
    what: '',
    states: [
      { key: 'open', label: '在办' },
      { key: 'ended', label: '已办结' },
    ],
    state: 'open',
    readsAll: false,
    view: null as RowsView | null,
    skeleton: [{ width: '60%' }, 1, { width: '60%' }, 1],
  },
  figure: figureOf({}) as Figure,
  me: null as Me | null,
  onLoad(query: Record<string, string | undefined>) {
    this.figure = figureOf(query);
    if (query.state === 'ended' || this.figure.outcome !== null) this.setData({ state: 'ended' });
  },
  async onShow() {
    if (this.data.phase !== 'ready') await this.load();
  },
  async load() {
    const names = await departmentNames();
    await show(
      this,
      async () => {
        this.me = (await ask('account.me', {})).data;
        const topics = this.figure.topicId === '' ? [] : await caseTopics();
        this.setData({
          what: figureWords(this.figure, names, topics),
          readsAll: readsAll(this.figure, this.me),
        });
        return this.rows();
      },
      (answer, now) => rowsView(answer, names, now),
    );
  },
  rows(cursor?: string): Promise<Answered<Rows>> {
    const asked = behindInput(this.figure, this.me, this.data.state === 'open', cursor);
    return asked.isAll ? ask('case.find', asked.input) : ask('case.public', asked.input);
  },
  async pick(event: WechatMiniprogram.CustomEvent) {
    this.setData({ ...blankScreen(), state: changedText(event), view: null });
    await this.load();
  },
  async more() {
    await showMore(this, async (view, cursor) => {
      const [{ data }, names] = await Promise.all([this.rows(cursor), departmentNames()]);
      const more = rowsView(data, names, serverNow());
      return { rows: [...view.rows, ...more.rows], next: more.next };
    });
  },
  open(event: WechatMiniprogram.CustomEvent) {
    const page = this.data.readsAll ? '/packages/case/handle/handle' : '/pages/case/case';
    openPage(`${page}?id=${changedText(event)}`);
  },
});
