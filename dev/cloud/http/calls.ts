import * as z from 'zod';
import { read } from '../database/request';
import { CloudError } from '../errors';
import type { State } from '../state';
import { withUser } from '../wire/admin';
import { readJson, sendJson } from './body';
import type { Route } from './server';

const callBody = z.object({ name: z.string(), data: z.unknown(), openid: z.string().min(1) });

/** What `wx.cloud.callFunction` does on the phone: the gateway adds the account. */
export function callRoute(state: State): Route {
  return async (request, response, url) => {
    if (url.pathname !== '/call' || request.method !== 'POST') return false;
    try {
      const { name, data, openid } = read(callBody, await readJson(request));
      sendJson(response, { result: await callAs(state, name, data, openid) });
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      sendJson(response, {
        error: {
          errCode: errCodeOf(error),
          errMsg: `cloud.callFunction:fail Error: errCode: ${errCodeOf(error)} | errMsg: ${error.message}`,
        },
      });
    }
    return true;
  };
}

/** What one call of a phone may carry (WeChat's reference, Cloud.callFunction). */
const maxDataBytes = 100 * 1024;
/** For the answer no number is documented; the strictest of the same channel is that of callContainer. */
const maxAnswerBytes = 1000 * 1024;

/** @param address of the phone, IPv4 or IPv6 */
export async function callAs(
  state: State,
  name: string,
  data: unknown,
  openid: string,
  address = '127.0.0.1',
): Promise<unknown> {
  state.callRate.use();
  const bytes = Buffer.byteLength(JSON.stringify(data ?? {}));
  if (bytes > maxDataBytes) throw tooLarge(`${bytes} bytes of data for ${name}`);
  state.weixin.visit(openid);
  const caller = { openid, address, source: 'wx_client' };
  const answer = await state.gateway.invoke(name, withUser(data ?? {}, openid), caller);
  const answered = Buffer.byteLength(JSON.stringify(answer ?? null));
  if (answered > maxAnswerBytes) throw tooLarge(`an answer of ${answered} bytes from ${name}`);
  return answer;
}

const tooLarge = (what: string) =>
  new CloudError('EXCEED_MAX_PAYLOAD_SIZE', `EXCEED_MAX_PAYLOAD_SIZE: data exceed max size (${what})`);

/** The database as a mini program would reach it: every collection is ADMINONLY. */
export function clientDatabaseRoute(): Route {
  return async (_request, response, url) => {
    if (url.pathname !== '/database' && !url.pathname.startsWith('/database/')) return false;
    const errMsg =
      'database permission denied: ADMINONLY. Clients call functions; functions read the database.';
    sendJson(response, { error: { errCode: -502003, errMsg } });
    return true;
  };
}

/** The numbers a phone sees (reference: error code table of wx-server-sdk). */
export function errCodeOf(error: CloudError): number {
  switch (error.code) {
    case 'FUNCTION_NOT_FOUND':
      return -501000;
    case 'FUNCTIONS_EXECUTE_FAIL':
      return -504002;
    case 'FUNCTIONS_TIME_LIMIT_EXCEEDED':
      return -504003;
    case 'DATABASE_PERMISSION_DENIED':
      return -502003;
    case 'STORAGE_EXCEED_AUTHORITY':
      return -503002;
    case 'INVALID_PARAM':
      return -501007;
    default:
      return -501001;
  }
}
