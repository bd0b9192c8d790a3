import { ask } from '../../../api/client';
import { blankScreen, show } from '../../../api/screen';
import { isComputer } from '../../../view/computer';
import { openingSlides, type Slide } from './view';

Page({
  data: {
    ...blankScreen(),
    id: '',
    view: [] as Slide[],
    at: 0,
    /** There WeChat's own title bar stands above the page and leads back. */
    hasTitleBar: false,
    skeleton: [{ height: '400rpx' }],
  },
  async onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: query.id ?? '', hasTitleBar: isComputer() });
    wx.setKeepScreenOn({ keepScreenOn: true });
    await this.load();
  },
  onUnload() {
    wx.setKeepScreenOn({ keepScreenOn: false });
  },
  async load() {
    await show(
      this,
      () => ask('survey.desk', { sessionId: this.data.id }),
      ({ results }) => openingSlides(results),
    );
  },
  next() {
    const { at, view } = this.data;
    this.setData({ at: Math.min(at + 1, Math.max(0, view.length - 1)) });
  },
  back() {
    this.setData({ at: Math.max(0, this.data.at - 1) });
  },
  leave() {
    wx.navigateBack({ fail: () => wx.switchTab({ url: '/pages/home/home' }) });
  },
});
