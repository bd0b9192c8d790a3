import * as z from 'zod';
import { CloudError } from '../errors';
import type { State } from '../state';
import { readBytes, send, sendJson } from './body';
import type { Route } from './server';

const answerShape = z.object({
  statusCode: z.number().int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  body: z.unknown(),
  isBase64Encoded: z.boolean().default(false),
});

/** What an HTTP function is given: the request, and nobody's account. */
export interface HttpEvent {
  path: string;
  httpMethod: string;
  headers: Record<string, string>;
  queryStringParameters: Record<string, string>;
  body: string;
  isBase64Encoded: boolean;
}

export interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** The HTTP access service: /http/<function>/<path>. */
export function httpFunctionRoute(state: State): Route {
  return async (request, response, url) => {
    const [, name, path] = /^\/http\/([^/]+)(\/.*)?$/.exec(url.pathname) ?? [];
    if (name === undefined) return false;
    const headers: Record<string, string> = {};
    for (const [field, value] of Object.entries(request.headers))
      headers[field] = Array.isArray(value) ? value.join(', ') : (value ?? '');
    const bytes = await readBytes(request);
    const isText = /^(text\/|application\/(json|x-www-form-urlencoded|xml))|^$/.test(
      headers['content-type'] ?? '',
    );
    try {
      const answer = await callHttpFunction(state, name, {
        path: path ?? '/',
        httpMethod: request.method ?? 'GET',
        headers,
        queryStringParameters: Object.fromEntries(url.searchParams),
        body: bytes.toString(isText ? 'utf8' : 'base64'),
        isBase64Encoded: !isText,
      });
      send(response, answer.status, answer.headers, answer.body);
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      const isMissing = error.code === 'FUNCTION_NOT_FOUND';
      sendJson(
        response,
        { code: isMissing ? 'INVALID_PATH' : error.code, message: error.message },
        isMissing ? 404 : 500,
      );
    }
    return true;
  };
}

/** A return value that is not an HTTP answer is sent as JSON, as the service does. */
export async function callHttpFunction(state: State, name: string, event: HttpEvent): Promise<HttpAnswer> {
  const value = await state.gateway.invoke(name, event, { source: 'http' });
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
