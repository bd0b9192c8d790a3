import { ask, command } from '../../../api/client';
import { blankScreen, show } from '../../../api/screen';
import { sentenceFor } from '../../../api/trouble';
import { changedText, dataText } from '../../../shared/event';
import { LIMITS } from '../../../shared/limits';
import { attackedRows, formErrors, type GivenCode, givenCode, type LockedRow } from './view';

Page({
  data: {
    ...blankScreen(),
    /** Numbers that strangers keep locked at this moment. */
    view: null as LockedRow[] | null,
    number: '',
    name: '',
    reason: '',
    limits: LIMITS,
    errors: {} as Record<string, string>,
    problem: '',
    isSending: false,
    /** Shown once: the server keeps a digest of it. */
    given: null as GivenCode | null,
    skeleton: [{ height: '80rpx' }, { height: '80rpx' }, { height: '80rpx' }],
  },
  async onShow() {
    await this.load();
  },
  async load() {
    await show(this, () => ask('account.attacked', {}), attackedRows);
  },
  type(event: WechatMiniprogram.CustomEvent) {
    const field = dataText(event, 'field');
    this.setData({ [field]: changedText(event), [`errors.${field}`]: '', problem: '' });
  },
  async release() {
    const { number, name, reason, isSending } = this.data;
    if (isSending) return;
    const errors = formErrors({ number, name, reason });
    this.setData({ errors, problem: '', given: null });
    if (Object.keys(errors).length > 0) return;
    this.setData({ isSending: true });
    try {
      const given = givenCode(await command('account.release', { number, name, reason }));
      this.setData({ given, number: '', name: '', reason: '' });
    } catch (error) {
      this.setData({ problem: sentenceFor(error) });
    } finally {
      this.setData({ isSending: false });
    }
    await this.load();
  },
});
