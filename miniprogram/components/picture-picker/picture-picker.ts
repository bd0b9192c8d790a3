import { CASE_LIMITS } from '../../shared/case';
import { dataText } from '../../shared/event';
import type { ChosenPicture } from '../../shared/picture';
import { choosePictures } from './chosen';

/** Up to nine pictures from the album or the camera, each to be looked at and taken away again. Gives `change`. */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    pictures: { type: Array, value: [] as ChosenPicture[] },
  },
  data: { most: CASE_LIMITS.picturesMax as number, problem: '' },
  methods: {
    async add() {
      const { pictures, most } = this.data;
      const room = most - pictures.length;
      if (room <= 0) return;
      const { pictures: chosen, isRefused } = await choosePictures(room);
      const fitting = chosen.filter(({ size }) => size <= CASE_LIMITS.pictureMax);
      const isTooLarge = fitting.length < chosen.length;
      this.setData({
        problem: isRefused
          ? '没有同意使用照片，不加图片也可以提交'
          : isTooLarge
            ? '一张图片最大 10 MB，太大的没有加上'
            : '',
      });
      if (fitting.length > 0)
        this.triggerEvent('change', { value: [...pictures, ...fitting].slice(0, most) });
    },
    remove(event: WechatMiniprogram.TouchEvent) {
      const path = dataText(event, 'path');
      this.setData({ problem: '' });
      this.triggerEvent('change', { value: this.data.pictures.filter((one) => one.path !== path) });
    },
    look(event: WechatMiniprogram.TouchEvent) {
      wx.previewImage({
        urls: this.data.pictures.map(({ path }) => path),
        current: dataText(event, 'path'),
      });
    },
  },
});
