import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildMiniProgram } from '../build/miniprogram';
import { watchFolders } from '../build/watch';
import { type CompiledApp, compileApp } from './compile';
import { phonePage } from './page';
import { panelPage } from './panel/page';
import { passOn } from './proxy';
import type { PhoneRules } from './rules';
import { browserCode } from './runtime';
import { PAGE_HEADERS, sendFile, sendText } from './static';

export interface PhoneOptions {
  /** 0 or absent: any free port. */
  port?: number;
  /** Where the local cloud listens; calls, uploads, files and workbench routes are passed on to it. */
  cloudUrl: string;
  /** The built mini program. */
  distDir: string;
  /** Whose phones the panel offers. */
  people?: readonly Person[];
  /** Names of message templates by id, for the subscription sheet and the panel. */
  templateTitles?: Readonly<Record<string, string>>;
  /** What the panel proposes to try first. */
  firstSteps?: readonly FirstStep[];
  /** Colleagues of the demo whom the panel may send home and call back. */
  colleagues?: { isWorking: boolean };
  /** Domains and links as the college sets them; the workbench's own host and no link when left out. */
  rules?: Partial<PhoneRules>;
  /** Sources to watch: each change builds `distDir` again and reloads the phones. */
  sourceDir?: string;
}

/** Somebody who may hold the phone. */
export interface Person {
  openid: string;
  name: string;
  kind: string;
  note: string;
}

/** Something to try: on whose phone, on which page, and until when there is something to see. */
export interface FirstStep {
  text: string;
  openid: string;
  page: string;
  until: number;
}

export interface Phone {
  url: string;
  port: number;
  /** Compiles `distDir` again and reloads every open phone. Errors stay with the old version and are thrown. */
  rebuild(): Promise<void>;
  stop(): Promise<void>;
}

const fonts = dirname(
  createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-sc/package.json'),
);
const screenFolder = fileURLToPath(new URL('./screen', import.meta.url));
const panelFolder = fileURLToPath(new URL('./panel', import.meta.url));
const cloudRoutes = /^\/(call|http|upload|storage|workbench|admin)(\/|\?|$)/;

/**
 * Serves the phone and the workbench panel on 127.0.0.1: `/` is the workbench, `/phone?as=…&page=…` one phone.
 *
 * @throws Error when the mini program cannot be compiled or the port is taken (code EADDRINUSE)
 */
export async function startPhone({
  port = 0,
  cloudUrl,
  distDir,
  people = [],
  templateTitles = {},
  firstSteps = [],
  colleagues,
  rules = {},
  sourceDir,
}: PhoneOptions): Promise<Phone> {
  const [code, first] = await Promise.all([browserCode(), compileApp(distDir)]);
  let app: CompiledApp = first;
  const listeners = new Set<ServerResponse>();
  const own = [new URL(cloudUrl).hostname];
  const page = phonePage({ domains: { request: own, download: own }, links: [], ...rules });

  const routes: Record<string, (response: ServerResponse) => void> = {
    '/': (response) => sendText(response, '.html', panelPage),
    '/phone': (response) => sendText(response, '.html', page),
    '/phone/runtime.js': (response) => sendText(response, '.js', code.runtime),
    '/phone/app.js': (response) => sendText(response, '.js', app.script),
    '/phone/app.css': (response) => sendText(response, '.css', app.style),
    '/phone/panel.js': (response) => sendText(response, '.js', code.panel),
    '/phone/phone.css': (response) => void sendFile(response, screenFolder, 'phone.css'),
    '/phone/panel.css': (response) => void sendFile(response, panelFolder, 'panel.css'),
    '/phone/templates': (response) => sendText(response, '.json', JSON.stringify(templateTitles)),
    '/phone/first-steps': (response) => sendText(response, '.json', JSON.stringify(firstSteps)),
    '/phone/people': (response) => sendText(response, '.json', JSON.stringify(people)),
  };

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    for (const [name, value] of Object.entries(PAGE_HEADERS)) response.setHeader(name, value);
    const route = routes[pathname];
    if (route) route(response);
    else if (pathname === '/phone/colleagues') {
      if (colleagues && request.method === 'POST') colleagues.isWorking = !colleagues.isWorking;
      sendText(response, '.json', JSON.stringify({ isWorking: colleagues?.isWorking ?? null }));
    } else if (pathname === '/phone/events') {
      // One stream for a window, not one for each source: a browser opens six connections at most.
      listeners.add(response);
      response.on('close', () => listeners.delete(response));
      request.url = '/workbench/events';
      passOn(cloudUrl, request, response);
    } else if (cloudRoutes.test(request.url ?? '')) passOn(cloudUrl, request, response);
    else if (pathname.startsWith('/phone/files/'))
      void sendFile(response, distDir, pathname.slice('/phone/files/'.length));
    else if (pathname.startsWith('/fonts/'))
      void sendFile(response, fonts, pathname.slice('/fonts/'.length), 'max-age=86400');
    else {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(`${pathname} is not there`);
    }
  };

  const server = createServer(answer);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  const rebuild = async () => {
    app = compileApp(distDir);
    for (const listener of listeners) listener.write('data: {"kind":"rebuilt"}\n\n');
  };
  const watch = sourceDir
    ? await watchFolders(
        [sourceDir],
        async () => {
          await buildMiniProgram({ out: distDir, source: sourceDir });
          await rebuild();
        },
        (error) => console.error(error instanceof Error ? error.message : error),
      )
    : undefined;
  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    rebuild,
    async stop() {
      await watch?.stop();
      for (const listener of listeners) listener.end();
      server.closeAllConnections();
      await new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
      });
    },
  };
}
