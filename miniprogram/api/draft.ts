import { dropStored, keepStored, readStored, storedKeys } from './stored';

// What somebody is typing, kept on the phone until it is sent, so that a killed app loses nothing.
const PREFIX = 'draft:';

export function keepDraft(name: string, draft: object): void {
  keepStored(PREFIX + name, draft);
}

/** @returns the draft if `isDraft` recognises it; a draft of an older version of the app is dropped */
export function readDraft<T>(name: string, isDraft: (value: unknown) => value is T): T | null {
  const value: unknown = readStored(PREFIX + name);
  return isDraft(value) ? value : null;
}

export function dropDraft(name: string): void {
  dropStored(PREFIX + name);
}

/** Names of all drafts that begin like this. */
export const draftNames = (beginning: string): string[] =>
  storedKeys()
    .filter((key) => key.startsWith(PREFIX + beginning))
    .map((key) => key.slice(PREFIX.length));
