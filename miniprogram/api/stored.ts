// The phone's storage. When it is full the app goes on from memory and says so once: a query must not fail because its
// answer cannot be kept, and nobody must be told "saved" for ever.

/** What could not be written; it lasts until the app is closed. */
const unsaved = new Map<string, unknown>();
/** Answers kept for a place without network: the first to go, they can be asked for again. */
const EXPENDABLE = /^answer(s$|:)/;
let hasTold = false;

export function keepStored(key: string, value: unknown): void {
  if (isWritten(key, value) || (makeRoom() && isWritten(key, value))) {
    unsaved.delete(key);
    return;
  }
  unsaved.set(key, value);
  if (EXPENDABLE.test(key) || hasTold) return;
  hasTold = true;
  wx.showModal({
    title: '手机存储空间已满',
    content: '本次填写的内容只保留到小程序关闭。请清理微信的存储空间。',
    showCancel: false,
    confirmText: '知道了',
  });
}

/** What was kept, or an empty text. Not believed: the caller recognises it. */
export const readStored = (key: string): unknown =>
  unsaved.has(key) ? unsaved.get(key) : wx.getStorageSync(key);

export function dropStored(key: string): void {
  unsaved.delete(key);
  wx.removeStorageSync(key);
}

export const storedKeys = (): string[] => [...new Set([...wx.getStorageInfoSync().keys, ...unsaved.keys()])];

/** As much as the credentials of a session take, the largest thing that must not be lost. */
const PROBE = '0'.repeat(65_536);

/**
 * Whether this phone could keep something now: asked before anything is taken that must not be lost with the app.
 * Makes room as keeping does.
 */
export function canKeep(): boolean {
  const key = 'probe';
  const isKept = isWritten(key, PROBE) || (makeRoom() && isWritten(key, PROBE));
  if (isKept) wx.removeStorageSync(key);
  return isKept;
}

function isWritten(key: string, value: unknown): boolean {
  try {
    wx.setStorageSync(key, value);
    return true;
  } catch {
    // Full, or larger than one key may hold: what happens then is the caller's business above.
    return false;
  }
}

/** @returns whether there was anything to throw away */
function makeRoom(): boolean {
  const expendable = wx.getStorageInfoSync().keys.filter((key) => EXPENDABLE.test(key));
  for (const key of expendable) wx.removeStorageSync(key);
  return expendable.length > 0;
}
