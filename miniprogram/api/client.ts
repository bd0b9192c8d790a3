import type { Action, Answer, CommandAction, Input, Output } from '../../cloudfunctions/contract/index';
import { cutInPieces } from '../shared/pieces';
import { type KeptAnswer, keepAnswer, keptAnswer } from './answers';
import { CallError } from './call-error';
import { categoriesIn, learnCategories, namesUnknown } from './categories';
import { isOffline } from './network';
import { OutOfPatience, PATIENCE_MS, withPatience } from './patience';
import { type OnPart, sendInPieces } from './pieces';
import { answered, requestIdOf } from './requests';
import { learnServerTime } from './server-time';

export type QueryAction = Exclude<Action, CommandAction>;

/** A query's answer with the instant it was given; `isStale` when it comes from the phone because nothing else can. */
export interface Answered<T> extends KeptAnswer<T> {
  readonly isStale: boolean;
}

/**
 * Asks the back end. Without a connection the last answer to the same question is given again, marked stale.
 *
 * @throws CallError with the back end's code, or `offline` / `unreachable` where nothing was ever answered
 */
export async function ask<A extends QueryAction>(action: A, input: Input<A>): Promise<Answered<Output<A>>> {
  try {
    const data = await send<Output<A>>(action, input, undefined);
    const at = Date.now();
    keepAnswer(action, input, { data, at });
    return { data, at, isStale: false };
  } catch (error) {
    const isCut = error instanceof CallError && error.isCut;
    const kept = isCut ? keptAnswer<Output<A>>(action, input) : null;
    if (!kept) throw error;
    return { ...kept, isStale: true };
  }
}

/** Work that takes longer than a person's patience and shows how far it is; its functions end after a minute. */
const LONG_WORK: ReadonlySet<Action> = new Set<Action>([
  'account.importRoster',
  'report.makeLedger',
  'report.minutesFile',
  'report.resultsFile',
  'survey.ledger',
  'survey.ledgerFile',
  'survey.sealedBox',
]);
const LONG_PATIENCE_MS = 60_000;

const underway = new Map<string, Promise<unknown>>();

/**
 * Changes something, once. The request id is kept on the phone until the back end has answered, so that trying again
 * after a lost answer, a killed app or a second tap repeats this command instead of giving another.
 *
 * `requestId`: where the caller keeps the command and its id itself, as the outbox does. `onPart` tells how far a command
 * is that is too large for one call.
 *
 * @throws CallError with the back end's code and, for forms, its fields
 */
export function command<A extends CommandAction>(
  action: A,
  input: Input<A>,
  requestId?: string,
  onPart?: OnPart,
): Promise<Output<A>> {
  if (requestId !== undefined) return send<Output<A>>(action, input, requestId, onPart);
  const key = `${action} ${JSON.stringify(input)}`;
  const running = underway.get(key);
  // The key names action and input, so what runs under it gives this very output.
  if (running) return running as Promise<Output<A>>;
  const run = give(action, input, key, onPart).finally(() => underway.delete(key));
  underway.set(key, run);
  return run;
}

async function give<A extends CommandAction>(
  action: A,
  input: Input<A>,
  key: string,
  onPart?: OnPart,
): Promise<Output<A>> {
  const requestId = requestIdOf(key);
  try {
    const output = await send<Output<A>>(action, input, requestId, onPart);
    answered(key);
    return output;
  } catch (error) {
    // After `internal` nobody knows whether it happened, and after `busy` its part may have: the same id is tried again.
    if (error instanceof CallError && !error.isCut && !['internal', 'busy'].includes(error.code))
      answered(key);
    throw error;
  }
}

/** What travels: the action, and its input or a piece of it. */
type Call = Record<string, unknown> & { action: Action };

/** Three more tries, further and further apart, each earlier or later by half. */
const BUSY_WAITS_MS = [1000, 2000, 4000];

async function send<T>(
  action: Action,
  input: unknown,
  requestId: string | undefined,
  onPart?: OnPart,
): Promise<T> {
  const name = action.slice(0, action.indexOf('.'));
  if (requestId === undefined) return call<T>(name, { action, input });
  const data = { action, input, requestId };
  const texts = cutInPieces(JSON.stringify(data));
  if (texts.length === 1) return call<T>(name, data);
  return sendInPieces(texts, { action, requestId }, (piece) => call<T>(name, { action, ...piece }), onPart);
}

/** While the environment takes no more, the same call with the same id is made again; the person is told why they wait. */
async function call<T>(name: string, data: Call): Promise<T> {
  for (const wait of BUSY_WAITS_MS) {
    try {
      return await callOnce<T>(name, data);
    } catch (error) {
      if (!(error instanceof CallError) || error.code !== 'busy') throw error;
      wx.showToast({ title: '人多，正在重试', icon: 'none', duration: wait });
      await new Promise((resolve) => setTimeout(resolve, wait * (0.5 + Math.random())));
    }
  }
  return callOnce<T>(name, data);
}

async function callOnce<T>(name: string, data: Call): Promise<T> {
  let result: unknown;
  try {
    const patience = LONG_WORK.has(data.action) ? LONG_PATIENCE_MS : PATIENCE_MS;
    result = await callTwice({ name, data }, patience);
  } catch (cause) {
    if (isOverLimit(cause)) throw new CallError('busy', { cause });
    throw new CallError((await isOffline()) ? 'offline' : 'unreachable', { cause });
  }
  if (!isAnswer<T>(result)) throw new CallError('internal', {});
  if (result.ok) {
    learnServerTime(result.now);
    await learnNames(data.action, result.data);
    return result.data;
  }
  throw new CallError(result.error.code, { fields: result.error.fields, requestId: result.error.requestId });
}

/** One call more, where an answer names a category that this phone has never heard of; what is asked for stands without. */
async function learnNames(action: Action, answer: unknown): Promise<void> {
  if (action === 'case.topics') learnCategories(categoriesIn(answer));
  if (action === 'case.topics' || !namesUnknown(answer)) return;
  try {
    await callOnce('case', { action: 'case.topics', input: {} });
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
  }
}

/** The environment takes no more calls in this second, so this one was not made (docs.cloudbase.net, error codes). */
const isOverLimit = (cause: unknown): boolean =>
  /EXCEED_RATELIMIT|EXCEED_(CONCURRENT_)?REQUEST_LIMIT|RequestLimitExceeded|-50100[34]/i.test(wordsOf(cause));

/** What WeChat or the SDK says of a failed call. */
const wordsOf = (cause: unknown): string =>
  typeof cause === 'object' && cause !== null && 'errMsg' in cause ? String(cause.errMsg) : String(cause);

/**
 * A call that hangs is given up and made once more, a command under the same request id; one that fails is not, for
 * WeChat has tried by then.
 */
async function callTwice(
  call: { name: string; data: Record<string, unknown> },
  patienceMs: number,
): Promise<unknown> {
  const sent = () => withPatience(wx.cloud.callFunction(call), patienceMs);
  try {
    return (await sent()).result;
  } catch (error) {
    if (!(error instanceof OutOfPatience) || (await isOffline())) throw error;
    return (await sent()).result;
  }
}

/** The envelope is checked here; what it carries has passed the contract on the server. */
function isAnswer<T>(value: unknown): value is Answer<T> {
  if (typeof value !== 'object' || value === null || !('ok' in value)) return false;
  if (value.ok === true) return 'data' in value && 'now' in value && typeof value.now === 'number';
  if (value.ok !== false || !('error' in value)) return false;
  const { error } = value;
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string';
}
