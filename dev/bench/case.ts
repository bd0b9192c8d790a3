import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildFunctions } from '../build/functions';
import { type Cloud, startCloud } from '../cloud';
import { caseRows } from './rows/cases';

const root = path.resolve(__dirname, '../..');
const FEW = 1000;
/** A million; `BENCH_CASES` takes fewer where time or disk is short. */
const MANY = Number(process.env.BENCH_CASES ?? 1_000_000);
/** Monday 23 November 2026, 10:00 in Shanghai. */
const NOW = Date.UTC(2026, 10, 23, 2);
const ROUNDS = 40;
const BATCH = 5000;

/** Every list page there is, as the person who looks at it; the second page is asked for where there is one. */
const LISTS: ReadonlyArray<readonly [action: string, who: string, input: object]> = [
  ['case.mine', 'asker', {}],
  ['case.public', 'asker', {}],
  ['case.public', 'asker', { category: 'logistics' }],
  ['case.commitments', 'asker', {}],
  ['case.overdue', 'asker', {}],
  ['case.inbox', 'handler', { departmentId: 'd-3', box: 'overdue' }],
  ['case.inbox', 'handler', { departmentId: 'd-3', box: 'near' }],
  ['case.inbox', 'handler', { departmentId: 'd-3', box: 'working' }],
  ['case.inbox', 'handler', { departmentId: 'd-3', box: 'replied' }],
  ['case.desk', 'office', { box: 'submitted' }],
  ['case.desk', 'office', { box: 'all' }],
  ['case.all', 'office', {}],
  ['case.all', 'office', { departmentId: 'd-3', isOverdue: true }],
];

const YEAR_MS = 365 * 86_400_000;
/** Every filter of the desks by itself, and some together; with many hits, few, and none. */
const DESKS: typeof LISTS = [
  ['case.find', 'handler', { desk: 'department', departmentId: 'd-3' }],
  ['case.find', 'handler', { desk: 'department', departmentId: 'd-3', isOpen: false }],
  ['case.find', 'handler', { desk: 'department', departmentId: 'd-3', isOpen: false, category: 'safety' }],
  ['case.find', 'handler', { desk: 'department', departmentId: 'd-3', isOpen: false, outcome: 'explained' }],
  ['case.find', 'handler', { desk: 'department', departmentId: 'd-3', isMine: true }],
  ['case.find', 'handler', { desk: 'department', departmentId: 'd-3', status: 'replied' }],
  ['case.find', 'office', { desk: 'college', isOpen: false, to: NOW - 300 * 86_400_000 }],
  ['case.find', 'office', { desk: 'college', category: 'teaching' }],
  ['case.find', 'office', { desk: 'college', from: NOW - 20 * 86_400_000 }],
  ['case.find', 'office', { desk: 'college', from: NOW - 4 * YEAR_MS, to: NOW - 3 * YEAR_MS }],
  ['case.find', 'office', { desk: 'college', isOpen: false, from: NOW - 4 * YEAR_MS, to: NOW - 3 * YEAR_MS }],
  ['case.find', 'office', { desk: 'college', words: '2026' }],
  ['case.find', 'handler', { desk: 'department', departmentId: 'd-3', words: '202611' }],
  ['case.find', 'office', { desk: 'college', words: '20261122-0001' }],
  ['case.find', 'office', { desk: 'college', words: '20261122-9999' }],
  ['case.find', 'office', { desk: 'college', words: '热水' }],
  ['case.find', 'office', { desk: 'college', words: '热水', isOpen: false }],
  ['case.find', 'office', { desk: 'college', words: '电梯' }],
  ['case.find', 'office', { desk: 'college', words: '热水', from: NOW - 4 * YEAR_MS, to: NOW - 3 * YEAR_MS }],
];
const SEARCH = ['case.find', 'office', { desk: 'college', words: '热水 三号楼' }] as const;

interface Office {
  cloud: Cloud;
  stop(): Promise<void>;
}

/** A cloud with so many cases, a fifth of them open, spread over four departments. */
async function officeWith(cases: number, functionsDir: string): Promise<Office> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'fpd-bench-'));
  const cloud = await startCloud({
    dataDir,
    functionsDir,
    databaseDir: path.join(root, 'cloudfunctions/database'),
    deploymentFile: path.join(root, 'cloudbaserc.json'),
    now: NOW,
    env: { CASE_SECRET: 'bench' },
  });
  await cloud.seed('people', [
    person('asker', []),
    person('handler', [{ role: 'handler', departmentId: 'd-3' }]),
    person('office', [{ role: 'office' }]),
  ]);
  await cloud.load('cases', batches(cases));
  const stop = async () => {
    await cloud.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { cloud, stop };
}

