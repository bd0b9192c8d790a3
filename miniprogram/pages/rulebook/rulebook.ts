import { ask } from '../../api/client';
import { blankScreen, show } from '../../api/screen';
import { dataText } from '../../shared/event';
import { openPage } from '../../shared/open-page';
import { type RulebookView, rulebookView } from './view';

Page({
  data: {
    ...blankScreen(),
    /** 0: the version in force. */
    version: 0,
    view: null as RulebookView | null,
    skeleton: [{ width: '30%' }, 1, 1, { width: '70%' }, 1, { width: '50%' }],
  },
  async onLoad(query: Record<string, string | undefined>) {
    const version = Number(query.version);
    this.setData({ version: Number.isSafeInteger(version) && version > 0 ? version : 0 });
    await this.load();
  },
  async load() {
    const { version } = this.data;
    await show(this, () => ask('account.rulebook', version > 0 ? { version } : {}), rulebookView);
  },
  openVersion(event: WechatMiniprogram.TouchEvent) {
    openPage(`/pages/rulebook/rulebook?version=${dataText(event, 'version')}`);
  },
  openCurrent() {
    openPage('/pages/rulebook/rulebook');
  },
});
