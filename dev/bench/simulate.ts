import { readOptions } from '../simulate/options';
import { keysOf } from '../simulate/report';
import { onEmptyCloud } from '../simulate/scratch';
import { simulate } from '../simulate/simulate';

/**
 * A college lives, one request in a hundred going wrong: `simulate.days` lived, `simulate.commands` given, and
 * `simulate.findings` of the inspector and of whoever lived it, which must be 0; what was found is on standard error,
 * with the seed. Sixty people and a month, so that all of the bench ends in an hour; the measure of the whole is
 * SIMULATE_PEOPLE=2000 SIMULATE_MONTHS=3, for a night.
 */
export async function measure(): Promise<Record<string, number>> {
  const { SIMULATE_PEOPLE: people = '60', SIMULATE_MONTHS: months = '1' } = process.env;
  const options = readOptions(['--people', people, '--months', months, '--seed', '1', '--faults', '0.01']);
  const tally = await onEmptyCloud((cloud) => simulate(cloud, options));
  for (const { day, what } of tally.findings) console.error(`FOUND ${day} (seed ${options.seed}): ${what}`);
  return keysOf(tally);
}
