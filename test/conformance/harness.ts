import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type nodeSdk from '@cloudbase/node-sdk';
import type serverSdk from 'wx-server-sdk';
import { type Cloud, type CloudOptions, startCloud } from '../../dev/cloud';

type Database = ReturnType<typeof serverSdk.database>;

/** A pipeline inside a lookup, which the SDK's types do not know. */
interface Pipeline {
  match(condition: unknown): Pipeline;
  sort(order: unknown): Pipeline;
  project(fields: unknown): Pipeline;
  limit(most: number): Pipeline;
  done(): unknown;
}

/** What a script finds inside the function process. */
export interface Tools {
  cloud: typeof serverSdk;
  db: Database & { serverDate(options?: { offset: number }): unknown };
  /** The types of wx-server-sdk do not know `expr`. */
  _: Database['command'] & { expr(expression: unknown): unknown };
  $: Database['command']['aggregate'] & {
    pipeline(): Pipeline;
  };
  tcb: typeof nodeSdk;
  /** What an answer of the SDK holds; its own types do not say. */
  data(answer: unknown): Promise<unknown>;
  total(answer: unknown): Promise<unknown>;
  stats(answer: unknown): Promise<unknown>;
  id(answer: unknown): Promise<string>;
  result(answer: unknown): Promise<unknown>;
  fileList(answer: unknown): Promise<unknown>;
  /** The trace id of a media check. */
  media(answer: unknown): Promise<unknown>;
  /** The bytes of a picture, as base64. */
  buffer(answer: unknown): Promise<unknown>;
  event: Record<string, unknown>;
  context: Record<string, unknown>;
}

export interface Outcome {
  value?: unknown;
  error?: { code: unknown; message: string };
}

export type Script<I> = (tools: Tools, input: I) => unknown;

/** 1 January 2030, 00:00 UTC. */
export const newYear = Date.UTC(2030, 0, 1);

const here = __dirname;

export function temporaryFolder(): { path: string; remove(): void } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'cloud-'));
  return { path: folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export function conformanceOptions(dataDir: string): CloudOptions {
  return {
    dataDir,
    functionsDir: path.join(here, 'functions'),
    databaseDir: path.join(here, 'database'),
    deploymentFile: path.join(here, 'functions.deployment.json'),
    now: newYear,
    // The SDK's cloud calls are part of what is compared; the product makes none.
    fromDevTools: 'all',
  };
}

export interface Bench extends Cloud {
  /** Runs a closed function inside the cloud function `script`; what it throws is the outcome's error. */
  attempt<I>(script: Script<I>, input?: I, openid?: string): Promise<Outcome>;
  /** The same, for what must succeed. */
  run<I>(script: Script<I>, input?: I, openid?: string): Promise<unknown>;
  close(): Promise<void>;
}

export async function startBench(more: Partial<CloudOptions> = {}): Promise<Bench> {
  const folder = temporaryFolder();
  const cloud = await startCloud({ ...conformanceOptions(folder.path), powerSafe: false, ...more });
  const attempt = async <I>(script: Script<I>, input?: I, openid = 'o-student'): Promise<Outcome> => {
    const answer = await cloud.call('script', { source: script.toString(), input }, { openid });
    return isOutcome(answer) ? answer : {};
  };
  return {
    ...cloud,
    attempt,
    run: async (script, input, openid) => {
      const { value, error } = await attempt(script, input, openid);
      if (error) throw new Error(`${error.code}: ${error.message}`);
      return value;
    },
    close: async () => {
      await cloud.stop();
      folder.remove();
    },
  };
}

function isOutcome(value: unknown): value is Outcome {
  return (
    typeof value === 'object' &&
    value !== null &&
    ('value' in value || 'error' in value || Object.keys(value).length === 0)
  );
}

/** Waits for what the cloud does by itself, without a fixed time. */
export async function eventually<T>(bench: Bench, look: () => T | undefined): Promise<T> {
  const end = performance.now() + 4000;
  for (;;) {
    await bench.weixin.settled();
    const seen = look();
    if (seen !== undefined) return seen;
    if (performance.now() > end) throw new Error('it did not happen');
    await new Promise((resolve) => setImmediate(resolve));
  }
}
