import { CallError } from '../../../api/call-error';
import { type Answered, ask } from '../../../api/client';
import { departmentNames } from '../../../api/departments';
import type { Output } from '../../../api/dto';
import { blankScreen, show } from '../../../api/screen';
import { sentenceFor } from '../../../api/trouble';
import { INBOX_BOXES, type InboxBox, OFFICE_BOXES, type OfficeBox } from '../../../shared/case';
import { changedText } from '../../../shared/event';
import {
  type Box,
  type Desk,
  type DeskRowsView,
  departmentBoxes,
  deskRowsView,
  desksOf,
  leaderBoxes,
  officeBoxes,
} from './view';

type Rows = Output<'case.desk'>;
const isInboxBox = (value: string): value is InboxBox => Object.keys(INBOX_BOXES).includes(value);
const isOfficeBox = (value: string): value is OfficeBox => Object.keys(OFFICE_BOXES).includes(value);
const TITLES = { department: '部门诉求', office: '诉求受理', leader: '督办与超期' } as const;

function askRows(desk: Desk, box: string, cursor?: string): Promise<Answered<Rows>> {
  if (desk.kind === 'department')
    return ask('case.inbox', { departmentId: desk.id, box: isInboxBox(box) ? box : 'working', cursor });
  if (desk.kind === 'office') return ask('case.desk', { box: isOfficeBox(box) ? box : 'submitted', cursor });
  if (box === 'supervised') return ask('case.supervised', { cursor });
  return ask('case.all', { isOpen: true, cursor, ...(box === 'overdue' ? { isOverdue: true } : {}) });
}

Page({
  data: {
    ...blankScreen(),
    kind: 'department' as Desk['kind'],
    desks: [] as { key: string; label: string }[],
    deskId: '',
    boxes: [] as Box[],
    box: '',
    view: null as DeskRowsView | null,
    skeleton: [{ height: '88rpx' }, { width: '60%' }, 1, { width: '60%' }, 1],
  },
  onLoad(query: Record<string, string | undefined>) {
    const kind = query.desk === 'office' ? 'office' : query.desk === 'leader' ? 'leader' : 'department';
    wx.setNavigationBarTitle({ title: TITLES[kind] });
    this.setData({ kind, box: kind === 'office' ? 'submitted' : kind === 'leader' ? 'overdue' : 'waiting' });
  },
  async onShow() {
    await this.load();
  },
  async onPullDownRefresh() {
    await this.load();
    wx.stopPullDownRefresh();
  },
  desk(): Desk {
    const { kind, deskId } = this.data;
    return kind === 'department' ? { kind, id: deskId } : { kind };
  },
  async load() {
    const names = await departmentNames();
    const rows = await show(
      this,
      () => this.rows(),
      (answer, now) => deskRowsView(answer, names, now),
    );
    if (rows) await this.count();
  },
  /** A department's desk is known only once the person's roles are. */
  async rows(): Promise<Answered<Rows>> {
    if (this.data.kind === 'department' && this.data.deskId === '') {
      const [{ data: me }, names] = await Promise.all([ask('account.me', {}), departmentNames()]);
      const desks = desksOf(me, names);
      this.setData({ desks, deskId: desks[0]?.key ?? 'none' });
    }
    return askRows(this.desk(), this.data.box);
  },
  async count() {
    const desk = this.desk();
    try {
      if (desk.kind === 'department')
        this.setData({
          boxes: departmentBoxes((await ask('case.inboxCounts', { departmentId: desk.id })).data),
        });
      else if (desk.kind === 'office')
        this.setData({ boxes: officeBoxes((await ask('case.deskCounts', {})).data) });
      else this.setData({ boxes: leaderBoxes() });
    } catch (error) {
      // The boxes can be opened without their numbers.
      if (!(error instanceof CallError)) throw error;
    }
  },
  async pickBox(event: WechatMiniprogram.CustomEvent) {
    this.setData({ ...blankScreen(), box: changedText(event), view: null });
    await this.load();
  },
  async pickDesk(event: WechatMiniprogram.CustomEvent) {
    this.setData({ ...blankScreen(), deskId: changedText(event), view: null });
    await this.load();
  },
  async more() {
    const { view, box } = this.data;
    if (!view?.next) return;
    try {
      const [{ data }, names] = await Promise.all([askRows(this.desk(), box, view.next), departmentNames()]);
      const more = deskRowsView(data, names, Date.now());
      this.setData({ view: { rows: [...view.rows, ...more.rows], next: more.next } });
    } catch (error) {
      wx.showToast({ title: sentenceFor(error), icon: 'none' });
    }
  },
  open(event: WechatMiniprogram.CustomEvent) {
    wx.navigateTo({ url: `/packages/case/handle/handle?id=${changedText(event)}` });
  },
  openRecurring() {
    wx.navigateTo({ url: '/packages/case/recurring/recurring' });
  },
});
