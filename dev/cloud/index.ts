import path from 'node:path';
import { Clock } from './clock';
import type { Cloud, HttpOptions } from './cloud';
import { insert, load, prepared } from './database/write';
import { environmentOf } from './environment';
import { CloudError } from './errors';
import { Files } from './files/files';
import { readFunctions } from './functions/config';
import { Fleet } from './functions/fleet';
import { environment, Gateway } from './functions/gateway';
import { Timers } from './functions/timers';
import { adminRoute } from './http/admin';
import { callAs, callRoute, clientDatabaseRoute } from './http/calls';
import { httpFunctionRoute } from './http/functions';
import { listen, type Route } from './http/server';
import { storageRoute } from './http/storage';
import { weixinRoute } from './http/weixin-api';
import { workbenchRoute } from './http/workbench';
import type { CloudOptions } from './options';
import { Records } from './records';
import type { State } from './state';
import { find } from './store/find';
import { readSchema, readStorageRule } from './store/schema';
import { Store } from './store/store';
import { documentOf } from './store/value';
import { Weixin } from './weixin/weixin';
import { Faults } from './wire/faults';
import { OperationRate } from './wire/rate';
import { RoundTripCounter } from './wire/round-trips';

export type { Cloud } from './cloud';
export { CloudError, StartError } from './errors';
export type { CloudOptions } from './options';

const defaultInstances = 4;

/**
 * Starts a local CloudBase on the loopback.
 * @throws StartError PORT_IN_USE, DATA_LOCKED, DATA_UNWRITABLE, DATA_DAMAGED, DATA_NEWER, BAD_SCHEMA, BAD_CONFIG
 */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const functions = readFunctions(
    options.functionsDir,
    options.deploymentFile ?? path.resolve('cloudbaserc.json'),
    options.fromDevTools,
  );
  const store = new Store(options.dataDir, readSchema(options.databaseDir), options.powerSafe);
  const closers: (() => Promise<void>)[] = [async () => store.close()];
  const stop = async () => {
    while (closers.length > 0) await closers.pop()?.();
  };
  try {
    return await assemble(options, functions, store, closers, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function assemble(
  options: CloudOptions,
  functions: ReturnType<typeof readFunctions>,
  store: Store,
  closers: (() => Promise<void>)[],
  stop: () => Promise<void>,
): Promise<Cloud> {
  const records = new Records(store.disk);
  const kept = records.get('clock', 'offset');
  const clock = new Clock(typeof kept === 'number' ? kept : 0, (offset) =>
    records.put('clock', 'offset', offset),
  );
  if (options.now !== undefined) clock.move(options.now);

  const routes: Route[] = [];
  const { server, port } = await listen(options.port ?? 0, routes);
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const url = `http://127.0.0.1:${port}`;

  const { account, miniProgram, templates, materials, env } = environmentOf(options, url);
  const fleet = options.fleet ?? new Fleet();
  if (!options.fleet) closers.push(() => fleet.close());
  const gateway = new Gateway(functions, clock, {
    environment,
    env,
    fleet,
    instances: options.instances ?? defaultInstances,
  });
  const timers = new Timers(functions, gateway, clock);
  closers.push(() => timers.settled());
  closers.push(() => gateway.stop());
  closers.push(async () => timers.stop());
  const listener = options.eventFunction ?? 'jobs';
  const deliver = async (event: Record<string, unknown>) => {
    if (!functions.some(({ name }) => name === listener)) return;
    await gateway.invoke(listener, event, { source: 'wx_event' }).catch((error: unknown) => {
      if (!(error instanceof CloudError)) throw error;
      gateway.log({
        functionName: listener,
        requestId: undefined,
        stream: 'stderr',
        text: `event: ${error.message}`,
      });
    });
  };
  const weixin = new Weixin(records, clock, {
    templates,
    materials,
    words: options.words,
    account,
    miniProgram,
    deliver,
  });
  const files = new Files(options.dataDir, records, clock, url, readStorageRule(options.databaseDir));
  const state: State = {
    store,
    clock,
    gateway,
    files,
    weixin,
    roundTrips: new RoundTripCounter(),
    rate: new OperationRate(options.qps),
    callRate: new OperationRate(options.qps),
    faults: new Faults(gateway),
    warnings: [],
  };
  clock.onMove((now) => weixin.events.emit({ kind: 'clock', now }));
  routes.push(
    adminRoute(state),
    callRoute(state),
    httpFunctionRoute(state, options.httpAccess),
    storageRoute(state),
    weixinRoute(state),
    workbenchRoute(state, timers),
    clientDatabaseRoute(),
  );
  if (options.liveTimers ?? options.now === undefined) timers.live();

  return {
    url,
    port,
    call: (name, data, { openid, address }) => callAs(state, name, data, openid, address),
    http: (name, request = {}) => callHttp(`${url}/http/${name}`, request),
    clock: {
      now: () => clock.now(),
      set: (ms) => timers.moveTo(ms),
      advance: (ms) => timers.moveTo(clock.now() + ms),
      tick: (name) => timers.tick(name),
    },
    tick: (name) => timers.tick(name),
    read: (collection) =>
      find(store.table(collection), {}, { connection: store.disk.main }).map((found) => found.document()),
    seed: (collection, documents) =>
      insert(
        store,
        store.table(collection),
        documents.map((document) => prepared(documentOf(document))),
      ),
    load: (collection, batches) => load(store, store.table(collection), preparedAll(batches)),
    weixin,
    disturb: (disturbance) => {
      state.faults.disturbance = disturbance;
    },
    countRoundTrips: (run) => state.roundTrips.count(run),
    logs: () => gateway.lines,
    warnings: () => state.warnings,
    notices: store.disk.notices,
    state,
    stop,
  };
}

function* preparedAll(batches: Iterable<readonly object[]>) {
  for (const batch of batches) yield batch.map((document) => prepared(documentOf(document)));
}

async function callHttp(address: string, { method = 'GET', path: below = '', headers, body }: HttpOptions) {
  const sent = typeof body === 'string' || body === undefined ? body : new Uint8Array(body);
  const response = await fetch(`${address}${below}`, { method, headers, body: sent });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
}
