import type { Action } from '../../cloudfunctions/contract/index';
import { dropStored, keepStored, readStored } from './stored';

export interface KeptAnswer<T> {
  readonly data: T;
  /** When the back end gave it, by the phone's clock. */
  readonly at: number;
}

/** What may lie on the phone: the person's own things and public ones. Staff lists hold other people's data. */
const KEPT: readonly Action[] = [
  'account.me',
  'account.departments',
  'account.rulebook',
  'announcement.inbox',
  'booking.mine',
  'case.commitments',
  'case.followed',
  'case.get',
  'case.mine',
  'case.overdue',
  'case.public',
  'session.home',
  'session.get',
  'session.list',
  'hall.agenda',
  'hall.minutes',
  'hall.myQuestions',
  'survey.mine',
  'survey.get',
  'survey.results',
  'survey.cards',
];
const PREFIX = 'answer:';
const INDEX = 'answers';
const BLACKED_OUT_AT = 'blackedOutAt';
const MOST = 40;

const keyOf = (action: Action, input: unknown) => `${PREFIX}${action}:${JSON.stringify(input)}`;

/** Keeps the last answer to each question, the forty youngest questions at most. */
export function keepAnswer<T>(action: Action, input: unknown, answer: KeptAnswer<T>): void {
  if (!KEPT.includes(action) || isForWork(answer.data)) return;
  forgetBlackedOut(answer.data);
  const key = keyOf(action, input);
  const keys = [key, ...index().filter((other) => other !== key)];
  for (const old of keys.slice(MOST)) dropStored(old);
  keepStored(key, answer);
  keepStored(INDEX, keys.slice(0, MOST));
}

/** Words that were blacked out since may stand in any answer kept; they are asked for anew. */
function forgetBlackedOut(data: unknown): void {
  if (typeof data !== 'object' || data === null || !('blackedOutAt' in data)) return;
  const at = data.blackedOutAt;
  if (typeof at !== 'number' || at === 0 || at === readStored(BLACKED_OUT_AT)) return;
  forgetAnswers();
  keepStored(BLACKED_OUT_AT, at);
}

/** A case as staff see it: somebody else's. */
const isForWork = (data: unknown): boolean =>
  typeof data === 'object' &&
  data !== null &&
  'viewer' in data &&
  data.viewer !== 'asker' &&
  data.viewer !== 'public';

export function keptAnswer<T>(action: Action, input: unknown): KeptAnswer<T> | null {
  const value: unknown = readStored(keyOf(action, input));
  return isKept<T>(value) ? value : null;
}

/** When the person on this phone changes, nothing of the former one may be shown. */
export function forgetAnswers(): void {
  for (const key of index()) dropStored(key);
  dropStored(INDEX);
}

function index(): string[] {
  const value: unknown = readStored(INDEX);
  return Array.isArray(value) ? value.filter((key): key is string => typeof key === 'string') : [];
}

function isKept<T>(value: unknown): value is KeptAnswer<T> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'data' in value &&
    'at' in value &&
    typeof value.at === 'number'
  );
}
