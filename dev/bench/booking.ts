import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildFunctions } from '../build/functions';
import { type Cloud, startCloud } from '../cloud';

const root = path.resolve(__dirname, '../..');
const PEOPLE = 10_000;
const SLOTS = 20;
const AT_ONCE = 200;
/** 20 November 2026, 10:00 in Shanghai: two weeks before the session. */
const START = Date.UTC(2026, 10, 20, 2);

const OFFICE = 'bench-office';
const accountOf = (index: number) => `bench-${index}`;

/** A cloud of its own with `people` bound people and one session of twenty speaking slots, open for booking. */
export async function openBenchSession(
  people: number,
): Promise<{ cloud: Cloud; sessionId: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fpd-bench-'));
  const functionsDir = path.join(folder, 'functions');
  await buildFunctions({ out: functionsDir });
  const cloud = await startCloud({
    dataDir: path.join(folder, 'data'),
    functionsDir,
    databaseDir: path.join(root, 'cloudfunctions/database'),
    deploymentFile: path.join(root, 'cloudbaserc.json'),
    now: START,
  });
  const roster = Array.from({ length: people }, (_none, index) => person(index, accountOf(index), []));
  await cloud.seed('people', [...roster, person(people, OFFICE, [{ role: 'office' }])]);
  const { sessionId } = await call(cloud, OFFICE, 'session.create', { reason: '', plan });
  await call(cloud, OFFICE, 'session.publishPreview', { sessionId });
  return {
    cloud,
    sessionId: String(sessionId),
    async stop() {
      await cloud.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const person = (index: number, openid: string, roles: Array<{ role: string }>) => ({
  _id: `bench-person-${index}`,
  openid,
  number: `B${index}`,
  name: `师生${index}`,
  kind: 'student',
  unit: '信息工程系',
  roles,
  hasLeft: false,
  absentFrom: null,
});

const plan = {
  venue: '报告厅',
  chair: { name: '主持人', title: '党委书记' },
  attendees: [{ name: '处长', title: '教务处处长' }],
  topics: [],
  notes: '',
  speakingSlots: SLOTS,
  quota: null,
  seats: 300,
};

const form = { wish: 'speak', category: 'teaching', title: '想问的问题', detail: '', phone: '' };

/** One call as the phone makes it. @throws Error with the code of a refusal */
export async function call(
  cloud: Cloud,
  openid: string,
  action: string,
  input: unknown,
): Promise<Record<string, unknown>> {
  const name = action.split('.')[0] ?? '';
  const answer: unknown = await cloud.call(name, { action, requestId: randomUUID(), input }, { openid });
  if (!isRecord(answer) || answer.ok !== true || !isRecord(answer.data))
    throw new Error(JSON.stringify(answer));
  return answer.data;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** 10,000 people for 20 speaking slots, 200 at any time. Latencies in milliseconds, as the phone sees them. */
export async function measure(): Promise<Record<string, number>> {
  const { cloud, sessionId, stop } = await openBenchSession(PEOPLE + 1);
  try {
    const { count: roundTrips } = await cloud.countRoundTrips(() =>
      call(cloud, accountOf(0), 'booking.create', { sessionId, form }),
    );
    const latencies: number[] = [];
    const queue = Array.from({ length: PEOPLE }, (_none, index) => accountOf(index + 1)).values();
    const worker = async () => {
      for (const openid of queue) {
        const began = performance.now();
        await call(cloud, openid, 'booking.create', { sessionId, form });
        latencies.push(performance.now() - began);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    const bookings = cloud.read('bookings');
    const confirmed = bookings.filter(({ status }) => status === 'confirmed').length;
    latencies.sort((a, b) => a - b);
    return {
      'booking.roundTrips': roundTrips,
      'booking.oversold': confirmed - SLOTS,
      'booking.duplicates': bookings.length - new Set(bookings.map(({ personId }) => personId)).size,
      'booking.missing': PEOPLE + 1 - bookings.length,
      'booking.p95Ms': Math.round(latencies[Math.floor(latencies.length * 0.95)] ?? Number.NaN),
    };
  } finally {
    await stop();
  }
}
