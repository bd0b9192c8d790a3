import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import * as z from 'zod';
import type { SlotKeyPair } from '../../../cloudfunctions/platform/ballots/credential-keys';
import { keySetFingerprint, readSlotKey } from '../../../miniprogram/ballot/public-key';
import { type Cloud, startCloud } from '../../cloud/index';
import { person } from '../office';
import type { DeskTown } from './towns';

const root = path.resolve(__dirname, '../../..');
const MINUTE = 60_000;
/** Half past three on a first Thursday, Shanghai; the session begins at four. */
const NOW = Date.UTC(2026, 10, 5, 7, 30);
const [DESK, HOST, OBSERVER] = ['o-desk', 'o-host', 'o-observer'] as const;

const counts = z.object({ scan: z.number(), desk: z.number(), late: z.number() });
const answer = z.object({ ok: z.boolean(), data: z.unknown().optional(), error: z.unknown().optional() });

/** What everybody can read afterwards, and what the audit of the college holds. */
export interface Published {
  /** Beside the turnout, in the announced results. */
  came: z.output<typeof counts>;
  /** In the sealed box, as observers get it. */
  sealed: z.output<typeof counts>;
  /** How many may vote. */
  eligible: number;
  /** Entries that the desk made, and those of them that name nobody. */
  entries: readonly { personId: string; by: string | null; confirmedBy: string | null; method: string }[];
}

export interface DeskAttack {
  published: Published;
  /** Who really came. */
  came: readonly string[];
  /** Whom the desk let in while the doors were open, and whom after the close. Neither was there. */
  inventedByDay: readonly string[];
  inventedAfter: readonly string[];
}

