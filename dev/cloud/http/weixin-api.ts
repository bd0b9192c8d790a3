import type { IncomingMessage } from 'node:http';
import { Refusal } from '../weixin/refusal';
import type { Weixin } from '../weixin/weixin';
import { readMultipart } from '../wire/multipart';
import { readBytes, readJson, sendJson } from './body';
import type { Route } from './server';

type Call = (weixin: Weixin, request: IncomingMessage, url: URL) => Promise<Record<string, unknown>>;

const maxMaterialBytes = 12 * 1024 * 1024;

/** Addresses of api.weixin.qq.com that a server calls with a token of the official account. */
const calls: Record<string, Call> = {
  '/cgi-bin/draft/add': async (weixin, request) => weixin.account.addDraft(await readJson(request)),
  '/cgi-bin/freepublish/batchget': async (weixin, request) =>
    weixin.account.batchGet(await readJson(request)),
  '/cgi-bin/material/add_material': async (weixin, request, url) => {
    const parts = readMultipart(
      request.headers['content-type'] ?? '',
      await readBytes(request, maxMaterialBytes),
    );
    return weixin.account.addMaterial(
      url.searchParams.get('type'),
      parts.find(({ name }) => name === 'media')?.bytes,
    );
  },
};

/** WeChat's server API over HTTP: every answer is 200, a refusal is errcode and errmsg. */
export function weixinRoute(weixin: Weixin): Route {
  return async (request, response, url) => {
    if (!url.pathname.startsWith('/cgi-bin/') && !url.pathname.startsWith('/wxa/')) return false;
    try {
      sendJson(response, await answer(weixin, request, url));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      sendJson(response, { errcode: error.errcode, errmsg: error.errmsg });
    }
    return true;
  };
}

async function answer(weixin: Weixin, request: IncomingMessage, url: URL): Promise<Record<string, unknown>> {
  if (request.method !== 'POST') throw new Refusal(43002, 'require POST method');
  if (url.pathname === '/cgi-bin/stable_token') return weixin.token.issue(await readJson(request));
  const call = calls[url.pathname];
  if (!call) throw new Refusal(40066, `invalid url: the local cloud does not have ${url.pathname}`);
  weixin.token.check(url.searchParams.get('access_token'));
  return call(weixin, request, url);
}
