import { constants, createPrivateKey, randomBytes, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { type BallotShard, gather } from '../../cloudfunctions/core/survey/ballot-box';
import { chainEnd, proofOf } from '../../miniprogram/ballot/chain';
import type { Envelope } from '../../miniprogram/ballot/envelope';
import { revisionText, slotText } from '../../miniprogram/shared/ballot';
import { REMARK_MAX } from '../../miniprogram/shared/remark';
import { townKeys } from '../attack/town';
import { buildTown } from '../attack/town-build';
import { type Cloud, startCloud } from '../cloud/index';
import { envelopeFor } from '../sealed-post';
import { jitlessMs } from './jitless';

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
 * usual design (dev/bench/rows), on the same cloud in the same run, with as many votes there already; `Low` and `High`: the
 * lowest and the highest of its rounds.
 * `ballot.phoneJitlessMs`: what fifteen ballots cost a phone with chain, envelope and receipt, as milliseconds under
 * `node --jitless`, best of nine. `ballot.wireBytes`: bytes of every ballot and of every remark, one number.
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
    const pairs = await townKeys(2);
    return {
      ...(await compare(cloud)),
      'ballot.phoneJitlessMs': jitlessMs('ballot-phone.ts', pairs.slice(0, 2), 9),
      'ballot.wireBytes': await wireBytes(cloud),
    };
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
      const secret = randomBytes(32);
      const prepared = Buffer.concat([randomBytes(32), chainEnd(secret)]);
      const key = privateKeys[slot];
      if (!key) throw new Error('no key');
      const signature = sign('sha384', prepared, {
        key,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: 48,
      });
      return (rating: string, revision = 1) =>
        JSON.stringify({
          survey: SURVEY,
          slot: slotText(slot),
          serial: prepared.toString('base64url'),
          signature: signature.toString('base64url'),
          rating,
          revision: revisionText(revision),
          proof: Buffer.from(proofOf(secret, revision)).toString('base64url'),
        });
    });

  const there = ballots(THERE * QUESTIONS).map((ballot) => ballot('2'));
  await cloud.seed(
    'bench_rows',
    there.map((text, index) => ({ ...JSON.parse(text), slot: index % QUESTIONS })),
  );
  await time(cloud, 'ballot', await sealed(cloud, there));

  await time(
    cloud,
    'rows',
    ballots(AT_ONCE * 2).map((ballot) => plain(ballot('4'))),
  ); // its processes warm as well
  const spent = { rows: 0, ballot: 0 };
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const measured = ballots(PER_ROUND).map((ballot) => ballot('4'));
    // What a phone seals is not the box's time.
    const envelopes = await sealed(cloud, measured);
    const rows = await time(cloud, 'rows', measured.map(plain));
    const ballot = await time(cloud, 'ballot', envelopes);
    spent.rows += rows;
    spent.ballot += ballot;
    ratios.push(rows / ballot);
  }

  let roundTrips = 0;
  for (const ballot of ballots(20)) {
    const [envelope] = await sealed(cloud, [ballot('1')]);
    if (!envelope) continue;
    const { count } = await cloud.countRoundTrips(() => send(cloud, 'ballot', envelope));
    roundTrips = Math.max(roundTrips, count);
  }
  const before = inBox(cloud);
  const twice = ballots(60);
  const both = await sealed(
    cloud,
    twice.flatMap((ballot) => ['1', '5'].map((rating, at) => ballot(rating, at + 1))),
  );
  await Promise.all(both.map((envelope) => send(cloud, 'ballot', envelope)));
  return {
    'ballot.roundTrips': roundTrips,
    'ballot.duplicates': inBox(cloud) - before - twice.length,
    'ballot.throughputRatio': spent.rows / spent.ballot,
    'ballot.throughputRatioLow': Math.min(...ratios),
    'ballot.throughputRatioHigh': Math.max(...ratios),
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
async function time(cloud: Cloud, name: string, requests: readonly Request[]): Promise<number> {
  const start = performance.now();
  const queue = requests[Symbol.iterator]();
  const sender = async () => {
    for (const request of queue) await send(cloud, name, request);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  return performance.now() - start;
}

type Request = Pick<Envelope, 'body' | 'open'>;

/** Rows take a ballot as it is. */
const plain = (body: string): Request => ({ body, open: (reply) => reply });

const sealed = (cloud: Cloud, texts: readonly string[]): Promise<Request[]> =>
  Promise.all(texts.map((text) => envelopeFor(cloud, 'ballot', text)));

/** The length of every request, shortest and longest of both kinds. @throws Error when there is more than one */
async function wireBytes(cloud: Cloud): Promise<number> {
  const requests = await Promise.all(
    ['', '好', '好'.repeat(REMARK_MAX), '🙂'.repeat(REMARK_MAX)].flatMap((text) =>
      (['ballot', 'remark'] as const).map((kind) =>
        envelopeFor(cloud, kind, JSON.stringify({ survey: SURVEY, text })),
      ),
    ),
  );
  const [length = 0, ...others] = new Set(requests.map(({ body }) => Buffer.byteLength(body)));
  if (others.length > 0) throw new Error(`requests of ${[length, ...others].join(', ')} bytes`);
  return length;
}

async function send(cloud: Cloud, name: string, { body, open }: Request): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  for (;;) {
    const reply = await cloud.http(name, { method: 'POST', headers, body });
    const text = open(String(reply.body)) ?? String(reply.body);
    // Of two revisions at once the older may come second.
    if (text.includes('counted') || text.includes('superseded')) return;
    if (!text.includes('again')) throw new Error(`${name} answered ${reply.status} ${text}`);
  }
}
