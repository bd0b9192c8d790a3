import { CallError } from '../../../api/call-error';
import { ask, command } from '../../../api/client';
import type { Output } from '../../../api/dto';
import { fieldSentences } from '../../../api/errors';
import { blankScreen, show } from '../../../api/screen';
import { sentenceFor } from '../../../api/trouble';
import { CASE_LIMITS } from '../../../shared/case';
import { changedText, dataText } from '../../../shared/event';
import {
  blankTopic,
  draftOf,
  isCategory,
  type TopicDraft,
  type TopicsView,
  topicsView,
  withDraft,
} from './view';

Page({
  data: {
    ...blankScreen(),
    view: null as TopicsView | null,
    isOpen: false,
    draft: blankTopic(),
    groupName: '',
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
    const category = dataText(event, 'key');
    if (isCategory(category)) this.show(blankTopic(category));
  },
  open(event: WechatMiniprogram.BaseEvent) {
    const { view } = this.data;
    const draft = view && draftOf(view, dataText(event, 'id'));
    if (draft) this.show(draft);
  },
  show(draft: TopicDraft) {
    const groupName = this.data.view?.groups.find(({ key }) => key === draft.category)?.label ?? '';
    this.setData({ isOpen: true, draft, groupName, problem: '' });
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
    await this.send(this.data.draft);
  },
  /** One tap, and one more takes it back. */
  async turn() {
    const { draft } = this.data;
    await this.send({ ...draft, isRetired: !draft.isRetired });
  },
  async send(draft: TopicDraft) {
    const { view, isSending } = this.data;
    if (!view || isSending) return;
    if (draft.name.trim() === '') {
      this.setData({ problem: '请写主题名称' });
      return;
    }
    this.setData({ isSending: true });
    try {
      const saved = await command('case.saveTopics', {
        version: view.version,
        topics: withDraft(view, draft),
      });
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
