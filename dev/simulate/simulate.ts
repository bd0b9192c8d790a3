import { instantOf } from '../../cloudfunctions/core/rules/calendar';
import type { Cloud } from '../cloud';
import { bind, foundCollege } from './college';
import { daysFrom, liveDay } from './day';
import { disturb } from './disturb';
import type { SimulateOptions } from './options';
import { Promises } from './promises';
import { Tally } from './tally';
import { World } from './world';

/**
 * Lives a college's days on an empty local cloud, through the product's own doors: calls with an account, ballots by
 * HTTP, and the two commands by which a college begins. The same seed lives the same life, as far as two calls at once
 * and the milliseconds that a call takes let it.
 *
 * @param onDay is told after each day
 */
export async function simulate(
  cloud: Cloud,
  { people, days, seed, faults, from, firstSession }: SimulateOptions,
  onDay: (tally: Tally, day: string) => void = () => undefined,
): Promise<Tally> {
  const tally = new Tally();
  const world = new World(cloud, seed, tally, new Promises());
  world.firstSession = firstSession ?? null;
  cloud.state.clock.move(instantOf(from, 7));
  const faultSwitch = disturb(world, faults);
  await foundCollege(world, people);
  // Half of them are bound before the first day, the others come by and by.
  for (const somebody of world.residents)
    if (!somebody.isBound && world.happens(0.5)) await bind(world, somebody);
  for (const day of daysFrom(instantOf(from), days)) {
    await liveDay(world, day, faultSwitch);
    onDay(tally, day);
  }
  cloud.disturb(null);
  tally.kept = world.promises.kept;
  return tally;
}
