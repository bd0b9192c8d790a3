import { keepStored, readStored } from './stored';

/** What the person chose for reading in this mini program; WeChat's own type size counts as well. */
export type TypeSize = 'system' | 'large' | 'largest';
const KEY = 'type-size';
const OWN: Record<TypeSize, number> = { system: 1, large: 1.2, largest: 1.4 };

export function typeSize(): TypeSize {
  const value: unknown = readStored(KEY);
  return value === 'large' || value === 'largest' ? value : 'system';
}

export function chooseTypeSize(size: TypeSize): void {
  keepStored(KEY, size);
}

/** Factor for every size on the screen, 1 to 1.6: WeChat's factor or the person's, whichever is larger. */
export function typeScale(): number {
  // Absent below base library 2.20.1, where the person is asked to update.
  const info = typeof wx.getAppBaseInfo === 'function' ? wx.getAppBaseInfo() : null;
  const system = typeof info?.fontSizeScaleFactor === 'number' ? info.fontSizeScaleFactor : 1;
  return Math.min(1.6, Math.max(1, system, OWN[typeSize()]));
}
