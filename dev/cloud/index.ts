import path from 'node:path';
import { Clock } from './clock';
import { insert, prepared } from './database/write';
import { Files } from './files/files';
import { readFunctions } from './functions/config';
import { Gateway } from './functions/gateway';
import type { LogLine } from './functions/worker';
import { readJson, sendJson } from './http/body';
import { callAs, callRoute } from './http/calls';
import { listen, type Route } from './http/server';
import { Records } from './records';
import type { State, Warning } from './state';
import { find } from './store/find';
import { readSchema } from './store/schema';
import { Store } from './store/store';
import type { Document } from './store/value';
import { Admin } from './wire/admin';
import { RoundTripCounter, type RoundTrips } from './wire/round-trips';

export interface CloudOptions {
  /** 0 or nothing: any free port. */
  port?: number;
  /** Made if it is not there; one cloud at a time. */
  dataDir: string;
  /** The built functions: <name>/index.js, <name>/config.json. */
  functionsDir: string;
  /** The *.json files of collections, indexes and rules. */
  databaseDir: string;
  /** Given to every function process. */
  env?: Record<string, string>;
  /** The instant the cloud's clock starts at, in ms; it runs on from there. Default: where it was left. */
  now?: number;
  /** Time, memory and variables of functions. Default: cloudbaserc.json of the working directory. */
  deploymentFile?: string;
}

export interface Cloud {
  url: string;
  port: number;
  /** What wx.cloud.callFunction does on the phone. @throws CloudError when the function throws, crashes or is too slow */
  call(name: string, data: unknown, options: { openid: string }): Promise<unknown>;
  clock: { now(): number; set(ms: number): Promise<void>; advance(ms: number): Promise<void> };
  /** All documents of a collection, in the order in which they were made. */
  read(collection: string): Document[];
  /** Inserts many documents at once. */
  seed(collection: string, documents: Document[]): Promise<void>;
  countRoundTrips<T>(run: () => Promise<T>): Promise<RoundTrips<T>>;
  /** Every line that functions printed, and the cloud's warnings about them. */
  logs(): LogLine[];
  /** Writes that ran outside the open transaction of their invocation. */
  warnings(): Warning[];
  stop(): Promise<void>;
}

const environment = 'local';

/**
 * Starts a local CloudBase on the loopback.
 * @throws StartError PORT_IN_USE, DATA_LOCKED, DATA_DAMAGED, DATA_NEWER, BAD_SCHEMA, BAD_CONFIG
 */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const functions = readFunctions(
    options.functionsDir,
    options.deploymentFile ?? path.resolve('cloudbaserc.json'),
  );
  const store = new Store(options.dataDir, readSchema(options.databaseDir));
  const records = new Records(store.disk);
  const kept = records.get('clock', 'offset');
  const clock = new Clock(typeof kept === 'number' ? kept : 0, (offset) =>
    records.put('clock', 'offset', offset),
  );
  if (options.now !== undefined) clock.move(options.now);
  const routes: Route[] = [];
  const { server, port } = await listen(options.port ?? 0, routes).catch((error: unknown) => {
    store.close();
    throw error;
  });
  const url = `http://127.0.0.1:${port}`;
  const env = {
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${url}/admin` }),
    WEIXIN_API_URL: url,
    HTTP_BASE_URL: `${url}/http`,
    ...options.env,
  };
  const gateway = new Gateway(functions, clock, { directory: options.dataDir, environment, env });
  const state: State = {
    store,
    clock,
    gateway,
    files: new Files(),
    roundTrips: new RoundTripCounter(),
    warnings: [],
    base: { url },
  };
  const admin = new Admin(state);
  const adminRoute: Route = async (request, response, { pathname }) => {
    if (pathname !== '/admin' || request.method !== 'POST') return false;
    sendJson(response, await admin.answer(await readJson(request)));
    return true;
  };
  routes.push(adminRoute, callRoute(state));
  return {
    url,
    port,
    call: (name, data, { openid }) => callAs(state, name, data, openid),
    clock: {
      now: () => clock.now(),
      set: async (ms) => clock.move(ms),
      advance: async (ms) => clock.move(clock.now() + ms),
    },
    read: (collection) =>
      find(store.table(collection), {}, { connection: store.disk.main }).map((found) => found.document()),
    seed: (collection, documents) => insert(store, store.table(collection), documents.map(prepared)),
    countRoundTrips: (run) => state.roundTrips.count(run),
    logs: () => gateway.lines,
    warnings: () => state.warnings,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await gateway.stop();
      store.close();
    },
  };
}
