import { dropStored, keepStored, readStored } from '../../../api/stored';

/** Somebody this desk let in whom the roster does not know: waits until a person has settled it. */
export interface Unsettled {
  entryId: string;
  typed: string;
  name: string;
  unit: string;
  firstAt: number;
}

const nameOf = (sessionId: string) => `desk-checks:${sessionId}`;

/** On this device as well, so that it is seen without network and after the app was killed. */
export function keepChecks(sessionId: string, checks: readonly Unsettled[]): void {
  if (checks.length === 0) dropStored(nameOf(sessionId));
  else
    keepStored(
      nameOf(sessionId),
      checks.map(({ entryId, typed, name, unit, firstAt }) => ({ entryId, typed, name, unit, firstAt })),
    );
}

export function readChecks(sessionId: string): Unsettled[] {
  const kept: unknown = readStored(nameOf(sessionId));
  return Array.isArray(kept) ? kept.filter(isUnsettled) : [];
}

const TEXTS = ['entryId', 'typed', 'name', 'unit'];

function isUnsettled(value: unknown): value is Unsettled {
  if (typeof value !== 'object' || value === null) return false;
  const of = (key: string): unknown => Object.getOwnPropertyDescriptor(value, key)?.value;
  return typeof of('firstAt') === 'number' && TEXTS.every((key) => typeof of(key) === 'string');
}
