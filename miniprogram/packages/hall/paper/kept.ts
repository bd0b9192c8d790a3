import { dropStored, keepStored, readStored } from '../../../api/stored';

/** The paper as far as it was typed, and the entry of each number that was sent. On this device until it is through. */
export interface KeptPaper {
  text: string;
  ids: ReadonlyMap<string, string>;
}

const nameOf = (sessionId: string) => `desk-paper:${sessionId}`;

export function keepPaper(sessionId: string, { text, ids }: KeptPaper): void {
  keepStored(nameOf(sessionId), { text, ids: [...ids] });
}

/** Other people's numbers do not stay on a phone longer than they are needed. */
export const dropPaper = (sessionId: string): void => dropStored(nameOf(sessionId));

export function readPaper(sessionId: string): KeptPaper {
  const kept: unknown = readStored(nameOf(sessionId));
  if (typeof kept !== 'object' || kept === null) return { text: '', ids: new Map() };
  const text = 'text' in kept && typeof kept.text === 'string' ? kept.text : '';
  const ids: unknown[] = 'ids' in kept && Array.isArray(kept.ids) ? kept.ids : [];
  return { text, ids: new Map(ids.filter(isPair)) };
}

const isPair = (value: unknown): value is [string, string] =>
  Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string');
