import { execFileSync } from 'node:child_process';
import {
  constants,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import {
  type BallotShard,
  ballotId,
  emptyShards,
  placeOf,
} from '../../cloudfunctions/core/survey/ballot-box';
import { buildRecount } from '../build/recount';
import type { Cloud } from '../cloud';
import { call, openBenchSession } from './booking';
import { median } from './scratch';

const RATERS = 700;
const QUESTIONS = 15;
const ROUNDS = 3;
const OFFICE = 'bench-office';
const OBSERVER = 'bench-observer';
/** 3 December 2026, 16:10 in Shanghai. */
const DURING = Date.UTC(2026, 11, 3, 8, 10);

const draft = z.object({ version: z.number(), findings: z.array(z.object({ id: z.string() })) });
const part = z.object({ parts: z.number(), text: z.string(), next: z.number().nullable() });
const secretKeys = z.array(z.object({ slot: z.number(), privateKey: z.string() }));

/**
 * The box of 700 people and fifteen questions. `ballot.sealMs`: the office's call that closes it, through the product with
 * its store, in a function of 512 MB and 60 s. `ballot.sealTrips`: its round trips. `ballot.recountMs`: an observer's
 * recount by the one file, from its start on, median of three. `ballot.recountRatio`: the same against nothing but looking at
 * each signature once, in turn in the same run, with the lowest and the highest of the three.
 */
export async function measure(): Promise<Record<string, number>> {
  const { cloud, sessionId, stop } = await openBenchSession(RATERS);
  const folder = mkdtempSync(path.join(tmpdir(), 'box-bench-'));
  try {
    await cloud.seed('departments', [{ _id: 'library', name: '图书馆' }]);
    await cloud.clock.set(DURING);
    await holdSession(cloud, sessionId);
    const keys = secretKeys.parse(cloud.read('credential_keys'));
    const survey = `${sessionId}.1`;
    // The opening makes what is not there, and leaves what is there as it is.
    const slips = await fill(cloud, survey, keys);
    await call(cloud, OFFICE, 'survey.open', { sessionId });
    const began = performance.now();
    const { count } = await cloud.countRoundTrips(() =>
      call(cloud, OFFICE, 'survey.close', { sessionId, reason: '测量' }),
    );
    const sealMs = performance.now() - began;
    const box = path.join(folder, 'box.json');
    writeFileSync(box, await fetchBox(cloud, survey));
    const script = path.join(folder, 'recount.mjs');
    await buildRecount(script);
    // In turn, so that a busy machine is busy for both.
    const rounds = Array.from({ length: ROUNDS }, () => {
      const lookMs = look(slips);
      const recountMs = recount(script, box);
      return { recountMs, ratio: recountMs / lookMs };
    });
    const ratios = rounds.map(({ ratio }) => ratio);
    return {
      'ballot.sealMs': sealMs,
      'ballot.sealTrips': count,
      'ballot.recountMs': median(rounds.map(({ recountMs }) => recountMs)),
      'ballot.recountRatio': median(ratios),
      'ballot.recountRatioLow': Math.min(...ratios),
      'ballot.recountRatioHigh': Math.max(...ratios),
    };
  } finally {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Everybody comes in, fifteen questions are answered, the minutes are out. */
async function holdSession(cloud: Cloud, sessionId: string): Promise<void> {
  await cloud.seed('people', [
    {
      _id: OBSERVER,
      openid: OBSERVER,
      number: OBSERVER,
      name: '观察员',
      kind: 'staff',
      unit: '工会',
      roles: [{ role: 'observer' }],
      hasLeft: false,
      absentFrom: null,
    },
  ]);
  const people = Array.from({ length: RATERS }, (_none, index) => index);
  await cloud.seed(
    'attendance',
    people.map((index) => ({
      _id: `${sessionId}:bench-person-${index}`,
      sessionId,
      personId: `bench-person-${index}`,
      name: `师生${index}`,
      unit: '信息工程系',
      kind: 'student',
      method: 'scan',
      firstAt: DURING,
      entryId: `bench-entry-${index}`,
      voice: `bench-voice-${index}`,
      wish: null,
      desk: null,
      isListed: false,
    })),
  );
  await cloud.seed(
    'issue_records',
    people.map((index) => ({
      _id: `${sessionId}:bench-person-${index}`,
      session: sessionId,
      voice: `bench-voice-${index}`,
      fingerprint: randomBytes(32).toString('hex'),
      answer: [],
    })),
  );
  await call(cloud, OFFICE, 'hall.open', { sessionId });
  for (let at = 0; at < QUESTIONS; at++)
    await call(cloud, OFFICE, 'hall.addQuestion', {
      sessionId,
      question: {
        title: `问题${at}`,
        detail: '考试周能不能开到晚上十一点？',
        category: 'logistics',
        departmentId: 'library',
        coDepartmentIds: [],
        asker: 'none',
        askerId: null,
        isPersonal: false,
        settlement: { kind: 'on_spot', answer: '从下周起开到十一点。', answeredBy: '处长' },
      },
    });
  await call(cloud, OFFICE, 'hall.close', { sessionId });
  const { version, findings } = draft.parse(await call(cloud, OFFICE, 'hall.draftMinutes', { sessionId }));
  const kept = findings.map(({ id }) => id);
  await call(cloud, OFFICE, 'hall.publishMinutes', { sessionId, version, kept });
}

interface Slip {
  serial: Buffer;
  signature: Buffer;
  key: KeyObject;
}

/** Puts every ballot where the box would have put it: how they came in is measured elsewhere (ballot.ts). */
async function fill(cloud: Cloud, survey: string, keys: z.output<typeof secretKeys>): Promise<Slip[]> {
  const slots = Array.from({ length: QUESTIONS }, (_none, slot) => slot);
  const shards = new Map<string, BallotShard>(emptyShards(survey, slots).map((shard) => [shard._id, shard]));
  const slips = slots.flatMap((slot): Slip[] => {
    const pair = keys.find((key) => key.slot === slot);
    if (!pair) throw new Error('no key');
    const key = createPrivateKey({
      key: Buffer.from(pair.privateKey, 'base64url'),
      format: 'der',
      type: 'pkcs8',
    });
    const shown = createPublicKey(key);
    return Array.from({ length: RATERS }, () => {
      const serial = randomBytes(64);
      const padding = constants.RSA_PKCS1_PSS_PADDING;
      const signature = sign('sha384', serial, { key, padding, saltLength: 48 });
      const text = serial.toString('base64url');
      const id = ballotId(survey, slot, text);
      const { shard, cell } = placeOf(survey, slot, id);
      const entry = {
        serial: text,
        signature: signature.toString('base64url'),
        rating: '2',
        revision: 1,
      } as const;
      Object.assign(shards.get(shard)?.cells[cell] ?? {}, { [id]: entry });
      return { serial, signature, key: shown };
    });
  });
  await cloud.seed('ballots', [...shards.values()]);
  return slips;
}

async function fetchBox(cloud: Cloud, survey: string): Promise<string> {
  let whole = '';
  for (let at = 0, parts = 1; at < parts; at++)
    for (let from: number | null = 0; from !== null; ) {
      const piece = part.parse(await call(cloud, OBSERVER, 'survey.sealedBox', { survey, part: at, from }));
      ({ parts } = piece);
      whole += piece.text;
      from = piece.next;
    }
  return whole;
}

/** Milliseconds to look at each signature once, and nothing else. */
function look(slips: readonly Slip[]): number {
  const began = performance.now();
  for (const { serial, signature, key } of slips) {
    const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
    if (!verify('sha384', serial, pss, signature)) throw new Error('a slip that is none');
  }
  return performance.now() - began;
}

/** Milliseconds of the one file from its start to its end: exit 3, because nothing else is given to compare with. */
function recount(script: string, box: string): number {
  const began = performance.now();
  try {
    execFileSync(process.execPath, [script, box], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { status, stdout } = z.object({ status: z.number(), stdout: z.string() }).parse(error);
    if (status !== 3 || !stdout.includes(`${RATERS * QUESTIONS} ballots`)) throw error;
  }
  return performance.now() - began;
}
