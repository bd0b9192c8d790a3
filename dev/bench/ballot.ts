import { constants, createPrivateKey, randomBytes, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { type BallotShard, gather } from '../../cloudfunctions/core/survey/ballot-box';
import { slotText } from '../../miniprogram/shared/ballot';
import { townKeys } from '../attack/town';
import { buildTown } from '../attack/town-build';
import { type Cloud, startCloud } from '../cloud/index';

const SURVEY = '2026-11.1';
const QUESTIONS = 3;
/** Ballots of one question that are there before anything is measured: a hall of people. */
const THERE = 600;
/** Rounds of each design in turn, so that a busy machine is busy for both. */
const ROUNDS = 5;
const PER_ROUND = 80;
const AT_ONCE = 16;

/**
 * `ballot.roundTrips`: the most that one of many ballots took. `ballot.duplicates`: ballots too many in the box after
 * every one was sent twice at once with different ratings. `ballot.throughputRatio`: ballots a second against the
 * usual design (dev/bench/rows), on the same cloud in the same run, with as many votes there already.
 */
export async function measure(): Promise<Record<string, number>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'ballot-bench-'));
  const files = await buildTown(folder);
  await build({
    entryPoints: [path.join(__dirname, 'rows/index.ts')],
    outfile: path.join(files.functionsDir, 'rows/index.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18',
    logLevel: 'warning',
  });
  const cloud = await startCloud({
    ...files,
    dataDir: path.join(folder, 'data'),
    now: Date.UTC(2026, 10, 20),
  });
  try {
    return await compare(cloud);
  } finally {
    await cloud.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compare(cloud: Cloud): Promise<Record<string, number>> {
  const pairs = await townKeys(QUESTIONS);
  const privateKeys = pairs.map(({ privateKey }) =>
    createPrivateKey({ key: Buffer.from(privateKey, 'base64url'), format: 'der', type: 'pkcs8' }),
  );
  const publicKeys = pairs.slice(0, QUESTIONS).map(({ publicKey }) => publicKey);
  await cloud.call('roll', { action: 'seedSurvey', session: SURVEY, publicKeys }, { openid: 'office' });

  /** Ballots signed in the open: how a signature came about makes no difference to the box. */
  const ballots = (count: number) =>
    Array.from({ length: count }, (_, index) => {
      const slot = index % QUESTIONS;
      const prepared = randomBytes(64);
      const key = privateKeys[slot];
      if (!key) throw new Error('no key');
      const signature = sign('sha384', prepared, {
        key,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: 48,
      });
      return (rating: string) =>
        JSON.stringify({
          survey: SURVEY,
          slot: slotText(slot),
          serial: prepared.toString('base64url'),
          signature: signature.toString('base64url'),
          rating,
        });
    });

  const there = ballots(THERE * QUESTIONS).map((ballot) => ballot('2'));
  await cloud.seed(
    'bench_rows',
    there.map((text, index) => ({ ...JSON.parse(text), slot: index % QUESTIONS })),
  );
  await time(cloud, 'ballot', there);

  await time(
    cloud,
    'rows',
    ballots(AT_ONCE * 2).map((ballot) => ballot('4')),
  ); // its processes warm as well
  const spent = { rows: 0, ballot: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const measured = ballots(PER_ROUND).map((ballot) => ballot('4'));
    for (const name of ['rows', 'ballot'] as const) spent[name] += await time(cloud, name, measured);
  }

  let roundTrips = 0;
  for (const ballot of ballots(20)) {
    const { count } = await cloud.countRoundTrips(() => send(cloud, 'ballot', ballot('1')));
    roundTrips = Math.max(roundTrips, count);
  }
  const before = inBox(cloud);
  const twice = ballots(60);
  await Promise.all(
    twice.flatMap((ballot) => ['1', '5'].map((rating) => send(cloud, 'ballot', ballot(rating)))),
  );
  return {
    'ballot.roundTrips': roundTrips,
    'ballot.duplicates': inBox(cloud) - before - twice.length,
    'ballot.throughputRatio': spent.rows / spent.ballot,
    'ballot.perSecond': (ROUNDS * PER_ROUND * 1000) / spent.ballot,
  };
}

function inBox(cloud: Cloud): number {
  const shards = cloud.read('ballots').map(({ _id, survey, slot, isOpen, cells }): BallotShard => {
    return {
      _id: String(_id),
      survey: String(survey),
      slot: Number(slot),
      isOpen: isOpen === true,
      cells: Object(cells),
    };
  });
  return gather(shards).reduce((sum, { ballots }) => sum + ballots.length, 0);
}

/** Sends all, AT_ONCE at a time; milliseconds. */
async function time(cloud: Cloud, name: string, texts: readonly string[]): Promise<number> {
  const start = performance.now();
  const queue = texts[Symbol.iterator]();
  const sender = async () => {
    for (const text of queue) await send(cloud, name, text);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  return performance.now() - start;
}

async function send(cloud: Cloud, name: string, body: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  for (;;) {
    const reply = await cloud.http(name, { method: 'POST', headers, body });
    const text = String(reply.body);
    if (text.includes('counted')) return;
    if (!text.includes('again')) throw new Error(`${name} answered ${reply.status} ${text}`);
  }
}
