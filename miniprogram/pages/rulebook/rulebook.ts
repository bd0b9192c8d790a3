import { ask } from '../../api/client';
import { blankScreen, show } from '../../api/screen';
import { type RulebookView, rulebookView } from './view';

Page({
  data: {
    ...blankScreen(),
    view: null as RulebookView | null,
    skeleton: [{ width: '30%' }, 1, 1, { width: '70%' }, 1, { width: '50%' }],
  },
  async onLoad() {
    await this.load();
  },
  async load() {
    await show(this, () => ask('account.rulebook', {}), rulebookView);
  },
});
