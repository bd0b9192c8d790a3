import { CallError } from '../../../api/call-error';
import { categoryChoices } from '../../../api/categories';
import { ask, command } from '../../../api/client';
import { departmentNames } from '../../../api/departments';
import { dropDraft, keepDraft, readDraft } from '../../../api/draft';
import type { RedactionFinding } from '../../../api/dto';
import { fieldSentences } from '../../../api/errors';
import { uploadPictures } from '../../../api/pictures';
import { blankScreen, pullDown, show } from '../../../api/screen';
import { serverNow } from '../../../api/server-time';
import { caseTopics, type Topics } from '../../../api/topics';
import { sentenceFor } from '../../../api/trouble';
import { CASE_ACTIONS, CASE_LIMITS, type CaseAction } from '../../../shared/case';
import { changedNumber, changedText, dataText } from '../../../shared/event';
import { LIMITS } from '../../../shared/limits';
import { openPage } from '../../../shared/open-page';
import { changedPictures } from '../../../shared/picture';
import { isoDate } from '../../../shared/time';
import { applied, type FindingRow, findingRows } from '../../../view/findings';
import { topicChoices } from '../../../view/topic-choices';
import { commandOf } from './command';
import { type ActionDraft, begunWith, blankAction, type Helper, helpersOf, isTyped, typedOf } from './draft';
import { type ActionForm, formOf, missingIn } from './forms';
import { type SuggestedView, suggestedViews } from './suggested';
import { type HandleView, handleView } from './view';

const isAction = (value: string): value is CaseAction => Object.keys(CASE_ACTIONS).includes(value);

