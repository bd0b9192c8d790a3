import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import type { State } from '../state';
import { unlimitedCode } from '../weixin/mini-program-code';
import { Refusal } from '../weixin/refusal';
import type { StableToken } from '../weixin/stable-token';
import type { Weixin } from '../weixin/weixin';
import { passing } from '../wire/between';
import { readMultipart } from '../wire/multipart';
import { readBytes, readJson, send, sendJson } from './body';
import type { Route } from './server';

type Answer = Record<string, unknown> | Buffer;
type Call = (weixin: Weixin, request: IncomingMessage, url: URL) => Promise<Answer>;

const maxMaterialBytes = 12 * 1024 * 1024;
const anObject = z.record(z.string(), z.unknown());
const bodyOf = async (request: IncomingMessage) => {
  const parsed = anObject.safeParse(await readJson(request));
  if (!parsed.success) throw new Refusal(47001, 'data format error');
  return parsed.data;
};

/** The file of a form. */
const mediaOf = async (request: IncomingMessage) =>
  readMultipart(request.headers['content-type'] ?? '', await readBytes(request, maxMaterialBytes)).find(
    ({ name }) => name === 'media',
  );

/** Addresses of api.weixin.qq.com that a server calls with a token of the official account. */
const officialAccountCalls: Record<string, Call> = {
  '/cgi-bin/draft/add': async (weixin, request) => weixin.account.addDraft(await readJson(request)),
  '/cgi-bin/freepublish/batchget': async (weixin, request) =>
    weixin.account.batchGet(await readJson(request)),
  '/cgi-bin/material/add_material': async (weixin, request, url) =>
    weixin.account.addMaterial(url.searchParams.get('type'), (await mediaOf(request))?.bytes),
  '/cgi-bin/media/uploadimg': async (weixin, request) => {
    const media = await mediaOf(request);
    return weixin.account.uploadImage(media?.fileName ?? '', media?.bytes);
  },
};

/** Those that want a token of the mini program. */
const miniProgramCalls: Record<string, Call> = {
  '/cgi-bin/message/subscribe/send': async (weixin, request) => weixin.messages.send(await bodyOf(request)),
  '/wxa/msg_sec_check': async (weixin, request) => weixin.check.text(await bodyOf(request)),
  '/wxa/media_check_async': async (weixin, request) => weixin.check.mediaLater(await bodyOf(request)),
  '/wxa/getwxacodeunlimit': async (_weixin, request) => unlimitedCode(await bodyOf(request)),
};

/** WeChat's server API over HTTP: every answer is 200, a refusal is errcode and errmsg. */
export function weixinRoute(state: State): Route {
  const { weixin } = state;
  return async (request, response, url) => {
    if (!url.pathname.startsWith('/cgi-bin/') && !url.pathname.startsWith('/wxa/')) return false;
    try {
      const demanded = weixin.demands.take(url.pathname);
      if (demanded === 'nothing') hangUp(response);
      else if (demanded !== undefined) throw new Refusal(demanded, 'as demanded');
      else sendAnswer(response, await passing(state, url.pathname, () => answer(weixin, request, url)));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      sendJson(response, { errcode: error.errcode, errmsg: error.errmsg });
    }
    return true;
  };
}

/** As when the line breaks: whoever asked does not know whether anything was done. */
const hangUp = (response: ServerResponse) => response.destroy();

function sendAnswer(response: ServerResponse, answer: Answer): void {
  if (Buffer.isBuffer(answer)) send(response, 200, { 'content-type': 'image/png' }, answer);
  else sendJson(response, answer);
}

async function answer(weixin: Weixin, request: IncomingMessage, url: URL): Promise<Answer> {
  if (request.method !== 'POST') throw new Refusal(43002, 'require POST method');
  if (url.pathname === '/cgi-bin/stable_token') {
    const body = await bodyOf(request);
    return (weixin.miniProgramToken.isOf(body.appid) ? weixin.miniProgramToken : weixin.token).issue(body);
  }
  const token = url.searchParams.get('access_token');
  const ofMiniProgram = miniProgramCalls[url.pathname];
  if (ofMiniProgram) {
    checkToken(token, weixin.miniProgramToken, weixin.token);
    return ofMiniProgram(weixin, request, url);
  }
  const call = officialAccountCalls[url.pathname];
  if (!call) throw new Refusal(40066, `invalid url: the local cloud does not have ${url.pathname}`);
  checkToken(token, weixin.token, weixin.miniProgramToken);
  return call(weixin, request, url);
}

/** A good token of the other kind of account is no right to this call. @throws Refusal 48001, 41001, 40001, 42001 */
function checkToken(token: string | null, own: StableToken, other: StableToken): void {
  if (other.has(token)) throw new Refusal(48001, 'api unauthorized');
  own.check(token);
}
