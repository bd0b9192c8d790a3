import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { CloudError, StartError } from '../errors';
import { send, sendJson } from './body';

/** Answers one request, or says that it is not its own. */
export type Route = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<boolean>;

/**
 * Listens on the loopback only: the gateway believes the openid it is given.
 * @throws StartError PORT_IN_USE
 */
export async function listen(port: number, routes: Route[]): Promise<{ server: Server; port: number }> {
  const server = createServer((request, response) => {
    handle(routes, request, response).catch((error: unknown) => fail(response, error));
  });
  server.keepAliveTimeout = 30_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      const isTaken = 'code' in error && error.code === 'EADDRINUSE';
      const taken = new StartError(
        'PORT_IN_USE',
        `Port ${port} is in use. Stop what uses it, or choose another with --port.`,
      );
      reject(isTaken ? taken : error);
    });
    server.listen(port, '127.0.0.1', () => resolve());
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return { server, port: address.port };
}

async function handle(routes: Route[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const { origin, host } = request.headers;
  if (!isLoopback(`http://${host}`) || (origin !== undefined && !isLoopback(origin))) {
    // A page of the open web that a browser on this machine shows must not act as one of the accounts here.
    const message = 'the local cloud answers pages of this machine only';
    sendJson(response, { code: 'FOREIGN_ORIGIN', message }, 403);
    return;
  }
  response.setHeader('access-control-allow-origin', origin ?? '*');
  response.setHeader(
    'access-control-allow-headers',
    request.headers['access-control-request-headers'] ?? '*',
  );
  response.setHeader('access-control-allow-methods', 'GET, POST, PUT, DELETE, OPTIONS');
  // The access service of functions has its own answer.
  if (request.method === 'OPTIONS' && !url.pathname.startsWith('/http/')) {
    send(response, 204, {}, '');
    return;
  }
  for (const route of routes) if (await route(request, response, url)) return;
  sendJson(
    response,
    { code: 'INVALID_PATH', message: `the local cloud has nothing at ${url.pathname}` },
    404,
  );
}

function isLoopback(address: string): boolean {
  try {
    return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(address).hostname);
  } catch {
    return false; // not an address
  }
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (error instanceof CloudError) {
    sendJson(response, { code: error.code, message: error.message }, 400);
    return;
  }
  console.error('local cloud: request failed', error);
  sendJson(response, { code: 'SYS_ERR', message: 'the local cloud failed; see its log' }, 500);
}