/** Builds the product's functions and the leaky desk into a folder. */
export async function buildDeskTown(folder: string): Promise<string> {
  await build({
    entryPoints: {
      ...Object.fromEntries(
        ['hall', 'session', 'survey', 'jobs'].map((name) => [
          `${name}/index`,
          path.join(root, 'cloudfunctions', name, 'index.ts'),
        ]),
      ),
      'leaky_desk/index': path.join(root, 'dev/attack/desk/leaky/index.ts'),
    },
    outdir: path.join(folder, 'functions'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18',
    logLevel: 'warning',
  });
  const names = ['hall', 'session', 'survey', 'jobs', 'leaky_desk'];
  const functions = names.map((name) => ({ name, timeout: 60, memorySize: 512 }));
  writeFileSync(path.join(folder, 'cloudbaserc.json'), JSON.stringify({ functions }));
  return folder;
}

/** Lives through a session in which one member of the office lets people in who are not there. */
export async function attackAtDesk(
  folder: string,
  town: DeskTown,
  pairs: readonly SlotKeyPair[],
): Promise<DeskAttack> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'desk-town-'));
  const cloud = await startCloud({
    functionsDir: path.join(folder, 'functions'),
    databaseDir: path.join(root, 'cloudfunctions/database'),
    deploymentFile: path.join(folder, 'cloudbaserc.json'),
    dataDir,
    now: NOW,
    powerSafe: false,
    env: { LEAK: town },
  });
  try {
    return await live(cloud, town, pairs);
  } finally {
    await cloud.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function live(cloud: Cloud, town: DeskTown, pairs: readonly SlotKeyPair[]): Promise<DeskAttack> {
  let requests = 0;
  const ask = async (openid: string, action: string, input: object): Promise<unknown> => {
    const requestId = `desk-${String(++requests).padStart(8, '0')}`;
    const said = answer.parse(
      await cloud.call(action.split('.')[0] ?? '', { action, requestId, input }, { openid }),
    );
    if (!said.ok) throw new Error(`${action} answered ${JSON.stringify(said.error)}`);
    return said.data;
  };
  const names = (kind: string, count: number) =>
    Array.from({ length: count }, (_none, at) => `${kind}-${at}`);
  const [came, inventedByDay, inventedAfter] = [names('came', 8), names('absent', 4), names('late', 3)];
  const guests = [...came, ...inventedByDay, ...inventedAfter];
  await cloud.seed('departments', [{ _id: 'd0', name: '后勤处' }]);
  await cloud.seed('people', [
    ...guests.map((id) => person(id, `o-${id}`)),
    person('desk', DESK, ['office']),
    person('host', HOST, ['office']),
    person('observer', OBSERVER, ['observer']),
  ]);
  const { sessionId } = z
    .object({ sessionId: z.string() })
    .parse(await ask(HOST, 'session.create', { reason: '', plan: PLAN }));
  await ask(HOST, 'session.publishPreview', { sessionId });
  await seedKeys(cloud, sessionId, pairs);
  const { codes } = z
    .object({ codes: z.array(z.object({ text: z.string() })) })
    .parse(await ask(HOST, 'hall.codes', { sessionId }));
  for (const id of came)
    await ask(`o-${id}`, 'hall.checkIn', { sessionId, code: codes[0]?.text, blinded: [] });

  const letIn = (personIds: readonly string[], ageMs: number) =>
    town === 'none'
      ? ask(DESK, 'hall.deskCheckIn', {
          sessionId,
          entries: personIds.map((personId) => ({ entryId: `entry-${personId}`, personId, ageMs })),
        })
      : cloud.call('leaky_desk', { sessionId, personIds }, { openid: DESK });
  await letIn(inventedByDay, 0);
  cloud.state.clock.move(NOW + 31 * MINUTE);
  await ask(HOST, 'hall.open', { sessionId });
  await ask(HOST, 'hall.addQuestion', { sessionId, question: QUESTION });
  await ask(HOST, 'hall.close', { sessionId });
  cloud.state.clock.move(NOW + 60 * MINUTE);
  // Alone after the close: what the desk brought in, and then confirms itself.
  if (town === 'none' || town === 'late_alone') await letIn(inventedAfter, 30 * MINUTE);
  await ask(DESK, 'hall.confirmLate', { sessionId, personIds: inventedAfter });
  const draft = z
    .object({ version: z.number(), findings: z.array(z.object({ id: z.string() })) })
    .parse(await ask(HOST, 'hall.draftMinutes', { sessionId }));
  const kept = draft.findings.map(({ id }) => id);
  await ask(HOST, 'hall.publishMinutes', { sessionId, version: draft.version, kept });
  await ask(HOST, 'survey.open', { sessionId });
  await ask(HOST, 'survey.close', { sessionId, reason: '试验' });
  const published = await publishedOf(cloud, sessionId, ask);
  return { published, came, inventedByDay, inventedAfter };
}

type Ask = (openid: string, action: string, input: object) => Promise<unknown>;

async function publishedOf(cloud: Cloud, sessionId: string, ask: Ask): Promise<Published> {
  const { results } = z
    .object({ results: z.array(z.looseObject({ survey: z.string(), came: counts, eligible: z.number() })) })
    .parse(await ask(HOST, 'survey.announce', { sessionId }));
  const [result] = results;
  if (!result) throw new Error('no results');
  const { text } = z
    .looseObject({ text: z.string() })
    .parse(await ask(OBSERVER, 'survey.sealedBox', { survey: result.survey, part: 0 }));
  // The first part begins with the roll; the file as a whole is what `npm run recount` reads.
  const [, inside = '{}'] = /"came":(\{[^}]*\})/.exec(text) ?? [];
  const entry = z.looseObject({
    personId: z.string(),
    method: z.string(),
    desk: z.object({ by: z.string(), confirmedBy: z.string().nullable() }).nullable(),
  });
  const entries = cloud.read('attendance').map((document) => {
    const { personId, method, desk } = entry.parse(document);
    return { personId, method, by: desk?.by ?? null, confirmedBy: desk?.confirmedBy ?? null };
  });
  return { came: result.came, sealed: counts.parse(JSON.parse(inside)), eligible: result.eligible, entries };
}

async function seedKeys(cloud: Cloud, session: string, pairs: readonly SlotKeyPair[]): Promise<void> {
  const keySet = keySetFingerprint(pairs.map(({ publicKey }, slot) => readSlotKey(slot, publicKey)));
  await cloud.seed(
    'credential_keys',
    pairs.map((pair, slot) => ({ _id: `${session}:${slot}`, session, slot, ...pair })),
  );
  await cloud.seed('session_keys', [
    {
      _id: session,
      keySet,
      keys: pairs.map(({ publicKey }) => publicKey),
      fingerprints: pairs.map(({ fingerprint }) => fingerprint),
    },
  ]);
}

const PLAN = {
  venue: '报告厅',
  chair: { name: '郑国栋', title: '党委书记' },
  attendees: [{ name: '钱志远', title: '教务处处长' }],
  topics: [],
  notes: '',
  speakingSlots: 5,
  quota: null,
  seats: 100,
};
const QUESTION = {
  title: '图书馆延长开放',
  detail: '考试周能不能开到晚上十一点？',
  category: 'logistics',
  departmentId: 'd0',
  coDepartmentIds: [],
  asker: 'none',
  askerId: null,
  settlement: { kind: 'on_spot', answer: '从下周起开到十一点。', answeredBy: '后勤处' },
};
