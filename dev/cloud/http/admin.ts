import { randomUUID } from 'node:crypto';
import { CloudError } from '../errors';
import type { State } from '../state';
import { Admin } from '../wire/admin';
import { LostAnswer } from '../wire/faults';
import { readMultipart } from '../wire/multipart';
import { readBytes, readJson, send, sendJson } from './body';
import type { Route } from './server';

/** The one address the SDKs speak to. */
export function adminRoute(state: State): Route {
  const admin = new Admin(state);
  return async (request, response, { pathname }) => {
    if (pathname !== '/admin' || request.method !== 'POST') return false;
    const type = request.headers['content-type'] ?? '';
    if (!type.startsWith('multipart/')) {
      try {
        sendJson(response, await admin.answer(await readJson(request)));
      } catch (error) {
        if (!(error instanceof LostAnswer)) throw error;
        response.destroy();
      }
      return true;
    }
    try {
      const answer = await admin.openApi(readMultipart(type, await readBytes(request)));
      send(response, 200, { 'content-type': 'application/octet-stream' }, answer);
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      const refusal = { requestId: randomUUID(), code: error.code, message: error.message };
      send(response, 200, { 'content-type': 'application/json; charset=utf-8' }, JSON.stringify(refusal));
    }
    return true;
  };
}
