import type { Action, Answer, CommandAction, Input, Output } from '../../cloudfunctions/contract/index';
import { type KeptAnswer, keepAnswer, keptAnswer } from './answers';
import { CallError } from './call-error';
import { isOffline } from './network';
import { OutOfPatience, PATIENCE_MS, withPatience } from './patience';
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
 * `requestId`: where the caller keeps the command and its id itself, as the outbox does.
 *
 * @throws CallError with the back end's code and, for forms, its fields
 */
export function command<A extends CommandAction>(
  action: A,
  input: Input<A>,
  requestId?: string,
): Promise<Output<A>> {
  if (requestId !== undefined) return send<Output<A>>(action, input, requestId);
  const key = `${action} ${JSON.stringify(input)}`;
  const running = underway.get(key);
  // The key names action and input, so what runs under it gives this very output.
  if (running) return running as Promise<Output<A>>;
  const run = give(action, input, key).finally(() => underway.delete(key));
  underway.set(key, run);
  return run;
}

async function give<A extends CommandAction>(action: A, input: Input<A>, key: string): Promise<Output<A>> {
  const requestId = requestIdOf(key);
  try {
    const output = await send<Output<A>>(action, input, requestId);
    answered(key);
    return output;
  } catch (error) {
    // After `internal` nobody knows whether it happened: the same id must be tried again.
    if (error instanceof CallError && !error.isCut && error.code !== 'internal') answered(key);
    throw error;
  }
}

async function send<T>(action: Action, input: unknown, requestId: string | undefined): Promise<T> {
  let result: unknown;
  try {
    const name = action.slice(0, action.indexOf('.'));
    const data = requestId === undefined ? { action, input } : { action, input, requestId };
    result = await callTwice({ name, data }, LONG_WORK.has(action) ? LONG_PATIENCE_MS : PATIENCE_MS);
  } catch (cause) {
    throw new CallError((await isOffline()) ? 'offline' : 'unreachable', { cause });
  }
  if (!isAnswer<T>(result)) throw new CallError('internal', {});
  if (result.ok) {
    learnServerTime(result.now);
    return result.data;
  }
  throw new CallError(result.error.code, { fields: result.error.fields, requestId: result.error.requestId });
}

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
