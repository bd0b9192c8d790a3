import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { read } from '../database/request';
import { CloudError } from '../errors';
import type { Timers } from '../functions/timers';
import type { State } from '../state';
import { publishing } from '../weixin/official-account';
import { readJson, sendJson } from './body';
import type { Route } from './server';

const clockBody = z.union([
  z.strictObject({ set: z.number().int() }),
  z.strictObject({ advance: z.number().int().min(0) }),
]);
const creditBody = z.object({
  openid: z.string().min(1),
  templateIds: z.array(z.string()).min(1),
  count: z.number().int().min(1).default(1),
});
const visitBody = z.object({ openid: z.string().min(1) });
const tickBody = z.object({ name: z.string() });

type Answer = (state: State, timers: Timers, request: IncomingMessage) => Promise<unknown>;

/** What the people around the phone can do: move time, consent to messages, publish articles. */
const answers: Record<string, Answer> = {
  'GET /workbench/state': async ({ clock, weixin }) => ({
    now: clock.now(),
    templates: weixin.templates(),
    credits: weixin.credits.all(),
    messages: weixin.sent.slice(-200),
    articles: weixin.account.articles,
    drafts: weixin.account.drafts,
  }),
  'GET /workbench/clock': async ({ clock }) => ({ now: clock.now() }),
  'POST /workbench/clock': async ({ clock }, timers, request) => {
    const order = read(clockBody, await readJson(request));
    await timers.moveTo('set' in order ? order.set : clock.now() + order.advance);
    return { now: clock.now() };
  },
  'POST /workbench/tick': async (_state, timers, request) => ({
    result: await timers.tick(read(tickBody, await readJson(request)).name),
  }),
  'POST /workbench/credits': async ({ weixin }, _timers, request) => {
    const { openid, templateIds, count } = read(creditBody, await readJson(request));
    const known = new Set(weixin.templates().map(({ id }) => id));
    const wrong = templateIds.find((id) => !known.has(id));
    if (wrong !== undefined) throw new CloudError('INVALID_PARAM', `there is no template ${wrong}`);
    for (const templateId of templateIds) weixin.credits.grant(openid, templateId, count);
    return { credits: weixin.credits.all().filter((credit) => credit.openid === openid) };
  },
  'POST /workbench/visit': async ({ weixin }, _timers, request) => {
    weixin.visit(read(visitBody, await readJson(request)).openid);
    return {};
  },
  'POST /workbench/articles': async ({ weixin }, _timers, request) =>
    weixin.publish(read(publishing, await readJson(request))),
};

export function workbenchRoute(state: State, timers: Timers): Route {
  return async (request, response, url) => {
    if (!url.pathname.startsWith('/workbench/')) return false;
    if (url.pathname === '/workbench/events') {
      stream(state, response);
      return true;
    }
    const answer = answers[`${request.method} ${url.pathname}`];
    if (!answer) return false;
    sendJson(response, await answer(state, timers, request));
    return true;
  };
}

/** Server-sent events: `data:` is a CloudEvent as JSON. */
function stream({ weixin, clock }: State, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const write = (event: unknown) => response.write(`data: ${JSON.stringify(event)}\n\n`);
  write({ kind: 'clock', now: clock.now() });
  const stops = [weixin.events.on(write), clock.onMove((now) => write({ kind: 'clock', now }))];
  response.on('close', () => {
    for (const stop of stops) stop();
  });
}