function* batches(cases: number) {
  for (let from = 0; from < cases; from += BATCH) yield caseRows(from, Math.min(BATCH, cases - from), NOW);
}

const person = (name: string, roles: Array<{ role: string; departmentId?: string }>) => ({
  _id: `bench-${name}`,
  openid: name,
  number: name,
  name,
  kind: 'student',
  unit: '信息工程系',
  roles,
  hasLeft: false,
  absentFrom: null,
});

let requests = 0;
async function ask(cloud: Cloud, action: string, openid: string, input: object): Promise<string | undefined> {
  requests += 1;
  const event = { action, requestId: `bench-request-${requests}`, input };
  const said = JSON.stringify(await cloud.call(action.split('.')[0] ?? '', event, { openid }));
  if (!said.startsWith('{"ok":true')) throw new Error(`${action}: ${said}`);
  return /"next":"([^"]+)"/.exec(said)?.[1];
}

async function timed(cloud: Cloud, action: string, who: string, input: object): Promise<number[]> {
  const took: number[] = [];
  const measured = async (given: object) => {
    const start = performance.now();
    const next = await ask(cloud, action, who, given);
    took.push(performance.now() - start);
    return next;
  };
  const cursor = await measured(input);
  if (cursor) await measured({ ...input, cursor });
  return took;
}

/** In turns, so that a busy machine is busy for both; the first round warms up. */
async function compared(few: Cloud, many: Cloud, lists: typeof LISTS) {
  const took = { few: [] as number[], many: [] as number[] };
  for (let round = 0; round <= ROUNDS; round++)
    for (const [action, who, input] of lists) {
      const times = [await timed(few, action, who, input), await timed(many, action, who, input)];
      if (round === 0) continue;
      took.few.push(...(times[0] ?? []));
      took.many.push(...(times[1] ?? []));
    }
  return took;
}

/** The slowest filter by itself: its median among many cases against that among few. Which it is stands in the output. */
async function worstOf(few: Cloud, many: Cloud, lists: typeof LISTS): Promise<number> {
  let worst = 0;
  for (const list of lists) {
    const took = await compared(few, many, [list]);
    const ratio = median(took.many) / median(took.few);
    if (ratio > worst)
      console.log(`${ratio.toFixed(2)} ${list.map((part) => JSON.stringify(part)).join(' ')}`);
    worst = Math.max(worst, ratio);
  }
  return worst;
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const p95 = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;

const form = {
  channel: 'box',
  category: 'logistics',
  title: '三号楼热水时断时续',
  text: '连续一周晚上十点后没有热水。',
  identity: 'hidden',
};

/**
 * `caseSubmit.roundTrips`: one submission without pictures. `list.p95Ratio`: all list pages of cases together, the 95th
 * percentile among a million cases against that among a thousand. `desk` and `deskSearch`: the same of the desks' filters
 * and of their search by words.
 */
export async function measure(): Promise<Record<string, number>> {
  const functionsDir = await mkdtemp(path.join(tmpdir(), 'fpd-bench-functions-'));
  await buildFunctions({ out: functionsDir });
  const few = await officeWith(FEW, functionsDir);
  const many = await officeWith(MANY, functionsDir);
  try {
    await ask(few.cloud, 'case.submit', 'asker', form);
    const { count } = await few.cloud.countRoundTrips(() => ask(few.cloud, 'case.submit', 'asker', form));
    const took = await compared(few.cloud, many.cloud, LISTS);
    const desk = await compared(few.cloud, many.cloud, DESKS);
    const search = await compared(few.cloud, many.cloud, [SEARCH]);
    const worst = await worstOf(few.cloud, many.cloud, DESKS);
    const figures = await few.cloud.countRoundTrips(() =>
      ask(few.cloud, 'report.dashboard', 'office', { from: NOW - 30 * 86_400_000, to: NOW }),
    );
    const searching = await many.cloud.countRoundTrips(() => ask(many.cloud, ...SEARCH));
    return {
      'desk.p95Ms': p95(desk.many),
      'desk.p95Ratio': p95(desk.many) / p95(desk.few),
      'desk.worstFilterRatio': worst,
      'figures.roundTrips': figures.count,
      'deskSearch.roundTrips': searching.count,
      'deskSearch.p95Ratio': p95(search.many) / p95(search.few),
      'caseSubmit.roundTrips': count,
      'list.p95Ms': p95(took.many),
      'list.p95Ratio': p95(took.many) / p95(took.few),
    };
  } finally {
    await few.stop();
    await many.stop();
    await rm(functionsDir, { recursive: true, force: true });
  }
}
