import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import * as z from 'zod';
import { CloudError } from '../errors';
import { appId, environment } from '../functions/gateway';
import type { State } from '../state';
import { maxBodyBytes, readBytes, send, sendJson } from './body';
import type { Route } from './server';

const answerShape = z.object({
  statusCode: z.number().int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  body: z.unknown(),
  isBase64Encoded: z.boolean().default(false),
});

/** How `isBase64Encoded` may be written: documented as a boolean, seen as the other two. */
export type Base64Form = 'boolean' | 'text' | 'number';

/** The service's switches for its routes. */
export interface HttpAccess {
  /** 路径透传: the function is given the whole path. Off by default, and then without the route's own prefix. */
  passesPath?: boolean;
  base64Form?: Base64Form;
  /** WEB 安全域名: only pages of these origins get an answer to a preflight. */
  safeOrigins?: readonly string[];
  /** The functions that have a route; all of them without it, which only tests of the cloud itself want. */
  routes?: readonly string[];
}

/** What an HTTP function is given: the request, and nobody's account. */
export interface HttpEvent {
  requestContext: { appId: string; envId: string; requestId: string; httpMethod: string; path: string };
  path: string;
  httpMethod: string;
  headers: Record<string, string>;
  queryStringParameters: Record<string, string>;
  body: string;
  isBase64Encoded: boolean | string | number;
}

export interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

const written: Record<Base64Form, (isBase64: boolean) => boolean | string | number> = {
  boolean: (isBase64) => isBase64,
  text: (isBase64) => String(isBase64),
  number: (isBase64) => Number(isBase64),
};

/** A body that is text may be so large; any other as large as a request at all. */
const maxTextBytes = 100 * 1024;
const tooLarge = () =>
  new CloudError('EXCEED_MAX_PAYLOAD_SIZE', 'EXCEED_MAX_PAYLOAD_SIZE: data exceed max size');

/** Only the first is documented; the other is what HTTP has for it. */
const STATUS: Readonly<Record<string, number>> = { FUNCTION_NOT_FOUND: 404, EXCEED_MAX_PAYLOAD_SIZE: 413 };

/** The HTTP access service: /http/<function>/<path>. */
export function httpFunctionRoute(state: State, access: HttpAccess = {}): Route {
  const { passesPath = false, base64Form = 'boolean', safeOrigins = [], routes } = access;
  return async (request, response, url) => {
    const [, name, path] = /^\/http\/([^/]+)(\/.*)?$/.exec(url.pathname) ?? [];
    if (name === undefined || (routes && !routes.includes(name))) return false;
    if (request.method === 'OPTIONS') {
      preflight(response, request.headers.origin, safeOrigins);
      return true;
    }
    const headers: Record<string, string> = {};
    for (const [field, value] of Object.entries(request.headers))
      headers[field] = Array.isArray(value) ? value.join(', ') : (value ?? '');
    const isText = /^(text\/|application\/(json|x-www-form-urlencoded|xml))|^$/.test(
      headers['content-type'] ?? '',
    );
    try {
      const bytes = await readBytes(request, isText ? maxTextBytes : maxBodyBytes, tooLarge);
      const method = request.method ?? 'GET';
      const answer = await callHttpFunction(state, name, {
        requestContext: {
          appId,
          envId: environment,
          requestId: randomUUID(),
          httpMethod: method,
          path: `/${name}${path ?? ''}`,
        },
        path: passesPath ? `/${name}${path ?? ''}` : (path ?? '/'),
        httpMethod: method,
        headers,
        queryStringParameters: Object.fromEntries(url.searchParams),
        body: bytes.toString(isText ? 'utf8' : 'base64'),
        isBase64Encoded: written[base64Form](!isText),
      });
      send(response, answer.status, answer.headers, answer.body);
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      const isMissing = error.code === 'FUNCTION_NOT_FOUND';
      sendJson(
        response,
        { code: isMissing ? 'INVALID_PATH' : error.code, message: error.message },
        STATUS[error.code] ?? 500,
      );
    }
    return true;
  };
}

/** The service answers the preflight itself, and only for the safe domains that the college has set. */
function preflight(response: ServerResponse, origin: string | undefined, safe: readonly string[]): void {
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  if (origin === undefined || !safe.includes(origin)) {
    send(response, 403, {}, '');
    return;
  }
  const headers = {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, POST, PUT, DELETE, HEAD, OPTIONS',
    'access-control-allow-headers': 'content-type',
  };
  send(response, 204, headers, '');
}

/** A text is sent as text, any other return value that is not an HTTP answer as JSON, as the service does. */
export async function callHttpFunction(state: State, name: string, event: HttpEvent): Promise<HttpAnswer> {
  const value = await state.gateway.invoke(name, event, { source: 'http' });
  if (typeof value === 'string')
    return {
      status: 200,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: Buffer.from(value),
    };
  const parsed = answerShape.safeParse(value);
  if (!parsed.success)
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify(value)),
    };
  const { statusCode, headers, body, isBase64Encoded } = parsed.data;
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
  return {
    status: statusCode,
    headers: Object.fromEntries(
      Object.entries(headers).map(([field, field_value]) => [field.toLowerCase(), String(field_value)]),
    ),
    body: Buffer.from(text, isBase64Encoded ? 'base64' : 'utf8'),
  };
}
