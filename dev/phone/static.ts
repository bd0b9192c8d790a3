import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** Ballots, files and pictures come from the local cloud, which listens on a port of its own. */
const LOCAL = 'http://127.0.0.1:* http://localhost:*';

/**
 * What the workbench's pages may do: run the workbench's own scripts, none that stands in a page, and show each other
 * in frames. Styles stand in attributes, as they do in the mini program.
 */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: blob: ${LOCAL}`,
    "font-src 'self' data:",
    `connect-src 'self' data: blob: ${LOCAL}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

export function sendText(response: ServerResponse, kind: string, text: string): void {
  response.writeHead(200, {
    'content-type': types[kind] ?? 'text/plain; charset=utf-8',
    'cache-control': 'no-cache',
  });
  response.end(text);
}

/** Sends a file below `folder`; anything outside it, or absent, is a 404. */
export async function sendFile(
  response: ServerResponse,
  folder: string,
  path: string,
  cache = 'no-cache',
): Promise<void> {
  const file = normalize(join(folder, decodeURIComponent(path)));
  const content = file.startsWith(normalize(folder) + sep) ? await readFile(file).catch(missing) : undefined;
  if (!content) {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(`${path} is not there`);
    return;
  }
  response.writeHead(200, {
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    'cache-control': cache,
  });
  response.end(content);
}

function missing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'EISDIR') return undefined;
  throw error;
}
