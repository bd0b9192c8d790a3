import { parseArgs } from 'node:util';

export interface SimulateOptions {
  people: number;
  /** Days lived; a month is thirty of them. */
  days: number;
  seed: number;
  /** The share of requests of functions that go wrong, from 0 to 1. */
  faults: number;
  /** The first day, as 2026-10-19. */
  from: string;
  /** The day of the first session; by the rule without it. */
  firstSession?: string;
}

/** A Monday in autumn, two and a half weeks before a session. */
export const FIRST_DAY = '2026-10-19';

/** A command line that cannot be followed: the message says what to type instead. */
export class UsageError extends Error {}

const USAGE = 'npm run simulate -- [--people N] [--months M] [--seed S] [--faults P] [--from YYYY-MM-DD]';

/** @throws UsageError */
export function readOptions(args: readonly string[]): SimulateOptions {
  let values: { people?: string; months?: string; seed?: string; faults?: string; from?: string };
  try {
    const text = { type: 'string' } as const;
    ({ values } = parseArgs({
      args: [...args],
      options: { people: text, months: text, seed: text, faults: text, from: text },
    }));
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  }
  const number = (
    name: 'people' | 'months' | 'seed' | 'faults',
    usual: number,
    least: number,
    most: number,
  ) => {
    const typed = values[name] === undefined ? usual : Number(values[name]);
    if (!(typed >= least && typed <= most))
      throw new UsageError(
        `--${name} wants a number from ${least} to ${most}, not ${values[name]}\n${USAGE}`,
      );
    return typed;
  };
  const from = values.from ?? FIRST_DAY;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(from) || Number.isNaN(Date.parse(from)))
    throw new UsageError(`--from wants a day as ${FIRST_DAY}, not ${from}\n${USAGE}`);
  return {
    from,
    people: Math.round(number('people', 200, 30, 20_000)),
    days: Math.max(1, Math.round(number('months', 2, 0.03, 24) * 30)),
    seed: Math.round(number('seed', Math.floor(Math.random() * 1e9), 0, 2 ** 32)),
    faults: number('faults', 0.01, 0, 0.5),
  };
}
