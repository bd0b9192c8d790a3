import { isRemarkAnswer, type RemarkAnswer } from '../shared/remark';
import { keepStored, readStored } from './stored';

/** Words on their way to the box. Stored: changing it needs a migration. */
export interface QueuedRemark {
  survey: string;
  sessionId: string;
  remarkUrl: string;
  /** Of the opening record. */
  envelopeKey: string;
  closesAt: number | null;
  /** Null once the box has answered. */
  text: string | null;
  /** When they may leave, by this phone's own clock. */
  dueAt: number;
  /** What the box said; null while they wait. */
  answer: RemarkAnswer | null;
}

const KEY = 'remark-queue';
/** More surveys than anybody's overlap. */
const MOST = 24;

export function queuedRemarks(): QueuedRemark[] {
  const value: unknown = readStored(KEY);
  return Array.isArray(value) ? value.filter(isQueued) : [];
}

export const queuedRemark = (survey: string): QueuedRemark | null =>
  queuedRemarks().find((remark) => remark.survey === survey) ?? null;

/** Takes the place of what was kept for the same survey. */
export function keepRemark(remark: QueuedRemark): void {
  const others = queuedRemarks().filter(({ survey }) => survey !== remark.survey);
  keepStored(KEY, [remark, ...others].slice(0, MOST));
}

function isQueued(value: unknown): value is QueuedRemark {
  if (typeof value !== 'object' || value === null) return false;
  const { survey, sessionId, remarkUrl, envelopeKey, closesAt, text, dueAt, answer } = { ...blank, ...value };
  return (
    typeof survey === 'string' &&
    typeof sessionId === 'string' &&
    typeof remarkUrl === 'string' &&
    typeof envelopeKey === 'string' &&
    (closesAt === null || typeof closesAt === 'number') &&
    (text === null || typeof text === 'string') &&
    typeof dueAt === 'number' &&
    (answer === null || isRemarkAnswer(answer))
  );
}

const blank: { [Field in keyof QueuedRemark]: unknown } = {
  survey: null,
  sessionId: null,
  remarkUrl: null,
  envelopeKey: null,
  closesAt: null,
  text: null,
  dueAt: null,
  answer: null,
};
