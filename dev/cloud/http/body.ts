import type { IncomingMessage, ServerResponse } from 'node:http';
import { CloudError } from '../errors';

/** The service's limit for a request. */
export const maxBodyBytes = 6 * 1024 * 1024;

/**
 * What is too much is read to its end and not kept: whoever sends it reads the refusal, not a broken connection.
 *
 * @throws CloudError INVALID_PARAM, or the one of `tooLarge`, for more than `limit` bytes
 */
export async function readBytes(
  request: IncomingMessage,
  limit = maxBodyBytes,
  tooLarge = () => new CloudError('INVALID_PARAM', `the request is larger than ${limit} bytes`),
): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    const bytes = Buffer.isBuffer(part) ? part : Buffer.from(String(part));
    size += bytes.length;
    if (size <= limit) parts.push(bytes);
  }
  if (size > limit) throw tooLarge();
  return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
}

export async function readJson(request: IncomingMessage): Promise<unknown> {
  const bytes = await readBytes(request);
  if (bytes.length === 0) return {};
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new CloudError('INVALID_PARAM', `the request is not JSON: ${String(cause)}`);
  }
}

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  send(response, status, { 'content-type': 'application/json' }, JSON.stringify(body));
}

export function send(
  response: ServerResponse,
  status: number,
  headers: Record<string, string | number>,
  body: string | Buffer,
): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  response.writeHead(status, { ...headers, 'content-length': bytes.length });
  response.end(bytes);
}
