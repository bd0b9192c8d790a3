import { openPage } from '../../shared/open-page';
import type { Trouble } from '../../shared/trouble';

/** Where a page begins again when it is not for this person or does not exist. */
const HOME = '/pages/home/home';
const BIND = '/pages/bind/bind';

/**
 * What every page stands in: type size, skeleton, trouble, the line that says how old things are, and the bar at the
 * bottom with the one possible action. Gives `retry` when the person wants to try again.
 */
Component({
  options: { styleIsolation: 'apply-shared', multipleSlots: true },
  properties: {
    phase: { type: String, value: 'ready' },
    trouble: { type: Object, value: null as Trouble | null },
    staleSince: { type: String, value: '' },
    /** Rows of t-skeleton in the page's own shape. */
    skeleton: { type: Array, value: [] as object[] },
    hasFooter: { type: Boolean, value: false },
    /** A staff desk: on a computer it is as wide as two columns. */
    isDesk: { type: Boolean, value: false },
  },
  data: { scale: 1 },
  lifetimes: {
    attached() {
      this.rescale();
    },
  },
  pageLifetimes: {
    show() {
      this.rescale();
    },
  },
  methods: {
    rescale() {
      const scale = getApp<IAppOption>().globalData.typeScale;
      if (scale !== this.data.scale) this.setData({ scale });
    },
    act(event: WechatMiniprogram.CustomEvent<{ kind: string }>) {
      const { kind } = event.detail;
      if (kind === 'no-right' || kind === 'missing') wx.switchTab({ url: HOME });
      else if (kind === 'unbound') openPage(BIND);
      else this.triggerEvent('retry');
    },
  },
});
