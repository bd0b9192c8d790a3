import type { DeskEntry, Output } from '../../../api/dto';
import { canKeep, dropStored, keepStored, readStored } from '../../../api/stored';
import { LIMITS } from '../../../shared/limits';
import type { Unsettled } from './checks';

/** Somebody the desk let in and the server has not heard of yet. */
export interface Waiting {
  /** Made here, once: however often it is sent, it is one entry. */
  entryId: string;
  /** One of these three finds the person; the others are empty. */
  personId: string;
  number: string;
  code: string;
  name: string;
  unit: string;
  /** What somebody whom the roster may not know yet said of themselves. */
  told?: { name: string; unit: string };
  /** When the desk let the person in, by this device's clock. */
  at: number;
}

type Answers = Output<'hall.deskCheckIn'>['results'];

const MOST_AGE = 24 * 3_600_000;

/** Adds an entry, unless the same person is waiting already: two taps are one. */
export const withEntry = (queue: readonly Waiting[], entry: Waiting): readonly Waiting[] =>
  queue.some((one) => isSame(one, entry)) ? queue : [...queue, entry];

const isSame = (left: Waiting, right: Waiting) =>
  (left.personId !== '' && left.personId === right.personId) ||
  (left.number !== '' && left.number === right.number) ||
  (left.code !== '' && left.code === right.code);

/** The oldest entries, as they are sent. How long ago stands in each, so a wrong clock here does no harm. */
export const batchOf = (queue: readonly Waiting[], now: number): DeskEntry[] =>
  queue.slice(0, LIMITS.deskBatchMax).map(({ entryId, personId, number, code, told, at }) => ({
    entryId,
    ...(personId !== '' ? { personId } : number !== '' ? { number } : { code }),
    ...(told ? { told } : {}),
    ageMs: Math.min(MOST_AGE, Math.max(0, now - at)),
  }));

/** What still waits: entries made while the answer was under way stay. */
export const without = (queue: readonly Waiting[], answers: Answers): Waiting[] =>
  queue.filter(({ entryId }) => !answers.some((answer) => answer.entryId === entryId));

/** Those the server found nobody for: they are not done, they wait to be settled. */
export const unsettledOf = (queue: readonly Waiting[], answers: Answers): Unsettled[] =>
  queue
    .filter(({ entryId }) =>
      answers.some((answer) => answer.entryId === entryId && answer.answer === 'unknown'),
    )
    .map(({ entryId, number, code, name, told, at }) => ({
      entryId,
      typed: number || code || name,
      name: told?.name ?? '',
      unit: told?.unit ?? '',
      firstAt: at,
    }));

const nameOf = (sessionId: string) => `desk-queue:${sessionId}`;

export function keepQueue(sessionId: string, queue: readonly Waiting[]): void {
  if (queue.length === 0) dropStored(nameOf(sessionId));
  else keepStored(nameOf(sessionId), queue);
}

/** Whether the device would keep what it lets in without network. */
export const canKeepQueue = canKeep;

/** What waits on this device, also after the app was killed. */
export function readQueue(sessionId: string): Waiting[] {
  const kept: unknown = readStored(nameOf(sessionId));
  return Array.isArray(kept) ? kept.filter(isWaiting) : [];
}

const TEXTS = ['entryId', 'personId', 'number', 'code', 'name', 'unit'];

function isWaiting(value: unknown): value is Waiting {
  if (typeof value !== 'object' || value === null) return false;
  const of = (key: string): unknown => Object.getOwnPropertyDescriptor(value, key)?.value;
  return typeof of('at') === 'number' && TEXTS.every((key) => typeof of(key) === 'string');
}
