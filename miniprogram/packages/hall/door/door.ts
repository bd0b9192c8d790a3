import { CallError } from '../../../api/call-error';
import { ask, command } from '../../../api/client';
import type { DeskPerson } from '../../../api/dto';
import { randomName } from '../../../api/pictures';
import { blankScreen } from '../../../api/screen';
import { sentenceFor, troubleOf } from '../../../api/trouble';
import { changedText, dataText } from '../../../shared/event';
import { LIMITS } from '../../../shared/limits';
import { openPage } from '../../../shared/open-page';
import { keepChecks, readChecks, type Unsettled } from './checks';
import { forgetPeople, keepPeople, matching, readPeople } from './people';
import {
  batchOf,
  canKeepQueue,
  keepQueue,
  readQueue,
  unsettledOf,
  type Waiting,
  withEntry,
  without,
} from './queue';
import { type DoneRow, doneRow, isEnterable, type PersonRow, personRow, stateLine } from './view';

const SYNC_EVERY = 10_000;
const SHOWN = 12;

Page({
  data: {
    ...blankScreen(),
    id: '',
    title: '',
    search: '',
    rows: [] as PersonRow[],
    canEnter: false,
    /** Null until the server has said it. */
    checkedIn: null as number | null,
    waiting: 0,
    /** Entries that found nobody and wait to be settled. */
    unsettled: 0,
    toldName: '',
    toldUnit: '',
    line: '',
    isCut: false,
    done: [] as DoneRow[],
    problem: '',
    limits: LIMITS,
    skeleton: [{ width: '40%', height: '72rpx' }, { height: '100rpx' }, 1, 1],
  },
  queue: [] as readonly Waiting[],
  checks: [] as readonly Unsettled[],
  people: [] as DeskPerson[],
  found: [] as DeskPerson[],
  searching: 0,
  isSyncing: false,
  /** Looked at when the page is shown and before an entry without network: it writes. */
  canKeep: true,
  timer: undefined as ReturnType<typeof setInterval> | undefined,
  onLoad(query: Record<string, string | undefined>) {
    const id = query.id ?? '';
    this.setData({ id });
    this.queue = readQueue(id);
    this.people = readPeople(id);
    this.checks = readChecks(id);
    this.onNetwork = this.onNetwork.bind(this);
    wx.onNetworkStatusChange(this.onNetwork);
  },
  async onShow() {
    this.canKeep = canKeepQueue();
    this.checks = readChecks(this.data.id);
    clearInterval(this.timer);
    this.timer = setInterval(() => void this.sync(), SYNC_EVERY);
    await this.load();
    await this.sync();
  },
  onHide() {
    clearInterval(this.timer);
  },
  onUnload() {
    clearInterval(this.timer);
    wx.offNetworkStatusChange(this.onNetwork);
  },
  onNetwork(change: object) {
    if ('isConnected' in change && change.isConnected === true) void this.sync();
    else this.tell({ isCut: true });
  },
  /** Without network the page opens all the same, with whom it has on this device. */
  async load() {
    const { id } = this.data;
    try {
      const { data: hall } = await ask('hall.view', { sessionId: id });
      const isOver = hall.status !== 'previewed' && hall.status !== 'live';
      this.setData({ title: `第 ${hall.number} 期`, checkedIn: hall.checkedIn, phase: 'ready' });
      if (isOver) forgetPeople(id);
      else await this.loadPeople();
      await this.loadChecks();
      this.tell({ isCut: false });
    } catch (error) {
      if (error instanceof CallError && error.isCut) {
        this.setData({ phase: 'ready' });
        this.tell({ isCut: true });
      } else this.setData({ phase: 'trouble', trouble: troubleOf(error) });
    }
  },
  async loadPeople() {
    const { id } = this.data;
    const people: DeskPerson[] = [];
    let cursor: string | null = null;
    do {
      const page: { people: DeskPerson[]; next: string | null } = (
        await ask('hall.deskList', { sessionId: id, ...(cursor === null ? {} : { cursor }) })
      ).data;
      people.push(...page.people);
      cursor = page.next;
    } while (cursor !== null);
    this.people = people;
    keepPeople(id, people);
  },
  /** What other desks could not match is this one's to settle as well. */
  async loadChecks() {
    const { data, isStale } = await ask('hall.unmatched', { sessionId: this.data.id });
    if (isStale) return;
    this.checks = data.entries;
    keepChecks(this.data.id, data.entries);
  },
  tell(part: { isCut: boolean }) {
    this.setData({
      isCut: part.isCut,
      unsettled: this.checks.length,
      waiting: this.queue.length,
      line: stateLine(this.queue.length, part.isCut, this.canKeep, this.checks.length),
    });
  },
  async type(event: WechatMiniprogram.CustomEvent) {
    const search = changedText(event).trim();
    const turn = ++this.searching;
    this.setData({ search, problem: '' });
    this.found = search === '' ? [] : matching(this.people, search);
    this.list();
    if (search === '') return;
    try {
      const { data } = await ask('hall.deskSearch', { sessionId: this.data.id, search });
      if (turn !== this.searching) return;
      const known = new Set(data.people.map(({ personId }) => personId));
      const byCode = this.found.filter(({ personId }) => !known.has(personId));
      this.found = [...data.people, ...byCode];
      this.tell({ isCut: false });
      this.list();
    } catch (error) {
      if (turn !== this.searching) return;
      if (error instanceof CallError && error.isCut) this.tell({ isCut: true });
      else this.setData({ problem: sentenceFor(error) });
    }
  },
  list() {
    this.setData({
      rows: this.found.map((person) => personRow(person, this.queue)),
      canEnter: this.found.length === 0 && isEnterable(this.data.search),
    });
  },
  async letIn(event: WechatMiniprogram.TouchEvent) {
    const id = dataText(event, 'id');
    const person = this.found.find(({ personId }) => personId === id);
    if (person) await this.enter({ personId: id, name: person.name, unit: person.unit });
  },
  async enterNumber() {
    const { search, toldName, toldUnit } = this.data;
    const name = toldName.trim();
    const told = name === '' ? {} : { told: { name, unit: toldUnit.trim() } };
    await this.enter({ number: search, name: name || search, ...told });
  },
  typeName(event: WechatMiniprogram.CustomEvent) {
    this.setData({ toldName: changedText(event) });
  },
  typeUnit(event: WechatMiniprogram.CustomEvent) {
    this.setData({ toldUnit: changedText(event) });
  },
  openChecks() {
    openPage(`/packages/hall/unmatched/unmatched?id=${this.data.id}`);
  },
  openPaper() {
    openPage(`/packages/hall/paper/paper?id=${this.data.id}`);
  },
  async enterCode() {
    const code = this.data.search.toUpperCase();
    await this.enter({ code, name: code });
  },
  /** On this device first; whether the network is there is seen afterwards. */
  async enter(part: Partial<Waiting>) {
    // Neither sent nor kept: whoever stands here would be let in and not be in the list.
    if (this.data.isCut) this.canKeep = canKeepQueue();
    if (this.data.isCut && !this.canKeep) {
      this.tell({ isCut: true });
      return;
    }
    const entryId = `desk-${await randomName()}`;
    const blank = { personId: '', number: '', code: '', name: '', unit: '' };
    this.queue = withEntry(this.queue, { ...blank, ...part, entryId, at: Date.now() });
    keepQueue(this.data.id, this.queue);
    this.searching++;
    this.found = [];
    this.setData({ search: '', rows: [], canEnter: false, problem: '', toldName: '', toldUnit: '' });
    this.tell({ isCut: this.data.isCut });
    wx.vibrateShort({ type: 'light' });
    await this.sync();
  },
  async sync() {
    if (this.isSyncing || this.queue.length === 0 || this.data.phase !== 'ready') return;
    this.isSyncing = true;
    const { id } = this.data;
    try {
      while (this.queue.length > 0) {
        const sent = this.queue;
        const entries = batchOf(sent, Date.now());
        const { results, checkedIn } = await command('hall.deskCheckIn', { sessionId: id, entries });
        // Kept as unsettled before it leaves the queue: an app killed in between has it twice rather than nowhere.
        const unsettled = unsettledOf(sent, results);
        const known = new Set(unsettled.map(({ entryId }) => entryId));
        this.checks = [...this.checks.filter(({ entryId }) => !known.has(entryId)), ...unsettled];
        keepChecks(id, this.checks);
        this.queue = without(this.queue, results);
        keepQueue(id, this.queue);
        const rows = results.map((one) =>
          doneRow(
            one,
            sent.find(({ entryId }) => entryId === one.entryId),
          ),
        );
        this.setData({
          checkedIn,
          problem: '',
          done: [...rows.reverse(), ...this.data.done].slice(0, SHOWN),
        });
        this.tell({ isCut: false });
      }
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      // What waits stays on this device and is tried again.
      if (!error.isCut) this.setData({ problem: sentenceFor(error) });
      this.tell({ isCut: error.isCut });
    } finally {
      this.isSyncing = false;
    }
  },
});
