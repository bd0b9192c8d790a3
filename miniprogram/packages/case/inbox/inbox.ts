import { CallError } from '../../../api/call-error';
import { type Answered, ask } from '../../../api/client';
import { departmentNames } from '../../../api/departments';
import type { Output } from '../../../api/dto';
import { sentenceOf } from '../../../api/errors';
import { blankScreen, pullDown, show, showMore } from '../../../api/screen';
import { serverNow } from '../../../api/server-time';
import { INBOX_BOXES, type InboxBox, OFFICE_BOXES, type OfficeBox } from '../../../shared/case';
import { changedText, dataText } from '../../../shared/event';
import { LIMITS } from '../../../shared/limits';
import { openPage } from '../../../shared/open-page';
import {
  type Box,
  type Desk,
  type DeskRowsView,
  departmentBoxes,
  deskRowsView,
  desksOf,
  firstBox,
  type LeaderView,
  leaderBoxes,
  leaderView,
  numberOf,
  officeBoxes,
} from './view';

type Rows = Output<'case.desk'>;
const isInboxBox = (value: string): value is InboxBox => Object.keys(INBOX_BOXES).includes(value);
const isOfficeBox = (value: string): value is OfficeBox => Object.keys(OFFICE_BOXES).includes(value);
const TITLES = { department: '部门诉求', office: '诉求受理', leader: '督办与超期' } as const;

const HOUR = 3_600_000;
/** The period of the leader's figures. */
const PERIOD = 90 * 24 * HOUR;

function askRows(desk: Desk, box: string, cursor?: string): Promise<Answered<Rows>> {
  if (desk.kind === 'department')
    return ask('case.inbox', { departmentId: desk.id, box: isInboxBox(box) ? box : 'working', cursor });
  if (desk.kind === 'office') return ask('case.desk', { box: isOfficeBox(box) ? box : 'submitted', cursor });
  if (box === 'supervised') return ask('case.supervised', { cursor });
  const of = desk.departmentId === '' ? {} : { departmentId: desk.departmentId };
  if (box === 'overdue') return ask('case.all', { ...of, isOpen: true, isOverdue: true, cursor });
  if (box === 'late' || box === 'not_solved' || box === 'dissatisfied')
    return ask('case.all', { ...of, went: box, cursor });
  return ask('case.all', box === 'all' ? { ...of, cursor } : { ...of, isOpen: true, cursor });
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
    leader: null as LeaderView | null,
    /** The leader looks at one department's cases. */
    departmentId: '',
    limits: LIMITS,
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
    await pullDown(() => this.load());
  },
  desk(): Desk {
    const { kind, deskId, departmentId } = this.data;
    if (kind === 'department') return { kind, id: deskId };
    return kind === 'leader' ? { kind, departmentId } : { kind };
  },
  async load() {
    const names = await departmentNames();
    const rows = await show(
      this,
      () => this.rows(),
      (answer, now) => deskRowsView(answer, names, now, this.data.kind === 'department'),
    );
    if (rows) await this.count();
  },
  /** A department's desk is known only once the person's roles are; it begins with what is most pressing. */
  async rows(): Promise<Answered<Rows>> {
    if (this.data.kind === 'department' && this.data.deskId === '') {
      const [{ data: me }, names] = await Promise.all([ask('account.me', {}), departmentNames()]);
      const desks = desksOf(me, names);
      const deskId = desks[0]?.key ?? 'none';
      const { data: counts } = await ask('case.inboxCounts', { departmentId: deskId });
      this.setData({ desks, deskId, boxes: departmentBoxes(counts), box: firstBox(counts) });
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
      else await this.showFigures();
    } catch (error) {
      // The boxes can be opened without their numbers.
      if (!(error instanceof CallError)) throw error;
    }
  },
  /** To the hour, so that the figures are counted once however often the desk is opened. */
  async showFigures() {
    this.setData({ boxes: leaderBoxes() });
    const to = Math.ceil(serverNow() / HOUR) * HOUR;
    const { data } = await ask('report.dashboard', { from: to - PERIOD, to });
    this.setData({ leader: leaderView(data) });
  },
  async openFigure(event: WechatMiniprogram.TouchEvent) {
    this.setData({ ...blankScreen(), view: null, departmentId: '', box: dataText(event, 'box') });
    await this.load();
  },
  async pickException(event: WechatMiniprogram.TouchEvent) {
    const picked = dataText(event, 'id');
    this.setData({ departmentId: picked === this.data.departmentId ? '' : picked, box: 'overdue' });
    await this.load();
  },
  async findNumber(event: WechatMiniprogram.CustomEvent) {
    const number = numberOf(changedText(event));
    if (number === null) {
      wx.showToast({ title: '编号像 20261123-0042，请再核对', icon: 'none' });
      return;
    }
    try {
      const { data } = await ask('case.byNumber', { number });
      openPage(`/packages/case/handle/handle?id=${data.id}`);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      const title = error.code === 'not_found' ? '没有这个编号，或者不归你办理' : sentenceOf(error.code);
      wx.showToast({ title, icon: 'none' });
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
    const { box } = this.data;
    await showMore(this, async (view, cursor) => {
      const [{ data }, names] = await Promise.all([askRows(this.desk(), box, cursor), departmentNames()]);
      const more = deskRowsView(data, names, serverNow(), this.data.kind === 'department');
      return { rows: [...view.rows, ...more.rows], next: more.next };
    });
  },
  open(event: WechatMiniprogram.CustomEvent) {
    openPage(`/packages/case/handle/handle?id=${changedText(event)}`);
  },
  openFigures() {
    openPage('/packages/report/departments/departments');
  },
  openLedger() {
    openPage('/packages/report/ledger/ledger');
  },
  openCanned() {
    openPage(`/packages/case/canned/canned?department=${this.data.deskId}`);
  },
  openRecurring() {
    openPage('/packages/case/recurring/recurring');
  },
});
