import { ask, command } from '../../../api/client';
import { blankScreen, show } from '../../../api/screen';
import { sentenceFor } from '../../../api/trouble';
import { changedNumber, changedText, dataText } from '../../../shared/event';
import { LIMITS } from '../../../shared/limits';
import { type Choice, type DepartmentsView, departmentsView, successorChoices } from './view';

Page({
  data: {
    ...blankScreen(),
    view: null as DepartmentsView | null,
    /** What the panel does: nothing, `save`, or `dissolve`. */
    doing: '' as '' | 'save' | 'dissolve',
    /** The department it is about; empty for a new one. */
    id: '',
    name: '',
    headName: '',
    leaderId: '',
    successors: [] as Choice[],
    successorIndex: 0,
    reason: '',
    problem: '',
    isSending: false,
    limits: LIMITS,
    skeleton: [{ width: '40%' }, 1, { width: '40%' }, 1, { width: '40%' }, 1],
  },
  async onLoad() {
    await this.load();
  },
  async load() {
    await show(this, () => ask('account.departmentList', {}), departmentsView);
  },
  create() {
    this.setData({ doing: 'save', id: '', name: '', headName: '', leaderId: '', reason: '', problem: '' });
  },
  open(event: WechatMiniprogram.BaseEvent) {
    const row = this.data.view?.rows.find(({ id }) => id === dataText(event, 'id'));
    if (!row) return;
    const { id, name, headName, leaderId } = row;
    this.setData({ doing: 'save', id, name, headName, leaderId, reason: '', problem: '' });
  },
  end() {
    const { view, id } = this.data;
    if (!view) return;
    this.setData({
      doing: 'dissolve',
      successors: successorChoices(view, id),
      successorIndex: 0,
      reason: '',
      problem: '',
    });
  },
  close() {
    this.setData({ doing: '' });
  },
  typeName(event: WechatMiniprogram.CustomEvent) {
    this.setData({ name: changedText(event), problem: '' });
  },
  typeHead(event: WechatMiniprogram.CustomEvent) {
    this.setData({ headName: changedText(event), problem: '' });
  },
  pickLeader(event: WechatMiniprogram.CustomEvent) {
    this.setData({ leaderId: changedText(event), problem: '' });
  },
  pickSuccessor(event: WechatMiniprogram.CustomEvent) {
    this.setData({ successorIndex: changedNumber(event, 0) });
  },
  typeReason(event: WechatMiniprogram.CustomEvent) {
    this.setData({ reason: changedText(event), problem: '' });
  },
  async save() {
    const { id, name, headName, leaderId, reason } = this.data;
    if (name.trim() === '') {
      this.setData({ problem: '请写部门名称' });
      return;
    }
    await this.send(() =>
      command('account.saveDepartment', {
        departmentId: id || null,
        name,
        headName,
        leaderId: leaderId || null,
        reason,
      }),
    );
  },
  async dissolve() {
    const { id, successors, successorIndex, reason } = this.data;
    if (reason.trim() === '') {
      this.setData({ problem: '请写明原因，会记在操作记录里' });
      return;
    }
    const successorId = successors[successorIndex]?.key || null;
    await this.send(() => command('account.dissolveDepartment', { departmentId: id, successorId, reason }));
  },
  async send(change: () => Promise<Parameters<typeof departmentsView>[0]>) {
    if (this.data.isSending) return;
    this.setData({ isSending: true });
    try {
      this.setData({ view: departmentsView(await change()), doing: '' });
      wx.showToast({ title: '已保存', icon: 'none' });
    } catch (error) {
      this.setData({ problem: sentenceFor(error) });
    } finally {
      this.setData({ isSending: false });
    }
  },
});
