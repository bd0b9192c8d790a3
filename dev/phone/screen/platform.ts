/** Where WeChat runs: as wx.getDeviceInfo names it, and which of the product's functions are not there. */
interface Platform {
  platform: string;
  system: string;
  brand: string;
  model: string;
  isComputer: boolean;
  /** Absent, not refused: `wx.x` is undefined there and `wx.canIUse` says so. */
  missing: readonly string[];
}

// What a computer lacks, by the marks of the reference and by answers of WeChat's staff; where the two disagree the
// function is taken for absent.
const missingOnComputers = [
  'getRandomValues',
  'chooseMessageFile',
  'shareFileMessage',
  'addPhoneCalendar',
  'makePhoneCall',
  'vibrateShort',
  'vibrateLong',
  'openOfficialAccountArticle',
];

export const platforms = {
  ios: {
    platform: 'ios',
    system: 'iOS 17.0',
    brand: 'iPhone',
    model: 'iPhone 14',
    isComputer: false,
    missing: ['saveFileToDisk'],
  },
  android: {
    platform: 'android',
    system: 'Android 14',
    brand: 'HUAWEI',
    model: 'ALN-AL00',
    isComputer: false,
    missing: ['saveFileToDisk'],
  },
  windows: {
    platform: 'windows',
    system: 'Windows 11 x64',
    brand: 'microsoft',
    model: 'microsoft',
    isComputer: true,
    missing: missingOnComputers,
  },
  mac: {
    platform: 'mac',
    system: 'macOS 14.5',
    brand: 'apple',
    model: 'MacBookPro',
    isComputer: true,
    missing: missingOnComputers,
  },
  ohos: {
    platform: 'ohos',
    system: 'OpenHarmony 5.0',
    brand: 'HUAWEI',
    model: 'Mate 70',
    isComputer: false,
    missing: ['saveFileToDisk', 'openOfficialAccountArticle'],
  },
} as const satisfies Record<string, Platform>;

export type PlatformName = keyof typeof platforms;

export function isPlatformName(value: string | null): value is PlatformName {
  return value !== null && value in platforms;
}

/** What may be wrong with a phone; each can be had together with any other. */
export const faults = ['old-library', 'no-bigint', 'storage-full', 'privacy-refused'] as const;

export type Fault = (typeof faults)[number];

export const isFault = (value: string): value is Fault => faults.some((fault) => fault === value);

/** Base library of this WeChat: the product's lowest, or one from before `wx.getAppBaseInfo` (2.20.1). */
export const libraryVersion = { usual: '3.8.12', old: '2.19.6' };

/** What a base library of 2.19 does not have yet. */
export const missingInOldLibrary = [
  'getAppBaseInfo',
  'getWindowInfo',
  'getDeviceInfo',
  'getPrivacySetting',
  'openPrivacyContract',
  'requirePrivacyAuthorize',
  'onNeedPrivacyAuthorization',
  'openOfficialAccountArticle',
];
