import { CallError } from '../../../api/call-error';
import { categoryFilters } from '../../../api/categories';
import { type Answered, ask, command } from '../../../api/client';
import { departmentNames } from '../../../api/departments';
import type { Output } from '../../../api/dto';
import { sentenceOf } from '../../../api/errors';
import { blankScreen, pullDown, show, showMore } from '../../../api/screen';
import { serverNow } from '../../../api/server-time';
import { caseTopics, type Topics } from '../../../api/topics';
import { toastTrouble } from '../../../api/trouble';
import { CASE_LIMITS, INBOX_BOXES, type InboxBox, OFFICE_BOXES, type OfficeBox } from '../../../shared/case';
import { changedText, dataText } from '../../../shared/event';
import { LIMITS } from '../../../shared/limits';
import { openPage } from '../../../shared/open-page';
import { topicFilters } from '../../../view/topic-choices';
import {
  type Choice,
  FILTER_CHOICES,
  type Filter,
  findInput,
  isFiltering,
  isSearchBox,
  noFilter,
} from './filter';
import { needsTarget, severalInput, severalOf, severalWords } from './several';
import {
  type Box,
  type Desk,
  type DeskRowsView,
  departmentBoxes,
  deskRowsView,
  desksOf,
  firstBox,
  headsOf,
  type LeaderView,
  leaderBoxes,
  leaderView,
  numberOf,
  officeBoxes,
} from './view';

type Rows = Output<'case.desk'>;
const isInboxBox = (value: string): value is InboxBox => Object.keys(INBOX_BOXES).includes(value);
const isOfficeBox = (value: string): value is OfficeBox => Object.keys(OFFICE_BOXES).includes(value);
const TITLES = {
  department: '部门诉求',
  office: '诉求受理',
  reports: '保密举报',
  leader: '督办与超期',
} as const;
const isDesk = (value: string): value is Desk['kind'] => Object.keys(TITLES).includes(value);
const FIRST = { department: 'waiting', office: 'submitted', reports: '', leader: 'overdue' } as const;

/** A window as wide as this has room for a case beside the list. */
const BESIDE_FROM = 1000;
const HOUR = 3_600_000;
/** The period of the leader's figures. */
const PERIOD = 90 * 24 * HOUR;

