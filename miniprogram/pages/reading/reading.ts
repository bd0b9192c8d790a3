import { chooseTypeSize, typeScale, typeSize } from '../../api/appearance';
import { changedText } from '../../shared/event';

Page({
  data: {
    size: 'system',
    sizes: [
      { key: 'system', label: '跟随微信' },
      { key: 'large', label: '大' },
      { key: 'largest', label: '特大' },
    ],
    steps: ['预告', '预约', '对话', '通报'],
  },
  onLoad() {
    this.setData({ size: typeSize() });
  },
  choose(event: WechatMiniprogram.CustomEvent) {
    const size = changedText(event);
    if (size !== 'system' && size !== 'large' && size !== 'largest') return;
    chooseTypeSize(size);
    getApp<IAppOption>().globalData.typeScale = typeScale();
    this.setData({ size });
    this.selectComponent('#frame').rescale();
  },
});
