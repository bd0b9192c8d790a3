import { CallError } from '../../../../api/call-error';
import { ask, command } from '../../../../api/client';
import type { Input, Output, RedactionFinding } from '../../../../api/dto';
import { sentenceFor } from '../../../../api/trouble';
import { changedText, dataText } from '../../../../shared/event';
import { LIMITS } from '../../../../shared/limits';
import { isComputer } from '../../../../view/computer';
import { applied, type FindingRow, findingRows } from '../../../../view/findings';
import { type SeatEntryRow, type SeatsView, seatKey } from '../view';

type Inbox = Output<'hall.seatInbox'>;

/** Called by the platform without a `this`. */
const listeners = new WeakMap<object, (event: { key: string }) => void>();

/**
 * What came from the seats, to be let in, grouped, answered in writing or set aside: on a page of its own, and beside the
 * queue in the cockpit. Gives `change` with the inbox as it stands then, `sending` and `sheet` with whether it is, and
 * `call` with a question that was let in to be put at once.
 */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    session: { type: String, value: '' },
    view: { type: Object, value: {} as Partial<SeatsView> },
    /** Whether the queue stands below; the cockpit has it beside. */
    hasQueue: { type: Boolean, value: false },
    /** The session is on and the host sits here: what is let in can be called. */
    isLive: { type: Boolean, value: false },
    /** Something else is open beside it, into which letters are typed. */
    isQuiet: { type: Boolean, value: false },
  },
  data: {
    chosen: null as SeatEntryRow | null,
    topic: '',
    reason: '',
    /** Which way of deciding is open in the sheet. */
    way: '' as '' | 'group' | 'aside',
    findings: [] as RedactionFinding[],
    kept: [] as string[],
    found: [] as FindingRow[],
    problem: '',
    isSending: false,
    limits: LIMITS,
  },
  lifetimes: {
    attached() {
      this.listen(true);
    },
    detached() {
      this.listen(false);
    },
  },
  pageLifetimes: {
    show() {
      this.listen(true);
    },
    hide() {
      this.listen(false);
    },
  },
  methods: {
    /** Keys are a computer's; other platforms do not have the interface. */
    listen(isOn: boolean) {
      if (!isComputer() || typeof wx.onKeyDown !== 'function') return;
      const press = listeners.get(this) ?? ((event: { key: string }) => this.press(event));
      listeners.set(this, press);
      wx.offKeyDown(press);
      if (isOn) wx.onKeyDown(press);
    },
    choose(event: WechatMiniprogram.TouchEvent) {
      const chosen = this.data.view?.waiting?.find(({ id }) => id === dataText(event, 'id'));
      if (chosen) this.show(chosen);
    },
    show(chosen: SeatEntryRow) {
      this.setData({
        findings: [],
        kept: [],
        chosen,
        topic: chosen.title,
        reason: '',
        way: '',
        found: [],
        problem: '',
      });
      this.triggerEvent('sheet', { value: true });
    },
    put() {
      this.setData({ chosen: null });
      this.triggerEvent('sheet', { value: false });
    },
    press({ key }: { key: string }) {
      const { view, chosen, found, way, isSending, isLive, isQuiet } = this.data;
      const [first] = view?.waiting ?? [];
      if (isSending || isQuiet) return;
      const todo = seatKey(key, {
        isOpen: chosen !== null,
        hasFindings: found.length > 0,
        isPlain: way === '',
      });
      if (todo === 'close') this.put();
      else if (todo === 'first' && first) this.show(first);
      else if (todo === 'approve') void (isLive ? this.approveAndCall() : this.approve());
    },
    typeTopic(event: WechatMiniprogram.CustomEvent) {
      this.setData({ topic: changedText(event) });
    },
    typeReason(event: WechatMiniprogram.CustomEvent) {
      this.setData({ reason: changedText(event) });
    },
    showGroup() {
      this.setData({ way: 'group' });
    },
    showAside() {
      this.setData({ way: 'aside' });
    },
    async approve(): Promise<Inbox | null> {
      const { chosen, topic } = this.data;
      if (!chosen) return null;
      return this.decide({ kind: 'approved', title: topic.trim(), kept: this.data.kept }, chosen.along);
    },
    /** One tap in the cockpit: what is new in the queue is called. */
    async approveAndCall() {
      const before = new Set(this.data.view?.queue?.map(({ id }) => id));
      const inbox = await this.approve();
      const added = inbox?.queue.find(({ id }) => !before.has(id));
      if (added) this.triggerEvent('call', { value: added.id });
    },
    async group(event: WechatMiniprogram.TouchEvent) {
      const { chosen } = this.data;
      if (chosen) await this.decide({ kind: 'grouped', questionId: dataText(event, 'id') }, chosen.along);
    },
    async file() {
      await this.decide({ kind: 'filed' }, []);
    },
    async setAside() {
      await this.decide({ kind: 'set_aside', reason: this.data.reason.trim() }, []);
    },
    async decide(as: Input<'hall.decideSeat'>['as'], along: string[]): Promise<Inbox | null> {
      const { chosen } = this.data;
      if (!chosen) return null;
      return this.give(() => command('hall.decideSeat', { seatId: chosen.id, as, along }));
    },
    /** Gives one command whose answer is the inbox as it stands then. */
    async give(run: () => Promise<Inbox>): Promise<Inbox | null> {
      if (this.data.isSending) return null;
      this.send(true);
      try {
        const inbox = await run();
        this.triggerEvent('change', { inbox });
        this.put();
        return inbox;
      } catch (error) {
        if (error instanceof CallError && error.code === 'redaction_open') await this.showFindings();
        else this.setData({ problem: sentenceFor(error) });
        return null;
      } finally {
        this.send(false);
      }
    },
    /** The page does not look meanwhile: an older answer would stand over the newer. */
    send(isSending: boolean) {
      this.setData({ isSending, ...(isSending ? { problem: '' } : {}) });
      this.triggerEvent('sending', { value: isSending });
    },
    async showFindings() {
      const { chosen, topic } = this.data;
      if (!chosen) return;
      try {
        const { data } = await ask('hall.seatFindings', { seatId: chosen.id, title: topic.trim() });
        this.setData({ findings: data.findings, found: findingRows(data.findings, this.data.kept) });
      } catch (error) {
        this.setData({ problem: sentenceFor(error) });
      }
    },
    useSuggestion(event: WechatMiniprogram.CustomEvent) {
      const finding = this.data.findings.find(({ id }) => id === changedText(event));
      if (!finding) return;
      const findings = this.data.findings.filter(({ id }) => id !== finding.id);
      const topic = applied(this.data.topic, finding);
      this.setData({ topic, findings, found: findingRows(findings, this.data.kept) });
    },
    keepFinding(event: WechatMiniprogram.CustomEvent) {
      const kept = [...this.data.kept, changedText(event)];
      this.setData({ kept, found: findingRows(this.data.findings, kept) });
    },
    async mergeTopic(event: WechatMiniprogram.TouchEvent) {
      const questionId = dataText(event, 'id');
      const into = dataText(event, 'into');
      await this.give(() => command('hall.groupTopic', { questionId, into }));
    },
    async partTopic(event: WechatMiniprogram.TouchEvent) {
      const questionId = dataText(event, 'id');
      await this.give(() => command('hall.groupTopic', { questionId, into: null }));
    },
    async sortByVotes() {
      await this.give(() => command('hall.sortQueue', { sessionId: this.data.session, by: 'votes' }));
    },
    async sortByBooking() {
      await this.give(() => command('hall.sortQueue', { sessionId: this.data.session, by: 'booking' }));
    },
  },
});