function askRows(desk: Desk, box: string, filter: Filter, cursor?: string): Promise<Answered<Rows>> {
  if (desk.kind !== 'reports' && (isSearchBox(box) || isFiltering(filter)))
    return ask('case.find', findInput(desk, box, filter, serverNow(), cursor));
  if (desk.kind === 'department')
    return ask('case.inbox', { departmentId: desk.id, box: isInboxBox(box) ? box : 'working', cursor });
  if (desk.kind === 'office') return ask('case.desk', { box: isOfficeBox(box) ? box : 'submitted', cursor });
  if (desk.kind === 'reports') return ask('case.reports', { cursor });
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
    /** Departments of which the person is the head: their ledger is theirs to take. */
    heads: {} as Record<string, boolean>,
    boxes: [] as Box[],
    box: '',
    view: null as DeskRowsView | null,
    leader: null as LeaderView | null,
    filter: noFilter(),
    isFilterOpen: false,
    filterChoices: FILTER_CHOICES,
    /** Of the category that is chosen; empty where it has none. */
    topics: [] as Choice[],
    colleagues: [] as Choice[],
    /** Cases are ticked off for one tap on all of them. */
    isSelecting: false,
    selected: [] as string[],
    ticked: {} as Record<string, boolean>,
    caseLimits: CASE_LIMITS,
    orders: [] as Choice[],
    order: '',
    targets: [] as Choice[],
    outcome: null as { done: string; refused: string[] } | null,
    /** On a computer: the case that is open beside the list. */
    besideId: '',
    isWide: false,
    /** The leader looks at one department's cases. */
    departmentId: '',
    limits: LIMITS,
    skeleton: [{ height: '88rpx' }, { width: '60%' }, 1, { width: '60%' }, 1],
  },
  topics: [] as Topics,
  onLoad(query: Record<string, string | undefined>) {
    // A message names the desk as the thing it leads to.
    const desk = query.desk ?? query.id ?? '';
    const kind = isDesk(desk) ? desk : 'department';
    wx.setNavigationBarTitle({ title: TITLES[kind] });
    const isWide = wx.getWindowInfo().windowWidth >= BESIDE_FROM;
    const departmentId = query.department ?? '';
    this.setData({ kind, isWide, departmentId, box: FIRST[kind], orders: severalOf(kind) });
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
      this.setData({
        desks,
        heads: headsOf(me),
        deskId,
        boxes: departmentBoxes(counts),
        box: firstBox(counts),
      });
    }
    return askRows(this.desk(), this.data.box, this.data.filter);
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
      else if (desk.kind === 'leader') await this.showFigures();
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
  /** A whole number opens the case itself; anything else is looked for on this desk. */
  async search(event: WechatMiniprogram.CustomEvent) {
    const typed = changedText(event).trim();
    const number = numberOf(typed);
    if (number === null) {
      await this.narrow({ words: typed });
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
  async narrow(part: Partial<Filter>) {
    this.setData({
      ...blankScreen(),
      filter: { ...this.data.filter, ...part },
      view: null,
      selected: [],
      ticked: {},
    });
    await this.load();
  },
  async clearWords() {
    if (this.data.filter.words !== '') await this.narrow({ words: '' });
  },
  async toggleFilter() {
    const isFilterOpen = !this.data.isFilterOpen;
    this.setData({ isFilterOpen });
    if (!isFilterOpen) await this.narrow({ ...noFilter(), words: this.data.filter.words });
    else await Promise.all([this.loadTopics(), this.loadColleagues()]);
  },
  async loadTopics() {
    this.topics = await caseTopics();
    const category = [{ key: '', label: '不限' }, ...categoryFilters()];
    this.setData({ 'filterChoices.category': category });
    this.showTopics();
  },
  showTopics() {
    this.setData({ topics: topicFilters(this.topics, this.data.filter.category) });
  },
  async pickFilter(event: WechatMiniprogram.CustomEvent) {
    const field = dataText(event, 'field');
    // A topic is one of its category.
    const part = { [field]: changedText(event), ...(field === 'category' ? { topicId: '' } : {}) };
    this.setData({ filter: { ...this.data.filter, ...part } });
    this.showTopics();
    await this.narrow(part);
  },
  async loadColleagues() {
    if (this.data.kind !== 'department') return;
    try {
      const { data } = await ask('case.colleagues', { departmentId: this.data.deskId });
      this.setData({
        colleagues: data.colleagues.map(({ personId, name }) => ({ key: personId, label: name })),
      });
    } catch (error) {
      // Everything else can be narrowed down without them.
      if (!(error instanceof CallError)) throw error;
    }
  },
  toggleSelecting() {
    this.setData({
      isSelecting: !this.data.isSelecting,
      selected: [],
      ticked: {},
      order: '',
      targets: [],
      outcome: null,
    });
  },
  tick(event: WechatMiniprogram.TouchEvent) {
    const id = dataText(event, 'id');
    const { selected } = this.data;
    const without = selected.filter((one) => one !== id);
    const isNew = without.length === selected.length && selected.length < CASE_LIMITS.severalMax;
    const next = isNew ? [...selected, id] : without;
    this.setData({
      selected: next,
      ticked: Object.fromEntries(next.map((one) => [one, true])),
      outcome: null,
    });
  },
  async pickOrder(event: WechatMiniprogram.TouchEvent) {
    const order = dataText(event, 'key');
    const needed = needsTarget(order);
    if (needed === null) {
      this.setData({ order });
      await this.carryOut(order, '');
      return;
    }
    if (needed === 'colleague') await this.loadColleagues();
    const names = await departmentNames();
    const targets =
      needed === 'colleague'
        ? this.data.colleagues
        : Object.entries(names).map(([key, label]) => ({ key, label }));
    this.setData({ order, targets });
  },
  async pickTarget(event: WechatMiniprogram.CustomEvent) {
    await this.carryOut(this.data.order, changedText(event));
  },
  async carryOut(order: string, target: string) {
    const { selected, view } = this.data;
    const input = severalInput(order, selected, target);
    if (!input) {
      wx.showToast({ title: order === 'merge' ? '请至少选两件' : '请先选诉求', icon: 'none' });
      return;
    }
    try {
      const titles = new Map((view?.rows ?? []).map(({ id, title }) => [id, title]));
      const outcome = severalWords(await command('case.several', input), titles);
      this.setData({ outcome, selected: [], ticked: {}, order: '', targets: [] });
      await this.load();
    } catch (error) {
      toastTrouble(error);
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
    const { box, filter } = this.data;
    await showMore(this, async (view, cursor) => {
      const [{ data }, names] = await Promise.all([
        askRows(this.desk(), box, filter, cursor),
        departmentNames(),
      ]);
      const more = deskRowsView(data, names, serverNow(), this.data.kind === 'department');
      return { rows: [...view.rows, ...more.rows], next: more.next };
    });
  },
  open(event: WechatMiniprogram.CustomEvent) {
    if (this.data.isWide) {
      this.setData({ besideId: changedText(event) });
      return;
    }
    openPage(`/packages/case/handle/handle?id=${changedText(event)}`);
  },
  async changedBeside() {
    await this.load();
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
