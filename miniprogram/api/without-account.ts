import { CallError } from './call-error';
import { isOffline } from './network';
import { withPatience } from './patience';

const PATIENCE_MS = 20_000;

/**
 * Reads something public by plain HTTP, without any account.
 *
 * @returns the parsed body, or null when there is none yet (404)
 * @throws CallError offline, unreachable
 */
export async function readPublic(url: string): Promise<unknown> {
  const answer = await new Promise<{ status: number; data: unknown } | null>((resolve) => {
    wx.request({
      url,
      timeout: PATIENCE_MS,
      success: ({ statusCode, data }) => resolve({ status: statusCode, data }),
      fail: () => resolve(null),
    });
  });
  if (answer?.status === 404) return null;
  if (answer?.status !== 200) throw new CallError((await isOffline()) ? 'offline' : 'unreachable', {});
  return answer.data;
}

/**
 * The weaker way of a college without an address of its own: WeChat tells the function who calls. The ballot box does
 * not look, but that can only be believed; the app says so beforehand (shared/anonymity WEAKER_PROMISE).
 */
export async function sendThroughWeixin(body: string): Promise<string> {
  const { result } = await withPatience(
    wx.cloud.callFunction({ name: 'ballot', data: { httpMethod: 'POST', body } }),
  );
  return bodyOf(result);
}

/** The same for what is public: who reads it is no secret, which line they look for stays on the phone. */
export async function readThroughWeixin(path: string): Promise<unknown> {
  let text: string;
  try {
    const { result } = await withPatience(
      wx.cloud.callFunction({ name: 'portal', data: { httpMethod: 'GET', path } }),
    );
    text = bodyOf(result);
  } catch (cause) {
    throw new CallError((await isOffline()) ? 'offline' : 'unreachable', { cause });
  }
  const parsed: unknown = JSON.parse(text);
  return parsed;
}

/** The answer in a box's reply, or null: something between us and the box replied. */
export function answerIn(reply: string): unknown {
  let parsed: unknown;
  try {
    parsed = JSON.parse(reply);
  } catch {
    return null; // the person, or the outbox, tries again
  }
  return typeof parsed === 'object' && parsed !== null && 'answer' in parsed ? parsed.answer : null;
}

function bodyOf(result: unknown): string {
  if (typeof result === 'object' && result !== null && 'body' in result && typeof result.body === 'string')
    return result.body;
  throw new CallError('internal', {});
}
