import { Fleet } from '../../dev/cloud/functions/fleet';
import { startBench } from './harness';

// The product's tests share function processes between clouds; these say that no life knows of the one before.
const fleet = new Fleet({ keeps: 2 });
afterAll(() => fleet.close());

const o = { openid: 'o' };

/** One cloud from start to end: what its function is asked to do, and the process that did it. */
async function live(acts: readonly string[], env: Record<string, string> = {}) {
  const bench = await startBench({ fleet, env });
  const answers: unknown[] = [];
  for (const act of acts) answers.push(await bench.call('plain', { act }, o));
  const pid = await bench.call('plain', { act: 'pid' }, o);
  await bench.close();
  return { answers, pid };
}

test('the next cloud takes the process, which counts from the beginning with variables of its own', async () => {
  const first = await live(['count', 'count', 'environment', 'mark'], { FIRST: 'yes' });
  const second = await live(['count', 'environment', 'marks'], { SECOND: 'yes' });
  expect(second.pid).toBe(first.pid);
  expect(first.answers.slice(0, 3)).toEqual([1, 2, expect.objectContaining({ FIRST: 'yes' })]);
  const [count, environment, marks] = second.answers;
  expect([count, marks]).toEqual([1, 0]);
  expect(environment).toMatchObject({ SECOND: 'yes', DEPLOYED: 'yes' });
  expect(environment).not.toHaveProperty('FIRST');
});

test.each(['linger', 'listen'])('a process that something stays in is not taken again: %s', async (act) => {
  const first = await live([act]);
  const second = await live(['count']);
  expect(second.pid).not.toBe(first.pid);
  expect(second.answers).toEqual([1]);
});
