/** What the person chose for reading in this mini program; WeChat's own type size counts as well. */
export type TypeSize = 'system' | 'large' | 'largest';
const KEY = 'type-size';
const OWN: Record<TypeSize, number> = { system: 1, large: 1.2, largest: 1.4 };

export function typeSize(): TypeSize {
  const value: unknown = wx.getStorageSync(KEY);
  return value === 'large' || value === 'largest' ? value : 'system';
}

export function chooseTypeSize(size: TypeSize): void {
  wx.setStorageSync(KEY, size);
}

/** Factor for every size on the screen, 1 to 1.6: WeChat's factor or the person's, whichever is larger. */
export function typeScale(): number {
  const { fontSizeScaleFactor } = wx.getAppBaseInfo();
  const system = typeof fontSizeScaleFactor === 'number' ? fontSizeScaleFactor : 1;
  return Math.min(1.6, Math.max(1, system, OWN[typeSize()]));
}
