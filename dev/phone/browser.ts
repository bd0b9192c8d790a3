import { existsSync } from 'node:fs';
import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';
import type { Fault, PlatformName } from './screen/platform';

const known = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The system's Chromium or Chrome when there is one (or CHROME_PATH), else the one inside @sparticuz/chromium. */
async function browserExecutable(): Promise<string> {
  const wanted = process.env.CHROME_PATH;
  if (wanted) return wanted;
  return known.find((path) => existsSync(path)) ?? (await sparticuz.executablePath());
}

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a browser without a window; close it at the end. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await browserExecutable(), args: flags, headless: true });
}

export interface PhoneView {
  /** Address of `startPhone`. */
  url: string;
  /** Openid of the person who holds this phone. */
  as: string;
  /** Page to open, with its query; the first of app.json when left out. */
  page?: string;
  theme?: 'light' | 'dark';
  size?: 'standard' | 'large' | 'xlarge';
  isOffline?: boolean;
  /** Where WeChat runs; an iPhone when left out. */
  platform?: PlatformName;
  /** How large WeChat's window is on a computer; `fixed` when left out. */
  window?: keyof typeof computerWindow;
  /** What is wrong with this phone. */
  faults?: readonly Fault[];
}

/** The address that shows one phone alone. */
export function phoneUrl({ url, as, page, theme, size, isOffline, platform, faults }: PhoneView): string {
  const query = new URLSearchParams({ as });
  if (page) query.set('page', page);
  if (theme) query.set('theme', theme);
  if (size) query.set('size', size);
  if (isOffline) query.set('offline', '1');
  if (platform) query.set('platform', platform);
  if (faults?.length) query.set('faults', faults.join(','));
  return `${url}/phone?${query}`;
}

/** Size of the phone's screen, in CSS pixels. */
export const phoneScreen = { width: 390, height: 844 };

/**
 * WeChat's window on a computer: a page without `resizable` always has the size of a phone, one with it may fill the
 * screen. Source: developers.weixin.qq.com/miniprogram/design/adapt.html
 */
export const computerWindow = {
  fixed: { width: 414, height: 736 },
  wide: { width: 1440, height: 900 },
};
