import { CallError } from '../../../api/call-error';
import { ask, command } from '../../../api/client';
import { dropDraft, keepDraft, readDraft } from '../../../api/draft';
import type { Output, RedactionFinding } from '../../../api/dto';
import { blankScreen, show } from '../../../api/screen';
import { serverNow } from '../../../api/server-time';
import { sentenceFor } from '../../../api/trouble';
import { changedFlag, changedText, dataText } from '../../../shared/event';
import { LIMITS } from '../../../shared/limits';
import { applied } from '../../../view/findings';
import { passagesOf } from '../../../view/passages';
import {
  answered,
  isMinutesDraft,
  isSameText,
  type Merge,
  type MinutesField,
  type MinutesText,
  merge,
  moved,
  withItem,
  withText,
} from './text';
import {
  type ItemView,
  itemViews,
  type MinutesHead,
  minutesHead,
  openFindings,
  type SaveState,
  saveLine,
} from './view';

type Draft = NonNullable<Output<'hall.minutesDraft'>['draft']>;

const SAVE_AFTER = 1_200;
const TRY_AGAIN_AFTER = 8_000;
const isField = (value: string): value is MinutesField =>
  ['preface', 'title', 'body', 'answer'].includes(value);

Page({
  data: {
    ...blankScreen(),
    id: '',
    view: null as MinutesHead | null,
    items: [] as ItemView[],
    editing: '-',
    line: '',
    open: 0,
    overlaps: [] as (Merge['overlaps'][number] & { key: string; title: string })[],
    told: '',
    problem: '',
    reason: '',
    isPublishing: false,
    isBlackingOut: false,
    passages: '',
    isSending: false,
    limits: LIMITS,
    skeleton: [{ width: '50%', height: '56rpx' }, { height: '160rpx' }, { height: '260rpx' }],
  },
  text: { preface: '', items: [] } as MinutesText,
  /** The words as the server had them at `version`. */
  base: { preface: '', items: [] } as MinutesText,
  version: 0,
  findings: [] as RedactionFinding[],
  kept: [] as string[],
  saving: null as Promise<void> | null,
  timer: undefined as ReturnType<typeof setTimeout> | undefined,
  async onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: query.id ?? '' });
    await this.load();
  },
  onUnload() {
    clearTimeout(this.timer);
    if (this.isDirty()) void this.save();
  },
  openRoom() {
    wx.redirectTo({ url: `/packages/hall/room/room?id=${this.data.id}` });
  },
  name(): string {
    return `minutes:${this.data.id}`;
  },
  isDirty(): boolean {
    return !this.data.view?.isPublished && !isSameText(this.text, this.base);
  },
  async load() {
    const { id } = this.data;
    const question = async () => {
      const found = await ask('hall.minutesDraft', { sessionId: id });
      if (found.data.draft) return { ...found, data: found.data.draft };
      // Made of the questions the first time somebody looks.
      return { ...found, data: await command('hall.draftMinutes', { sessionId: id }) };
    };
    const draft = await show(this, question, minutesHead);
    if (!draft) return;
    this.take(draft);
    const local = readDraft(this.name(), isMinutesDraft);
    if (!local) return;
    this.kept = local.kept;
    if (local.version === draft.version || draft.state === 'published') this.text = local;
    else this.join(local, draft);
    if (!isSameText(this.text, this.base)) this.setData({ told: '已恢复你上次没存上的内容' });
    this.render(draft.state === 'published' ? 'local' : 'typing');
    await this.save();
  },
  /** The server's words become the base, and what is shown. */
  take(draft: Draft) {
    this.base = { preface: draft.preface, items: draft.items };
    this.text = this.base;
    this.version = draft.version;
    this.findings = draft.findings;
    this.setData({ view: minutesHead(draft, serverNow()) });
    this.render(draft.state === 'published' ? 'local' : 'saved', draft);
  },
  render(state: SaveState, saved?: Draft) {
    const open = openFindings(this.findings, this.kept, this.text);
    this.setData({
      items: itemViews(this.text, open),
      open: open.length,
      line: saveLine(state, saved?.savedAt ?? serverNow(), saved?.savedBy ?? ''),
    });
  },
  change(text: MinutesText) {
    this.text = text;
    this.keep();
    if (this.data.view?.isPublished) {
      this.render('local');
      return;
    }
    this.render('typing');
    this.saveSoon(SAVE_AFTER);
  },
  /** On the phone first, with every letter. */
  keep() {
    keepDraft(this.name(), { ...this.text, version: this.version, kept: this.kept });
  },
  saveSoon(wait: number) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), wait);
  },
  /** One save at a time; what was typed meanwhile is saved after it. */
  async save(): Promise<void> {
    clearTimeout(this.timer);
    if (this.saving) await this.saving;
    if (!this.isDirty()) return;
    this.saving = this.send().finally(() => {
      this.saving = null;
    });
    await this.saving;
  },
  async send() {
    const sent = this.text;
    this.render('saving');
    try {
      const draft = await command('hall.saveMinutes', {
        sessionId: this.data.id,
        version: this.version,
        preface: sent.preface,
        items: sent.items,
      });
      const isWhole = isSameText(this.text, sent);
      this.base = answered(sent, draft);
      this.version = draft.version;
      this.findings = draft.findings;
      if (isWhole) {
        this.text = this.base;
        if (this.kept.length > 0) this.keep();
        else dropDraft(this.name());
        this.render('saved', draft);
      } else {
        this.keep();
        this.render('typing');
        this.saveSoon(SAVE_AFTER);
      }
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      if (error.code === 'conflict') await this.joinTheirs();
      else {
        this.render(error.isCut ? 'cut' : 'refused');
        if (error.isCut) this.saveSoon(TRY_AGAIN_AFTER);
        else this.setData({ problem: sentenceFor(error) });
      }
    }
  },
  async joinTheirs() {
    try {
      const { data } = await ask('hall.minutesDraft', { sessionId: this.data.id });
      if (!data.draft) return;
      this.join(this.text, data.draft);
      this.keep();
      this.render('typing');
      this.saveSoon(SAVE_AFTER);
    } catch (error) {
      this.render('cut');
      this.setData({ problem: sentenceFor(error) });
      this.saveSoon(TRY_AGAIN_AFTER);
    }
  },
  /** Somebody else wrote in between: each text goes to whoever changed it, and the person is told. */
  join(mine: MinutesText, draft: Draft) {
    const theirs = { preface: draft.preface, items: draft.items };
    const base = this.version === draft.version ? theirs : this.base;
    const joined = merge(base, mine, theirs);
    this.text = joined.text;
    this.base = theirs;
    this.version = draft.version;
    this.findings = draft.findings;
    const titleOf = (questionId: string) =>
      theirs.items.find((item) => item.questionId === questionId)?.title ?? '开头';
    this.setData({
      told: `${draft.savedBy || '别人'}刚才也改了${joined.taken > 0 ? `，${joined.taken} 处已合进来` : ''}。你写的都还在。`,
      overlaps: joined.overlaps.map((one) => ({
        ...one,
        key: `${one.questionId}.${one.field}`,
        title: titleOf(one.questionId),
      })),
    });
  },
  useTheirs(event: WechatMiniprogram.TouchEvent) {
    const taken = this.data.overlaps.find(({ key }) => key === dataText(event, 'key'));
    if (!taken) return;
    this.setData({ overlaps: this.data.overlaps.filter((overlap) => overlap !== taken) });
    this.change(withText(this.text, taken.questionId, taken.field, taken.theirs));
  },
  edit(event: WechatMiniprogram.TouchEvent) {
    const id = dataText(event, 'id');
    this.setData({ editing: this.data.editing === id ? '-' : id });
  },
  type(event: WechatMiniprogram.CustomEvent) {
    const field = dataText(event, 'field');
    if (isField(field)) this.change(withText(this.text, dataText(event, 'id'), field, changedText(event)));
  },
  leaveOut(event: WechatMiniprogram.CustomEvent) {
    const isLeftOut = changedFlag(event);
    const leftOutReason = isLeftOut ? '个人事项' : '';
    this.change(withItem(this.text, dataText(event, 'id'), { isLeftOut, leftOutReason }));
  },
  typeReason(event: WechatMiniprogram.CustomEvent) {
    this.change(withItem(this.text, dataText(event, 'id'), { leftOutReason: changedText(event) }));
  },
  useSuggestion(event: WechatMiniprogram.CustomEvent) {
    const one = this.findings.find(({ id }) => id === changedText(event));
    if (!one) return;
    const words = applied(this.wordsOf(one), one);
    this.findings = moved(this.findings, one);
    this.change(withText(this.text, one.questionId, one.field, words));
  },
  wordsOf({ questionId, field }: RedactionFinding): string {
    if (field === 'preface') return this.text.preface;
    return this.text.items.find((item) => item.questionId === questionId)?.[field] ?? '';
  },
  keepFinding(event: WechatMiniprogram.CustomEvent) {
    this.kept = [...new Set([...this.kept, changedText(event)])];
    this.keep();
    this.render(this.data.view?.isPublished ? 'local' : this.isDirty() ? 'typing' : 'saved');
  },
  async askPublish() {
    await this.save();
    if (this.data.open > 0) {
      this.setData({ problem: `还有 ${this.data.open} 处疑似姓名或号码，逐处改掉或保留后再发布。` });
      return;
    }
    if (this.isDirty()) return;
    this.setData({ isPublishing: true, problem: '', reason: '' });
  },
  stay() {
    this.setData({ isPublishing: false, isBlackingOut: false });
  },
  askPrivacy() {
    this.setData({ isBlackingOut: true, problem: '', passages: '', reason: '' });
  },
  typePassages(event: WechatMiniprogram.CustomEvent) {
    this.setData({ passages: changedText(event) });
  },
  async blackOut() {
    const { id, reason, passages, isSending } = this.data;
    if (isSending) return;
    if (passages.trim() === '' || reason.trim() === '') {
      wx.showToast({ title: '请填写文字和原因', icon: 'none' });
      return;
    }
    this.setData({ isBlackingOut: false, isSending: true, problem: '' });
    try {
      const input = { sessionId: id, version: this.version, passages: passagesOf(passages), reason };
      const draft = await command('hall.correctPrivacy', input);
      if (isSameText(this.text, this.base)) this.take(draft);
      else await this.joinTheirs();
      wx.showToast({ title: '已遮盖', icon: 'none' });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      this.setData({ problem: sentenceFor(error) });
      if (error.code === 'conflict') await this.joinTheirs();
    } finally {
      this.setData({ isSending: false });
    }
  },
  typeCorrection(event: WechatMiniprogram.CustomEvent) {
    this.setData({ reason: changedText(event) });
  },
  async publish() {
    const { id, view, reason, isSending } = this.data;
    if (isSending || !view) return;
    if (view.isPublished && reason.trim() === '') {
      wx.showToast({ title: '请写明更正的原因', icon: 'none' });
      return;
    }
    this.setData({ isPublishing: false, isSending: true, problem: '' });
    try {
      const { version, kept, text } = this;
      const draft = view.isPublished
        ? await command('hall.correctMinutes', { sessionId: id, version, ...text, reason, kept })
        : await command('hall.publishMinutes', { sessionId: id, version, kept });
      dropDraft(this.name());
      this.take(draft);
      this.setData({ told: '', editing: '-' });
      wx.showToast({ title: view.isPublished ? '更正已发布' : '已发布，正在通知大家', icon: 'none' });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      this.setData({ problem: sentenceFor(error) });
      // What is newly found or newly written is shown where it stands.
      if (error.code === 'conflict' || error.code === 'redaction_open') await this.joinTheirs();
    } finally {
      this.setData({ isSending: false });
    }
  },
});
