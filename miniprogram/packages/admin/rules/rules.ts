import { ask, command } from '../../../api/client';
import { blankScreen, show } from '../../../api/screen';
import { sentenceFor } from '../../../api/trouble';
import { changedText, dataText } from '../../../shared/event';
import { LIMITS } from '../../../shared/limits';
import { changeFrom, type RulesView, rulesView } from './view';

Page({
  data: {
    ...blankScreen(),
    view: null as RulesView | null,
    /** What is being changed: the path of a number, `breaks`, or empty. */
    path: '',
    label: '',
    hint: '',
    typed: '',
    reason: '',
    problem: '',
    isSending: false,
    limits: LIMITS,
    skeleton: [{ width: '30%' }, { height: '80rpx' }, { height: '80rpx' }, { height: '80rpx' }],
  },
  async onLoad() {
    await this.load();
  },
  async load() {
    await show(this, () => ask('account.rulebook', {}), rulesView);
  },
  open(event: WechatMiniprogram.BaseEvent) {
    const rule = this.data.view?.numbers.find(({ path }) => path === dataText(event, 'path'));
    if (!rule) return;
    this.edit(rule.path, rule.label, rule.range, String(rule.value));
  },
  openBreaks() {
    this.edit(
      'breaks',
      '学校假期',
      '一行一个：名称 起 止，例如 寒假 2027-01-16 2027-02-28',
      this.data.view?.breaks ?? '',
    );
  },
  edit(path: string, label: string, hint: string, typed: string) {
    this.setData({ path, label, hint, typed, reason: '', problem: '' });
  },
  close() {
    this.setData({ path: '' });
  },
  type(event: WechatMiniprogram.CustomEvent) {
    this.setData({ typed: changedText(event), problem: '' });
  },
  typeReason(event: WechatMiniprogram.CustomEvent) {
    this.setData({ reason: changedText(event), problem: '' });
  },
  async save() {
    const { view, path, typed, reason, hint, isSending } = this.data;
    if (!view || isSending) return;
    const change = changeFrom(path, typed);
    if (!change) {
      this.setData({ problem: hint });
      return;
    }
    if (reason.trim() === '') {
      this.setData({ problem: '请写明原因，会公开在修订记录里' });
      return;
    }
    this.setData({ isSending: true });
    try {
      const book = await command('account.changeRule', { version: view.version, change, reason });
      this.setData({ view: rulesView(book), path: '' });
      wx.showToast({ title: '已改，对还没预告的活动生效', icon: 'none' });
    } catch (error) {
      this.setData({ problem: sentenceFor(error) });
    } finally {
      this.setData({ isSending: false });
    }
  },
});
