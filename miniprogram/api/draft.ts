// What somebody is typing, kept on the phone until it is sent, so that a killed app loses nothing.
const PREFIX = 'draft:';

export function keepDraft(name: string, draft: object): void {
  wx.setStorageSync(PREFIX + name, draft);
}

/** @returns the draft if `isDraft` recognises it; a draft of an older version of the app is dropped */
export function readDraft<T>(name: string, isDraft: (value: unknown) => value is T): T | null {
  const value: unknown = wx.getStorageSync(PREFIX + name);
  return isDraft(value) ? value : null;
}

export function dropDraft(name: string): void {
  wx.removeStorageSync(PREFIX + name);
}

/** Names of all drafts that begin like this. */
export const draftNames = (beginning: string): string[] =>
  wx
    .getStorageInfoSync()
    .keys.filter((key) => key.startsWith(PREFIX + beginning))
    .map((key) => key.slice(PREFIX.length));
