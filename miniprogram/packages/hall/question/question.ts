import { CallError } from '../../../api/call-error';
import { categoryChoices } from '../../../api/categories';
import { ask, command } from '../../../api/client';
import { dropDraft, keepDraft, readDraft } from '../../../api/draft';
import type { DeskPerson, HallView } from '../../../api/dto';
import { fieldSentences } from '../../../api/errors';
import { blankScreen, show } from '../../../api/screen';
import { serverNow } from '../../../api/server-time';
import { caseTopics } from '../../../api/topics';
import { sentenceFor } from '../../../api/trouble';
import { changedFlag, changedText, dataText } from '../../../shared/event';
import { LIMITS } from '../../../shared/limits';
import { isoDate } from '../../../shared/time';
import {
  ASKER_KINDS,
  blankQuestion,
  type Difference,
  differences,
  draftOf,
  dueWords,
  formOf,
  isQuestionDraft,
  missingIn,
  type QuestionDraft,
  SETTLEMENTS,
  takeTheirs,
  toggled,
} from './form';
import { changedAt, type FurtherDraft, withOneMore } from './further';

/** Which of the further answers an event is about. */
const placeOf = (event: WechatMiniprogram.BaseEvent): number => Number(dataText(event, 'at'));

interface QuestionView {
  title: string;
  departments: { key: string; label: string }[];
}

const DAY = 86_400_000;

const chosen = (ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, true]));

