import { isListed } from '../rules';
import { settings } from '../settings';
import { loseTap } from '../touch';
import { type Call, numberOption, Refusal, textOption } from './call';

/** WeChat runs at most ten wx.request at a time; the rest wait. */
const parallelLimit = 10;
let running = 0;
const waiting: (() => void)[] = [];

async function slot(): Promise<void> {
  if (running >= parallelLimit) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
}

function release(): void {
  running -= 1;
  waiting.shift()?.();
}

/** All traffic of the phone: it fails when the panel has taken the phone offline. */
export async function send(url: string, init: RequestInit, timeoutMs: number): Promise<Response> {
  if (settings.isOffline) throw new Refusal('-2:net::ERR_INTERNET_DISCONNECTED', 600001);
  try {
    return await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError') throw new Refusal('timeout', 5);
    throw new Refusal('-102:net::ERR_CONNECTION_REFUSED', 600001);
  } finally {
    loseTap();
  }
}

/**
 * The address to fetch. HTTP functions keep their public address in the product; here the phone's own origin passes
 * them on.
 *
 * @throws Refusal when the host is in no list of domains
 */
export function allowedUrl(kind: 'request' | 'download', url: string): string {
  const parsed = new URL(url, location.origin);
  if (!isListed(kind, parsed)) throw new Refusal('url not in domain list', 600002);
  return parsed.hostname === location.hostname ? parsed.pathname + parsed.search : url;
}

function bodyOf(data: unknown, method: string, headers: Headers): { body?: BodyInit; query: string } {
  if (data === undefined || data === null) return { query: '' };
  if (method === 'GET' && typeof data === 'object') {
    const pairs = Object.entries(data).map(([key, value]): [string, string] => [key, String(value)]);
    return { query: new URLSearchParams(pairs).toString() };
  }
  if (typeof data === 'string' || data instanceof ArrayBuffer) return { body: data, query: '' };
  if (!headers.has('content-type')) headers.set('content-type', 'application/json');
  return { body: JSON.stringify(data), query: '' };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // WeChat hands on as text what is not JSON although `dataType` is json.
    return text;
  }
}

export const network: Record<string, Call> = {
  request: async (options) => {
    const method = String(options.method ?? 'GET').toUpperCase();
    const headers = new Headers();
    for (const [name, value] of Object.entries(options.header ?? {})) headers.set(name, String(value));
    const { body, query } = bodyOf(options.data, method, headers);
    const url = allowedUrl('request', textOption(options, 'url'));
    await slot();
    try {
      const target = query ? `${url}${url.includes('?') ? '&' : '?'}${query}` : url;
      const response = await send(
        target,
        { method, headers, body, credentials: 'omit' },
        numberOption(options, 'timeout', 60_000),
      );
      const isBinary = options.responseType === 'arraybuffer';
      const data = isBinary ? await response.arrayBuffer() : await response.text();
      return {
        statusCode: response.status,
        header: Object.fromEntries(response.headers),
        cookies: [],
        data: typeof data === 'string' && (options.dataType ?? 'json') === 'json' ? parsed(data) : data,
      };
    } finally {
      release();
    }
  },
};
