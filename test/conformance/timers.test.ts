import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startCloud } from '../../dev/cloud';
import { Cron } from '../../dev/cloud/functions/cron';
import { type Bench, conformanceOptions, eventually, newYear, startBench, temporaryFolder } from './harness';

const minute = 60_000;
const day = 86_400_000;

describe('a cron of seven fields, in Beijing time', () => {
  test.each([
    ['each minute', '0 * * * * * *', '2030-01-01T00:00:00Z', '2030-01-01T00:01:00Z'],
    [
      'each minute, from the middle of one',
      '0 * * * * * *',
      '2030-01-01T00:00:30.500Z',
      '2030-01-01T00:01:00Z',
    ],
    ['each five seconds', '*/5 * * * * * *', '2030-01-01T00:00:03Z', '2030-01-01T00:00:05Z'],
    ['16:00 in Beijing is 08:00 UTC', '0 0 16 * * * *', '2030-01-01T07:59:59Z', '2030-01-01T08:00:00Z'],
    ['the next day once it is over', '0 0 16 * * * *', '2030-01-01T08:00:00Z', '2030-01-02T08:00:00Z'],
    ['midnight in Beijing', '0 0 0 * * * *', '2030-01-01T00:00:00Z', '2030-01-01T16:00:00Z'],
    ['the second of a month at two', '0 0 2 2 * * *', '2030-01-10T00:00:00Z', '2030-02-01T18:00:00Z'],
    ['a Thursday', '0 0 16 * * 4 *', '2030-01-01T08:00:00Z', '2030-01-03T08:00:00Z'],
    ['a Sunday is 0', '0 0 16 * * 0 *', '2030-01-01T00:00:00Z', '2030-01-06T08:00:00Z'],
    [
      'day or weekday, whichever comes first',
      '0 0 16 5 * 4 *',
      '2030-01-03T08:00:00Z',
      '2030-01-05T08:00:00Z',
    ],
    ['a range with a step', '0 10-50/20 9 * * * *', '2030-01-01T01:10:00Z', '2030-01-01T01:30:00Z'],
    ['a list', '0 0 9,17 * * * *', '2030-01-01T01:00:00Z', '2030-01-01T09:00:00Z'],
    ['one year', '0 0 0 1 1 * 2032', '2030-01-01T00:00:00Z', '2031-12-31T16:00:00Z'],
  ])('%s', (_label, text, after, next) => {
    expect(new Date(new Cron(text).next(Date.parse(after)) ?? 0)).toEqual(new Date(next));
  });

  test.each([
    ['six fields', '0 * * * * *'],
    ['a second of 60', '60 * * * * * *'],
    ['a month of 13', '0 0 0 1 13 * *'],
    ['a weekday of 7', '0 0 0 * * 7 *'],
    ['a range backwards', '0 50-10 * * * * *'],
    ['words', '0 0 0 * * MON *'],
  ])('refuses %s', (_label, text) => {
    expect(() => new Cron(text)).toThrow(text);
  });

  test('a year that is over never comes', () => {
    expect(new Cron('0 0 0 1 1 * 2029').next(newYear)).toBeUndefined();
  });
});

describe('the movable clock', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.close());
  const heard = () =>
    bench.read('heard').map(({ event, at }) => ({ ...JSON.parse(JSON.stringify(event)), at: Number(at) }));

  test('fires in order what falls due, each at its time', async () => {
    await bench.clock.set(newYear + 3 * minute + 1);
    expect(heard()).toMatchObject(
      [1, 2, 3].map((n) => ({
        Type: 'Timer',
        TriggerName: 'minute',
        Time: new Date(newYear + n * minute).toISOString(),
      })),
    );
    for (const [n, { at }] of heard().entries())
      expect(at - (newYear + (n + 1) * minute)).toBeLessThan(10_000);
    expect(bench.clock.now()).toBeGreaterThanOrEqual(newYear + 3 * minute + 1);
  });

  test('carries nobody’s account to a timer', async () => {
    await bench.run(({ db }) => db.collection('things').count(), undefined, 'o-somebody');
    await bench.tick('jobs');
    expect(bench.read('heard').map(({ openid }) => openid)).toEqual([null]);
  });

  test('fires nothing when it is set back', async () => {
    await bench.clock.set(newYear - day);
    expect(heard()).toEqual([]);
    expect(Math.abs(bench.clock.now() - (newYear - day))).toBeLessThan(10_000);
  });

  test('over a month fires evenly and at the last due time, not forty thousand times', async () => {
    await bench.clock.set(newYear + 30 * day);
    const times = heard().map(({ Time }) => Date.parse(String(Time)));
    expect(times).toHaveLength(24);
    expect(times.at(-1)).toBe(newYear + 30 * day);
    expect([...times].sort((a, b) => a - b)).toEqual(times);
  });

  test('is moved and watched from the workbench', async () => {
    const reader = (await fetch(`${bench.url}/workbench/events`)).body?.getReader();
    const answer = await fetch(`${bench.url}/workbench/clock`, {
      method: 'POST',
      body: JSON.stringify({ advance: 2 * minute }),
    });
    expect(await answer.json()).toEqual({ now: expect.any(Number) });
    expect(heard()).toHaveLength(2);
    let seen = '';
    // The clock goes on between the move and its telling.
    const last = () => Math.max(0, ...[...seen.matchAll(/"now":(\d+)/g)].map(([, at]) => Number(at)));
    while (last() < newYear + 2 * minute && seen.length < 10_000) {
      const chunk = await reader?.read();
      seen += Buffer.from(chunk?.value ?? []).toString();
    }
    expect(seen).toContain('data: {"kind":"clock"');
    await reader?.cancel();
    const wrong = await fetch(`${bench.url}/workbench/clock`, { method: 'POST', body: '{"advance":-1}' });
    expect(await wrong.json()).toMatchObject({ code: 'INVALID_PARAM' });
  });
});

test('timers fire as time passes, once each, also after the clock was moved', async () => {
  const bench = await startBench({ now: newYear + minute - 100, liveTimers: true });
  const times = () => bench.read('heard').map(({ event }) => JSON.parse(JSON.stringify(event)).Time);
  await eventually(bench, () => (times().length === 1 ? true : undefined));
  await bench.clock.set(newYear + 3 * minute - 100);
  await eventually(bench, () => (times().length === 3 ? true : undefined));
  expect(times()).toEqual([1, 2, 3].map((n) => new Date(newYear + n * minute).toISOString()));
  await bench.close();
});

test.each([
  [
    'two timers',
    [
      { name: 'a', type: 'timer', config: '0 * * * * * *' },
      { name: 'b', type: 'timer', config: '0 * * * * * *' },
    ],
    /one timer only/,
  ],
  [
    'a timer that cannot be read',
    [{ name: 'a', type: 'timer', config: 'each minute' }],
    /timer of the function f cannot be read/,
  ],
])('a function with %s stops the start with its name', async (_label, triggers, message) => {
  const folder = temporaryFolder();
  const functionsDir = path.join(folder.path, 'functions');
  mkdirSync(path.join(functionsDir, 'f'), { recursive: true });
  writeFileSync(path.join(functionsDir, 'f', 'index.js'), 'exports.main = () => 1;');
  writeFileSync(path.join(functionsDir, 'f', 'config.json'), JSON.stringify({ triggers }));
  const start = startCloud({ ...conformanceOptions(path.join(folder.path, 'data')), functionsDir });
  await expect(start).rejects.toMatchObject({ code: 'BAD_CONFIG', message: expect.stringMatching(message) });
  folder.remove();
});