Page({
  data: {
    ...blankScreen(),
    sessionId: '',
    id: '',
    view: null as QuestionView | null,
    draft: blankQuestion(),
    dueLabel: '请选择',
    errors: {} as Record<string, string>,
    problem: '',
    changed: [] as Difference[],
    isConflict: false,
    isRestored: false,
    isSending: false,
    hasCo: false,
    /** Which departments are chosen to help: a template calls no methods. */
    helps: {} as Record<string, boolean>,
    search: '',
    found: [] as DeskPerson[],
    /** Who sits at the table: one tap instead of typing a name. */
    answerers: [] as string[],
    /** Who may have answered besides: lead and helping departments, or nobody's department. */
    involved: [] as { key: string; label: string }[],
    today: isoDate(Date.now()),
    categories: [] as ReturnType<typeof categoryChoices>,
    askerKinds: ASKER_KINDS,
    settlements: SETTLEMENTS,
    limits: LIMITS,
    skeleton: [{ width: '40%' }, { height: '88rpx' }, { height: '200rpx' }, { height: '88rpx' }],
  },
  /** What the server had when this began, and what it has now if somebody was faster. */
  base: blankQuestion(),
  theirs: null as QuestionDraft | null,
  searching: 0,
  async onLoad(query: Record<string, string | undefined>) {
    this.setData({ sessionId: query.session ?? '', id: query.id ?? '' });
    await this.load();
  },
  draftName(): string {
    return `question:${this.data.id || `new:${this.data.sessionId}`}`;
  },
  async load() {
    const { sessionId, id } = this.data;
    const listed = caseTopics();
    const hall = await show(
      this,
      () => ask('hall.view', { sessionId }),
      (data) => this.viewOf(data),
    );
    await listed;
    if (!hall) return;
    this.setData({ answerers: [...new Set(hall.places.map(({ name }) => name))] });
    const question = hall.questions.find((one) => one.id === id);
    this.base = question ? draftOf(question) : blankQuestion();
    if (question && question.state !== 'on_spot' && question.state !== 'transferred')
      this.base = { ...this.base, settled: 'on_spot' };
    const kept = readDraft(this.draftName(), isQuestionDraft);
    this.fill(kept ?? this.base, kept !== null);
  },
  viewOf(hall: HallView): QuestionView {
    const question = hall.questions.find(({ id }) => id === this.data.id);
    return {
      title: question ? question.title : '新问题',
      departments: hall.departments.map(({ id, name }) => ({ key: id, label: name })),
    };
  },
  fill(draft: QuestionDraft, isRestored: boolean) {
    this.setData({
      categories: categoryChoices(this.base.category),
      draft,
      isRestored,
      dueLabel: dueWords(draft.due),
      hasCo: draft.coIds.length > 0,
      helps: chosen(draft.coIds),
      involved: this.involvedIn(draft),
      errors: {},
      problem: '',
    });
  },
  /** Everything typed is on the phone before it is anywhere else. */
  change(part: Partial<QuestionDraft>) {
    const draft = { ...this.data.draft, ...part };
    keepDraft(this.draftName(), draft);
    const errors = { ...this.data.errors };
    for (const field of Object.keys(part)) errors[field] = '';
    this.setData({
      draft,
      errors,
      problem: '',
      dueLabel: dueWords(draft.due),
      helps: chosen(draft.coIds),
      involved: this.involvedIn(draft),
    });
  },
  involvedIn({ departmentId, coIds }: QuestionDraft): { key: string; label: string }[] {
    const departments = this.data.view?.departments ?? [];
    return departments.filter(({ key }) => key === departmentId || coIds.includes(key));
  },
  changeFurther(event: WechatMiniprogram.BaseEvent, part: Partial<FurtherDraft>) {
    this.change({ others: changedAt(this.data.draft.others, placeOf(event), part) });
  },
  addFurther() {
    this.change({ others: withOneMore(this.data.draft) });
  },
  dropFurther(event: WechatMiniprogram.TouchEvent) {
    const dropped = placeOf(event);
    this.change({ others: this.data.draft.others.filter((_one, at) => at !== dropped) });
  },
  typeFurtherName(event: WechatMiniprogram.CustomEvent) {
    this.changeFurther(event, { answeredBy: changedText(event) });
  },
  typeFurther(event: WechatMiniprogram.CustomEvent) {
    this.changeFurther(event, { answer: changedText(event) });
  },
  useFurtherAnswerer(event: WechatMiniprogram.TouchEvent) {
    this.changeFurther(event, { answeredBy: dataText(event, 'name') });
  },
  pickFurtherDepartment(event: WechatMiniprogram.CustomEvent) {
    this.changeFurther(event, { departmentId: changedText(event) });
  },
  startAgain() {
    dropDraft(this.draftName());
    this.fill(this.base, false);
  },
  type(event: WechatMiniprogram.CustomEvent) {
    this.change({ [dataText(event, 'field')]: changedText(event) });
  },
  pickCategory(event: WechatMiniprogram.CustomEvent) {
    this.change({ category: changedText(event) });
  },
  pickDepartment(event: WechatMiniprogram.CustomEvent) {
    const departmentId = changedText(event);
    this.change({ departmentId, coIds: this.data.draft.coIds.filter((id) => id !== departmentId) });
  },
  openCo() {
    this.setData({ hasCo: !this.data.hasCo });
  },
  toggleCo(event: WechatMiniprogram.TouchEvent) {
    this.change({ coIds: toggled(this.data.draft, dataText(event, 'id')) });
  },
  pickAsker(event: WechatMiniprogram.CustomEvent) {
    const asker = ASKER_KINDS.find(({ key }) => key === changedText(event))?.key;
    if (asker) this.change({ asker });
  },
  pickSettlement(event: WechatMiniprogram.CustomEvent) {
    const settled = SETTLEMENTS.find(({ key }) => key === changedText(event))?.key;
    if (!settled) return;
    const isFirst = settled === 'transferred' && this.data.draft.due === '';
    this.change({ settled, ...(isFirst ? { due: isoDate(serverNow() + 7 * DAY) } : {}) });
  },
  pickDue(event: WechatMiniprogram.CustomEvent) {
    this.change({ due: changedText(event) });
  },
  setPersonal(event: WechatMiniprogram.CustomEvent) {
    this.change({ isPersonal: changedFlag(event) });
  },
  useAnswerer(event: WechatMiniprogram.TouchEvent) {
    this.change({ answeredBy: dataText(event, 'name') });
  },
  async typeSearch(event: WechatMiniprogram.CustomEvent) {
    const search = changedText(event).trim();
    const turn = ++this.searching;
    this.setData({ search });
    if (search === '') {
      this.setData({ found: [] });
      return;
    }
    try {
      const { data } = await ask('hall.deskSearch', { sessionId: this.data.sessionId, search });
      if (turn === this.searching) this.setData({ found: data.people, problem: '' });
    } catch (error) {
      if (turn === this.searching) this.setData({ problem: sentenceFor(error) });
    }
  },
  useAsker(event: WechatMiniprogram.TouchEvent) {
    const one = this.data.found.find(({ personId }) => personId === dataText(event, 'id'));
    if (!one) return;
    this.change({ askerId: one.personId, askerName: one.name });
    this.setData({ found: [], search: '', 'errors.asker': '' });
  },
  async send() {
    const { draft, isSending, id, sessionId } = this.data;
    if (isSending) return;
    const errors = missingIn(draft);
    const question = formOf(draft);
    if (!question) {
      const [problem] = Object.values(errors);
      this.setData({ errors, problem: problem ?? '' });
      return;
    }
    this.setData({ isSending: true, problem: '', errors: {} });
    try {
      if (id === '') await command('hall.addQuestion', { sessionId, question });
      else await command('hall.saveQuestion', { questionId: id, version: draft.version, question });
      dropDraft(this.draftName());
      wx.showToast({ title: draft.settled === 'transferred' ? '已记录，转成诉求' : '已记录', icon: 'none' });
      wx.navigateBack();
    } catch (error) {
      await this.refuse(error);
    } finally {
      this.setData({ isSending: false });
    }
  },
  async refuse(error: unknown) {
    if (!(error instanceof CallError)) throw error;
    if (error.code === 'conflict') {
      await this.compare();
      return;
    }
    const errors = fieldSentences(error.fields, 'question.');
    if (errors.category !== undefined) {
      // What can be chosen may have changed while this was written.
      await caseTopics();
      this.setData({ categories: categoryChoices(this.base.category) });
    }
    const [first] = Object.values(errors);
    this.setData({ errors, problem: first ?? sentenceFor(error) });
  },
  /** Somebody saved first: shows what is new, keeps everything typed, and the next save is on top of theirs. */
  async compare() {
    try {
      const { data } = await ask('hall.view', { sessionId: this.data.sessionId });
      const question = data.questions.find(({ id }) => id === this.data.id);
      if (!question) return;
      const theirs = draftOf(question);
      const names = new Map(data.departments.map(({ id, name }) => [id, name]));
      const changed = differences(this.base, theirs, this.data.draft, (id) => names.get(id) ?? '');
      this.theirs = theirs;
      this.base = theirs;
      this.change({ version: theirs.version });
      this.setData({ changed, isConflict: true });
      wx.pageScrollTo({ scrollTop: 0, duration: 200 });
    } catch (error) {
      this.setData({ problem: sentenceFor(error) });
    }
  },
  useTheirs(event: WechatMiniprogram.TouchEvent) {
    const taken = this.data.changed.find(({ field }) => field === dataText(event, 'field'));
    if (!taken || !this.theirs) return;
    this.change(takeTheirs(this.data.draft, this.theirs, taken.field));
    this.setData({ changed: this.data.changed.filter((change) => change !== taken) });
  },
});
