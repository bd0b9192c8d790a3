import '../booking/sdk-environment';
import { GROUPS } from '../../cloudfunctions/jobs';
import { dueSteps } from '../../cloudfunctions/jobs/due-steps';
import type { TimerStep } from '../../cloudfunctions/jobs/timer-step';
import type { Product } from '../cloud';
import { rowsOfCases } from './rows-of-cases';
import { rowsOfSessions } from './rows-of-sessions';
import { rowsOfSurveys } from './rows-of-surveys';
import { NOW, reset, runTimer, startQuiet } from './started';

// The full hour runs every step whatever its condition says, so a condition that finds too little only delays: nobody
// would notice. Here each condition has to find its document by itself, in a minute in which nothing else helps.

let product: Product;
beforeAll(async () => {
  product = await startQuiet();
});
afterAll(() => product.stop());
beforeEach(() => reset(product));

const steps = GROUPS.flat();
const rows = [...rowsOfSessions, ...rowsOfSurveys, ...rowsOfCases];

/** Each condition as if it were a step of its own: `expire_offers/0`. */
const conditions = (): TimerStep[] =>
  steps.flatMap((step) =>
    step.dueWhen(NOW).map((_condition, index) => ({
      ...step,
      name: `${step.name}/${index}`,
      dueWhen: (now) => step.dueWhen(now).slice(index, index + 1),
    })),
  );

async function namesOfDue(of: readonly TimerStep[]): Promise<string[]> {
  const due = await dueSteps(of, NOW);
  if (due === undefined) throw new Error('it could not be told what is due');
  return [...due].map(({ name }) => name).sort();
}

test('each condition of each step has a row', () => {
  const known = new Set(rows.map(({ condition }) => condition));
  expect([...known].sort()).toEqual(
    conditions()
      .map(({ name }) => name)
      .sort(),
  );
});

test('while there is nothing to do, no step is due', async () => {
  expect(await namesOfDue(steps)).toEqual([]);
});

describe.each(rows)('$condition: $when', ({ condition, due, almost, isDone, also = [] }) => {
  const [name = ''] = condition.split('/');

  test('is found in that minute by this condition, and done in it', async () => {
    await due(product);
    expect(isDone(product)).toBe(false);
    expect(await namesOfDue(steps)).toEqual([name, ...also].sort());
    expect(await namesOfDue(conditions())).toContain(condition);
    expect(await runTimer(product, NOW)).toEqual({ failed: [] });
    expect(isDone(product)).toBe(true);
  });

  test('is not found, nor done, just before', async () => {
    await almost(product);
    expect(await namesOfDue(conditions())).not.toContain(condition);
    await runTimer(product, NOW - 10_000);
    expect(isDone(product)).toBe(false);
  });
});
