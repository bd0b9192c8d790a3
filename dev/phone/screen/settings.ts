import { type Fault, isFault, isPlatformName, type PlatformName } from './platform';

/** How this phone was opened: by the address, so that a test or a screenshot needs nothing else. */
const query = new URLSearchParams(location.search);

export type Theme = 'light' | 'dark';

/** WeChat's steps of 设置 → 通用 → 字体大小 that the panel offers. */
const sizes = { standard: 1, large: 1.18, xlarge: 1.36 } as const;

export type TypeSize = keyof typeof sizes;

function isTypeSize(value: string | null): value is TypeSize {
  return value !== null && value in sizes;
}

const size = query.get('size');
const platform = query.get('platform');

export const settings: {
  openid: string;
  page: string;
  theme: Theme;
  size: TypeSize;
  isOffline: boolean;
  isFramed: boolean;
  platform: PlatformName;
  faults: ReadonlySet<Fault>;
} = {
  openid: query.get('as') ?? '',
  page: query.get('page') ?? '',
  theme: query.get('theme') === 'dark' ? 'dark' : 'light',
  size: isTypeSize(size) ? size : 'standard',
  isOffline: query.get('offline') === '1',
  isFramed: window.parent !== window,
  platform: isPlatformName(platform) ? platform : 'ios',
  faults: new Set((query.get('faults') ?? '').split(',').filter(isFault)),
};

export const fontScale = (): number => sizes[settings.size];
