import { CallError } from '../../../api/call-error';
import { ask, command } from '../../../api/client';
import type { Input, Output } from '../../../api/dto';
import { fieldSentences } from '../../../api/errors';
import { blankScreen, show } from '../../../api/screen';
import { sentenceFor } from '../../../api/trouble';
import { CASE_LIMITS } from '../../../shared/case';
import { OTHER } from '../../../shared/category';
import { changedText, dataText } from '../../../shared/event';
import {
  blankCategory,
  blankTopic,
  categoryDraftOf,
  draftOf,
  panelHint,
  type TopicDraft,
  type TopicsView,
  topicsView,
  withDraft,
  withEarlier,
} from './view';

Page({
  data: {
    ...blankScreen(),
    view: null as TopicsView | null,
    isOpen: false,
    draft: blankTopic(),
    hint: '',
    /** 其他 catches what belongs nowhere else. */
    mayRetire: true,
    problem: '',
    isSending: false,
    limits: CASE_LIMITS,
    skeleton: [{ width: '40%' }, 1, { width: '40%' }, 1, { width: '40%' }, 1],
  },
  departments: [] as Output<'account.departments'>['departments'],
  async onLoad() {
    await this.load();
  },
  async load() {
    await show(
      this,
      async () => {
        const [list, known] = await Promise.all([ask('case.topicList', {}), ask('account.departments', {})]);
        this.departments = known.data.departments;
        return list;
      },
      (list) => topicsView(list, this.departments),
    );
  },
  create(event: WechatMiniprogram.BaseEvent) {
    this.show(blankTopic(dataText(event, 'key')));
  },
  createCategory() {
    this.show(blankCategory());
  },
  openCategory(event: WechatMiniprogram.BaseEvent) {
    const { view } = this.data;
    const draft = view && categoryDraftOf(view, dataText(event, 'id'));
    if (draft) this.show(draft);
  },
  open(event: WechatMiniprogram.BaseEvent) {
    const { view } = this.data;
    const draft = view && draftOf(view, dataText(event, 'id'));
    if (draft) this.show(draft);
  },
  show(draft: TopicDraft) {
    const { view } = this.data;
    const hint = view ? panelHint(draft, view) : '';
    this.setData({
      isOpen: true,
      draft,
      hint,
      mayRetire: draft.id !== '' && draft.id !== OTHER,
      problem: '',
    });
  },
  close() {
    this.setData({ isOpen: false });
  },
  change(part: Partial<TopicDraft>) {
    this.setData({ draft: { ...this.data.draft, ...part }, problem: '' });
  },
  typeName(event: WechatMiniprogram.CustomEvent) {
    this.change({ name: changedText(event) });
  },
  pickDepartment(event: WechatMiniprogram.CustomEvent) {
    this.change({ departmentId: changedText(event) });
  },
  pickUrgency(event: WechatMiniprogram.CustomEvent) {
    this.change({ urgency: changedText(event) });
  },
  async save() {
    await this.sendDraft(this.data.draft);
  },
  async moveUp() {
    const { view, draft } = this.data;
    if (view) await this.send(withEarlier(view, draft.id));
  },
  /** One tap, and one more takes it back. */
  async turn() {
    const { draft } = this.data;
    await this.sendDraft({ ...draft, isRetired: !draft.isRetired });
  },
  async sendDraft(draft: TopicDraft) {
    const { view } = this.data;
    if (draft.name.trim() === '')
      this.setData({ problem: draft.kind === 'topic' ? '请写主题名称' : '请写类别名称' });
    else if (view) await this.send(withDraft(view, draft));
  },
  async send(list: Input<'case.saveTopics'>) {
    if (this.data.isSending) return;
    this.setData({ isSending: true });
    try {
      const saved = await command('case.saveTopics', list);
      this.setData({ view: topicsView(saved, this.departments), isOpen: false });
      wx.showToast({ title: '已保存', icon: 'none' });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      const [first] = Object.values(fieldSentences(error.fields, ''));
      this.setData({ problem: first || sentenceFor(error) });
    } finally {
      this.setData({ isSending: false });
    }
  },
});
