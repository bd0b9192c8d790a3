import { settings } from '../settings';
import { type Call, Refusal, textOption } from './call';

/** Storage is the phone owner's: another person in the same browser has another phone. */
const prefix = `phone/${settings.openid}/`;
/** WeChat's limits: 1 MB a key, 10 MB altogether; counted in characters here. */
const keyLimit = 1024 * 1024;
const totalLimit = 10 * keyLimit;

interface Stored {
  data: unknown;
}

function read(key: string): Stored | undefined {
  const text = localStorage.getItem(prefix + key);
  if (text === null) return undefined;
  const parsed: unknown = JSON.parse(text);
  return typeof parsed === 'object' && parsed !== null && 'data' in parsed
    ? { data: parsed.data }
    : undefined;
}

function write(key: string, data: unknown): void {
  const text = JSON.stringify({ data });
  if (text.length > keyLimit) throw new Refusal('exceed storage item max length');
  if (settings.faults.has('storage-full') || sizeWith(key, text) > totalLimit)
    throw new Refusal('exceed storage max size 10Mb');
  localStorage.setItem(prefix + key, text);
}

const keys = (): string[] =>
  Object.keys(localStorage)
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));

/** Characters in storage when `key` holds `text`. */
const sizeWith = (key: string, text: string): number =>
  keys()
    .filter((other) => other !== key)
    .reduce((sum, other) => sum + (localStorage.getItem(prefix + other)?.length ?? 0), text.length);

const info = () => ({
  keys: keys(),
  currentSize: Math.ceil(sizeWith('', '') / 1024),
  limitSize: 10240,
});

const clear = (): void => {
  for (const key of keys()) localStorage.removeItem(prefix + key);
};

export const storage: Record<string, Call> = {
  setStorage: (options) => write(textOption(options, 'key'), options.data),
  getStorage: (options) => {
    const stored = read(textOption(options, 'key'));
    if (!stored) throw new Refusal('data not found');
    return stored;
  },
  removeStorage: (options) => localStorage.removeItem(prefix + textOption(options, 'key')),
  getStorageInfo: () => info(),
  clearStorage: () => clear(),
};

export const storageSync = {
  setStorageSync: (key: string, data: unknown) => write(key, data),
  getStorageSync: (key: string) => read(key)?.data ?? '',
  removeStorageSync: (key: string) => localStorage.removeItem(prefix + key),
  getStorageInfoSync: () => info(),
  clearStorageSync: () => clear(),
};