Page({
  data: {
    ...blankScreen(),
    id: '',
    view: null as HandleView | null,
    form: null as ActionForm | null,
    draft: blankAction(),
    departments: [] as { key: string; label: string }[],
    helpers: [] as Helper[],
    canned: [] as { id: string; title: string; text: string }[],
    /** Where it might go; empty while unknown, or where there is nothing to say. */
    suggested: [] as SuggestedView[],
    categories: [] as ReturnType<typeof categoryChoices>,
    /** Of the category in the form; empty where it has none. */
    topics: [] as ReturnType<typeof topicChoices>,
    today: '',
    /** What in public words has yet to be looked at. */
    found: [] as FindingRow[],
    revealed: '',
    problem: '',
    limits: LIMITS,
    caseLimits: CASE_LIMITS,
    isSending: false,
    skeleton: [
      { width: '40%' },
      { width: '80%', height: '56rpx' },
      1,
      { height: '160rpx' },
      { height: '240rpx' },
    ],
  },
  uploaded: new Map<string, string>(),
  findings: [] as RedactionFinding[],
  kept: [] as string[],
  topics: [] as Topics,
  onLoad(query: Record<string, string | undefined>) {
    this.uploaded = new Map();
    this.setData({ id: query.id ?? '', today: isoDate(serverNow()) });
  },
  async onShow() {
    await this.load();
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  async load() {
    const names = await departmentNames();
    this.setData({ departments: Object.entries(names).map(([key, label]) => ({ key, label })) });
    await show(
      this,
      () => ask('case.get', { caseId: this.data.id }),
      (view, now) => handleView(view, names, now),
    );
  },
  async open(event: WechatMiniprogram.TouchEvent) {
    const action = dataText(event, 'action');
    const { view } = this.data;
    const form = isAction(action) ? formOf(action) : null;
    if (!view || !form) return;
    const { first } = view;
    // What was typed before the form was closed, or the app killed, is still there.
    const kept = readDraft(this.draftName(form.action), isTyped);
    const draft = { ...blankAction(), ...begunWith(form.action, first), ...kept };
    const helpers = helpersOf(this.data.departments, draft);
    this.findings = [];
    this.kept = [];
    this.setData({ form, draft, helpers, found: [], problem: '', canned: [], suggested: [], topics: [] });
    if (form.action === 'draftReply' && first.leadId !== '') await this.loadCanned(first.leadId);
    if (form.fields.topic) await this.loadTopics();
    if (form.action === 'accept') await this.loadSuggestion();
    if (form.action === 'handTo') await this.loadColleagues(form, first.leadId);
  },
  async loadCanned(departmentId: string) {
    try {
      const text = this.data.view?.first.title ?? '';
      const [canned, earlier] = await Promise.all([
        ask('case.cannedAnswers', { departmentId }),
        text === '' ? null : ask('case.similar', { text }),
      ]);
      const answered = (earlier?.data.cases ?? []).filter(({ reply }) => reply !== '');
      this.setData({
        canned: [
          ...canned.data.answers,
          ...answered.map(({ id, title, reply }) => ({ id, title: `以前答过：${title}`, text: reply })),
        ],
      });
    } catch (error) {
      // The answer can be written without them.
      if (!(error instanceof CallError)) throw error;
    }
  },
  async loadTopics() {
    this.topics = await caseTopics();
    this.setData({ categories: categoryChoices(this.data.view?.first.category) });
    this.showTopics();
  },
  showTopics() {
    this.setData({ topics: topicChoices(this.topics, this.data.draft.category) });
  },
  async loadSuggestion() {
    const { id: caseId, draft } = this.data;
    const { topicId } = draft;
    try {
      const { data } = await ask('case.suggestion', { caseId, ...(topicId === '' ? {} : { topicId }) });
      // Another topic that was picked meanwhile has its own answer on the way.
      if (this.data.draft.topicId === topicId)
        this.setData({ suggested: suggestedViews(data, this.data.departments) });
    } catch (error) {
      // A person knows the way as well.
      if (!(error instanceof CallError)) throw error;
    }
  },
  followSuggested(event: WechatMiniprogram.TouchEvent) {
    const suggested = this.data.suggested.find(({ from }) => from === dataText(event, 'from'));
    if (!suggested) return;
    const { departmentId, urgency } = suggested;
    this.change({
      ...(departmentId === '' ? {} : { departmentId }),
      ...(urgency === '' ? {} : { choice: urgency }),
    });
  },
  pickCategory(event: WechatMiniprogram.CustomEvent) {
    this.change({ category: changedText(event), topicId: '' });
    this.showTopics();
  },
  async pickTopic(event: WechatMiniprogram.CustomEvent) {
    this.change({ topicId: changedText(event) });
    if (this.data.form?.action === 'accept') await this.loadSuggestion();
  },
  async loadColleagues(form: ActionForm, departmentId: string) {
    try {
      const { colleagues } = (await ask('case.colleagues', { departmentId })).data;
      const choices = colleagues.map(({ personId, name }) => ({ key: personId, label: name }));
      this.setData({ form: { ...form, choices }, problem: choices.length > 0 ? '' : '部门里没有别的经办人' });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      this.setData({ problem: sentenceFor(error) });
    }
  },
  useCanned(event: WechatMiniprogram.TouchEvent) {
    const one = this.data.canned.find(({ id }) => id === dataText(event, 'id'));
    if (one) this.change({ text: one.text });
  },
  close() {
    this.setData({ form: null });
  },
  draftName(action: CaseAction): string {
    return `handle:${this.data.id}:${action}`;
  },
  change(part: Partial<ActionDraft>) {
    const draft = { ...this.data.draft, ...part };
    const { form } = this.data;
    if (form) keepDraft(this.draftName(form.action), typedOf(draft));
    this.setData({ draft, helpers: helpersOf(this.data.departments, draft), problem: '' });
  },
  type(event: WechatMiniprogram.CustomEvent) {
    this.change({ [dataText(event, 'field')]: changedText(event) });
  },
  pickChoice(event: WechatMiniprogram.CustomEvent) {
    this.change({ choice: changedText(event) });
  },
  pickDepartment(event: WechatMiniprogram.CustomEvent) {
    const departmentId = changedText(event);
    this.change({ departmentId, coIds: this.data.draft.coIds.filter((id) => id !== departmentId) });
  },
  toggleCo(event: WechatMiniprogram.TouchEvent) {
    const id = dataText(event, 'id');
    const { coIds } = this.data.draft;
    const without = coIds.filter((department) => department !== id);
    this.change({
      coIds: without.length < coIds.length ? without : [...coIds, id].slice(0, LIMITS.coDepartmentsMax),
    });
  },
  changePictures(event: WechatMiniprogram.CustomEvent) {
    this.change({ pictures: changedPictures(event) });
  },
  pickDate(event: WechatMiniprogram.CustomEvent) {
    this.change({ date: changedText(event) });
  },
  pickDays(event: WechatMiniprogram.CustomEvent) {
    this.change({ days: changedNumber(event, 3) });
  },
  async give() {
    await this.send(false);
  },
  async refuse() {
    await this.send(true);
  },
  async send(isRefusing: boolean) {
    const { form, draft, view, isSending } = this.data;
    if (!form || !view || isSending) return;
    const missing = missingIn(form, draft, isRefusing);
    if (missing) {
      this.setData({ problem: missing });
      return;
    }
    this.setData({ isSending: true, problem: '' });
    try {
      const intoId =
        form.action === 'merge' ? (await ask('case.byNumber', { number: draft.line.trim() })).data.id : '';
      const pictures = await uploadPictures(draft.pictures, this.uploaded);
      const { caseId, draftId, orderId } = view;
      const { topicId } = view.first;
      const target = { caseId, draftId, orderId, intoId, topicId, pictures, kept: this.kept };
      const given = commandOf(form, draft, target, isRefusing);
      if (!given) {
        this.setData({ problem: '请先选一项' });
        return;
      }
      if (given.action === 'case.revealAsker') {
        const asker = await command(given.action, given.input);
        this.setData({ revealed: `${asker.name} · ${asker.number} · ${asker.unit} ${asker.phone}` });
      } else await command(given.action, given.input);
      dropDraft(this.draftName(form.action));
      this.setData({ form: null });
      await this.load();
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      const isFound = error.code === 'redaction_open' && form.action === 'publish';
      if (isFound) await this.showFindings();
      const [first] = isFound ? [] : Object.values(fieldSentences(error.fields, ''));
      this.setData({ problem: first ?? sentenceFor(error) });
    } finally {
      this.setData({ isSending: false });
    }
  },
  async showFindings() {
    const { id: caseId, draft } = this.data;
    try {
      const words = { caseId, title: draft.line, text: draft.text, reply: draft.reply };
      this.findings = (await ask('case.publicFindings', words)).data.findings;
      this.setData({ found: findingRows(this.findings, this.kept) });
    } catch (error) {
      // The refusal itself is shown; another tap asks again.
      if (!(error instanceof CallError)) throw error;
    }
  },
  useSuggestion(event: WechatMiniprogram.CustomEvent) {
    const finding = this.findings.find(({ id }) => id === changedText(event));
    if (!finding) return;
    this.findings = this.findings.filter(({ id }) => id !== finding.id);
    const { draft } = this.data;
    if (finding.field === 'title') this.change({ line: applied(draft.line, finding) });
    else if (finding.field === 'answer') this.change({ reply: applied(draft.reply, finding) });
    else this.change({ text: applied(draft.text, finding) });
    this.setData({ found: findingRows(this.findings, this.kept) });
  },
  keepFinding(event: WechatMiniprogram.CustomEvent) {
    this.kept = [...this.kept, changedText(event)];
    this.setData({ found: findingRows(this.findings, this.kept), problem: '' });
  },
  look(event: WechatMiniprogram.TouchEvent) {
    wx.previewImage({ urls: [dataText(event, 'src')] });
  },
  openCase(event: WechatMiniprogram.CustomEvent) {
    openPage(`/packages/case/handle/handle?id=${changedText(event)}`);
  },
});
