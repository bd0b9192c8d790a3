import { ask, command } from '../../../api/client';
import { blankScreen, show } from '../../../api/screen';
import { sentenceFor } from '../../../api/trouble';
import { changedText, dataText } from '../../../shared/event';
import { LIMITS } from '../../../shared/limits';
import { changeFrom, missingInBreaks, type RulesView, rulesView, type SchoolBreak } from './view';

Page({
  data: {
    ...blankScreen(),
    view: null as RulesView | null,
    /** What is being changed: the path of a number, `breaks`, or empty. */
    path: '',
    label: '',
    hint: '',
    unit: '',
    typed: '',
    breaks: [] as SchoolBreak[],
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
    const numbers = this.data.view?.groups.flatMap((group) => group.numbers) ?? [];
    const rule = numbers.find(({ path }) => path === dataText(event, 'path'));
    if (!rule) return;
    const { path, label, range: hint, unit, value } = rule;
    this.setData({ path, label, hint, unit, typed: String(value), reason: '', problem: '' });
  },
  openBreaks() {
    const breaks = this.data.view?.breaks ?? [];
    this.setData({
      path: 'breaks',
      label: '校历',
      hint: '没有列出的日子按国家放假通知',
      breaks,
      reason: '',
      problem: '',
    });
  },
  addBreak(event: WechatMiniprogram.TouchEvent) {
    const kind = dataText(event, 'kind') === 'worked' ? { isWorked: true as const } : {};
    this.setData({ breaks: [...this.data.breaks, { name: '', from: '', to: '', ...kind }], problem: '' });
  },
  dropBreak(event: WechatMiniprogram.TouchEvent) {
    const place = Number(dataText(event, 'at'));
    this.setData({ breaks: this.data.breaks.filter((_row, at) => at !== place), problem: '' });
  },
  changeBreak(event: WechatMiniprogram.CustomEvent) {
    const place = Number(dataText(event, 'at'));
    const part = { [dataText(event, 'field')]: changedText(event) };
    this.setData({
      breaks: this.data.breaks.map((row, at) => (at === place ? { ...row, ...part } : row)),
      problem: '',
    });
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
    const { view, path, typed, breaks, reason, hint, isSending } = this.data;
    if (!view || isSending) return;
    const change = changeFrom(path, typed, breaks);
    if (!change) {
      this.setData({ problem: path === 'breaks' ? missingInBreaks(breaks) : hint });
      return;
    }
    if (reason.trim() === '') {
      this.setData({ problem: '请写明原因，原因公开' });
      return;
    }
    this.setData({ isSending: true });
    try {
      const book = await command('account.changeRule', { version: view.version, change, reason });
      this.setData({ view: rulesView(book), path: '' });
      wx.showToast({ title: '新版已发布', icon: 'none' });
    } catch (error) {
      this.setData({ problem: sentenceFor(error) });
    } finally {
      this.setData({ isSending: false });
    }
  },
});
