import { ask, command } from '../../../api/client';
import { departmentNames } from '../../../api/departments';
import { blankScreen, show } from '../../../api/screen';
import { LONG_TOAST, toastTrouble } from '../../../api/trouble';
import { dataText } from '../../../shared/event';
import { LIMITS } from '../../../shared/limits';
import { openPage } from '../../../shared/open-page';
import { type RecurringView, recurringView } from './view';

Page({
  data: {
    ...blankScreen(),
    view: null as RecurringView | null,
    sending: '',
    skeleton: [{ width: '60%' }, 1, { width: '60%' }, 1],
  },
  async onShow() {
    await this.load();
  },
  async load() {
    const names = await departmentNames();
    await show(
      this,
      () => ask('case.recurring', {}),
      (answer) => recurringView(answer, names),
    );
  },
  async take(event: WechatMiniprogram.TouchEvent) {
    await this.decide(dataText(event, 'id'), true);
  },
  async dismiss(event: WechatMiniprogram.TouchEvent) {
    await this.decide(dataText(event, 'id'), false);
  },
  async decide(matterId: string, isTaken: boolean) {
    const matter = this.data.view?.matters.find(({ id }) => id === matterId);
    if (!matter || this.data.sending) return;
    this.setData({ sending: matterId });
    try {
      const title = Array.from(matter.title).slice(0, LIMITS.topicMax).join('');
      await command('case.decideRecurring', { matterId, isTaken, title });
      await this.load();
    } catch (error) {
      toastTrouble(error, LONG_TOAST);
    } finally {
      this.setData({ sending: '' });
    }
  },
  open(event: WechatMiniprogram.TouchEvent) {
    openPage(`/packages/case/handle/handle?id=${dataText(event, 'id')}`);
  },
});
