import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { PassBook } from '../../../miniprogram/ballot/pass-book';
import { drawBelow } from '../../../miniprogram/ballot/random';
import { type Cloud, startCloud } from '../../cloud/index';
import { person } from '../office';
import { random } from '../phone';
import type { TownFiles } from '../town-build';
import type { LetterLeak } from './leak';

const MONTH = '2026-11';
const MINUTE_MS = 60_000;
/** Wednesday, ten in the morning in Shanghai. */
const START = Date.UTC(2026, 10, 4, 2);
const STRETCH_MS = 10 * MINUTE_MS;
/** People who are in the app in the same ten minutes: the crowd in which each of them hides. */
export const CROWD = 20;

type Documents = { [field: string]: unknown }[];
type Snapshot = Record<string, Documents>;

/** Everything the college holds. */
export interface LetterEvidence {
  /** One for each ten minutes, while their letters wait. */
  waiting: readonly Snapshot[];
  after: Snapshot;
  logs: { functionName: string; text: string }[];
}

/** One crowd after the other: who really wrote which item (account → title). */
export type LetterTruth = readonly ReadonlyMap<string, string>[];

export interface LetterTownOptions {
  people: number;
  leak: LetterLeak;
  files: TownFiles;
  crowd?: number;
}

interface Writer {
  openid: string;
  book: PassBook;
}

/**
 * Lives through some ten minutes of a month: everybody has fetched passes on an earlier day; in each stretch a crowd
 * opens the app, one after the other, and everybody of it files one anonymous item in that very minute.
 */
export async function liveThroughLetters(
  options: LetterTownOptions,
): Promise<{ evidence: LetterEvidence; truth: LetterTruth }> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'letters-'));
  const env = {
    LEAK: options.leak,
    PASSES: '1',
    CASE_SECRET: 'c5'.repeat(32),
    VOICE_SECRET: '7c'.repeat(32),
  };
  const cloud = await startCloud({ ...options.files, dataDir, now: START, liveTimers: false, env });
  try {
    return await live(cloud, options);
  } finally {
    await cloud.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function live(cloud: Cloud, { people, leak, files, crowd = CROWD }: LetterTownOptions) {
  const writers = Array.from({ length: people }, (_, index) => writer(index));
  await cloud.seed(
    'people',
    writers.map(({ openid }, index) => person(`p-${Math.imul(index + 7, 2246822519) >>> 0}`, openid)),
  );
  await cloud.tick('jobs');
  for (const each of await shuffled(writers)) await fetchPasses(cloud, each);

  const truth: Map<string, string>[] = [];
  const waiting: Snapshot[] = [];
  const rest = await shuffled(writers);
  for (let start = START + 86_400_000; rest.length > 0; start += STRETCH_MS) {
    cloud.state.clock.move(start);
    const written = new Map<string, string>();
    for (const each of rest.splice(0, crowd)) {
      cloud.state.clock.move(cloud.clock.now() + 1000 + (await drawBelow(random, 20_000)));
      await cloud.seed('town_visits', [{ _id: await token(), account: each.openid, at: cloud.clock.now() }]);
      written.set(each.openid, await file(cloud, each, leak));
    }
    truth.push(written);
    waiting.push({ letters: cloud.read('letters') });
    cloud.state.clock.move(start + STRETCH_MS);
    await cloud.tick('jobs');
  }
  const names = files.collections.filter((name) => name !== 'pass_keys');
  const after = Object.fromEntries(names.map((name) => [name, cloud.read(name)]));
  if (leak === 'letter_time' || leak === 'letter_number')
    after.town_letters?.sort((left, right) => (String(left._id) < String(right._id) ? -1 : 1));
  const logs = cloud.logs().map(({ functionName, text }) => ({ functionName, text }));
  return { evidence: { waiting, after, logs }, truth };
}

function writer(index: number): Writer {
  const kept = new Map<string, string>();
  const storage = {
    get: (key: string) => kept.get(key) ?? null,
    set: (key: string, text: string) => void kept.set(key, text),
    keys: () => [...kept.keys()],
  };
  return {
    openid: `o-${index}-${Math.imul(index + 1, 2654435761) >>> 0}`,
    book: new PassBook(storage, random),
  };
}

const published = z.object({ month: z.string(), publicKey: z.string(), passes: z.number() });
const signed = z.object({ ok: z.literal(true), data: z.object({ signatures: z.array(z.string()) }) });

async function fetchPasses(cloud: Cloud, { openid, book }: Writer): Promise<void> {
  cloud.state.clock.move(cloud.clock.now() + 700);
  const { body } = await cloud.http('portal', { method: 'GET', path: `/portal/passes/${MONTH}` });
  const month = published.parse(JSON.parse(String(body)));
  const blinded = await book.prepare(month);
  const event = { action: 'account.fetchPasses', requestId: await token(), input: { month: MONTH, blinded } };
  const { data } = signed.parse(await cloud.call('account', event, { openid }));
  book.accept(month, data.signatures);
}

/** Files one item; its title tells it apart and says nothing. */
async function file(cloud: Cloud, { openid, book }: Writer, leak: LetterLeak): Promise<string> {
  const slot = book.take(MONTH);
  if (slot === null) throw new Error('no pass');
  const title = `letter-${await token()}`;
  const letter = book.letter(MONTH, slot, {
    receipt: await book.receiptCode(),
    channel: 'box',
    category: 'logistics',
    urgency: 'ordinary',
    title,
    text: '热水时断时续。',
    place: '',
    isProtected: false,
  });
  const isTight = leak === 'letters';
  const body = isTight ? letter : JSON.stringify({ account: openid, letter: JSON.parse(letter) });
  const headers = { 'content-type': 'application/json' };
  const reply = await cloud.http(isTight ? 'letterbox' : 'leakyletters', { method: 'POST', headers, body });
  if (!String(reply.body).includes('"kept"')) throw new Error(`the letterbox says ${reply.body}`);
  book.forget(MONTH, slot);
  return title;
}

async function token(): Promise<string> {
  return Buffer.from(await random(8)).toString('hex');
}

async function shuffled<T>(items: readonly T[]): Promise<T[]> {
  const rest = [...items];
  const order: T[] = [];
  while (rest.length > 0) order.push(...rest.splice(await drawBelow(random, rest.length), 1));
  return order;
}
