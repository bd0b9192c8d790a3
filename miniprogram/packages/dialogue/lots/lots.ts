import { ask } from '../../../api/client';
import { blankScreen, pullDown, show } from '../../../api/screen';
import { copyText } from '../../../view/copy-text';
import { type LotsView, lotsView } from './view';

Page({
  data: {
    ...blankScreen(),
    id: '',
    view: null as { lots: LotsView | null } | null,
    skeleton: [{ width: '60%' }, { height: '200rpx' }, 1, 1],
  },
  async onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: query.id ?? '' });
    await this.load();
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  async load() {
    const answer = await show(
      this,
      () => ask('session.draw', { sessionId: this.data.id }),
      (data) => ({ lots: lotsView(data) }),
    );
    if (answer?.draw) wx.setNavigationBarTitle({ title: `第 ${answer.draw.number} 期抽签` });
  },
  copy() {
    const { view } = this.data;
    if (view?.lots) copyText(view.lots.data);
  },
});
