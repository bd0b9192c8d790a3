import { DAY_MS, dayOf, HOUR_MS, instantOf, isSchoolDay } from '../../cloudfunctions/core/rules/calendar';
import { FIRST_RULE_BOOK } from '../../cloudfunctions/core/rules/rulebook';
import { inspect } from '../inspect/inspect';
import { withCloud } from '../inspect/reach';
import { rate } from './ballots';
import type { DisturbanceSwitch } from './disturb';
import { attackOnce } from './lives/hostile';
import { changePhone, visit } from './lives/resident';
import { keepSessions, sessionOf } from './lives/sessions';
import { takeCall, workAtDepartment, workAtOffice, workAtTop } from './lives/staff';
import { type Act, thursday } from './lives/thursday';
import { codeOf, type World } from './world';

/** How many of a hundred people open the app on a day, how many of a thousand change their phone. */
const VISITS = 0.04;
const CHANGES = 0.001;
/** A small college is lively, so that a few days of it hold something of everything. */
const FEWEST_VISITS = 8;
/** The timer fires every minute; that it does is lived by firing it about once in this time, and by two minutes in a row. */
const TICK_MS = 120 * 60_000;
/** Runs of the timer without faults after which everything half done is finished. */
const QUIET_MINUTES = 5;

/** One day of the college, from morning to night, and what the inspector says of the store at its end. */
export async function liveDay(world: World, day: string, faults: DisturbanceSwitch): Promise<void> {
  await reach(world, instantOf(day, 8));
  faults.on();
  const acts = (await plansOf(world, day)).sort((left, right) => left.at - right.at);
  for (const act of acts) {
    await reach(world, act.at);
    await act.run();
  }
  await reach(world, instantOf(day, 23));
  faults.off();
  await night(world);
  world.tally.days++;
}

async function plansOf(world: World, day: string): Promise<Act[]> {
  const within = (from: number, to: number) =>
    Math.floor(instantOf(day, from) + world.random() * (to - from) * HOUR_MS);
  const acts: Act[] = [];
  const times = (expected: number) => Math.floor(expected) + (world.happens(expected % 1) ? 1 : 0);
  for (let turn = times(Math.max(FEWEST_VISITS, world.residents.length * VISITS)); turn > 0; turn--) {
    const who = world.among(world.residents);
    if (who) acts.push({ at: within(8, 22.5), run: () => visit(world, who) });
  }
  for (const who of world.residents)
    if (who.isBound && world.happens(VISITS)) acts.push({ at: within(9.5, 22), run: () => rate(world, who) });
  for (let turn = times(world.residents.length * CHANGES + 0.2); turn > 0; turn--) {
    const who = world.among(world.residents.slice(-Math.floor(world.residents.length / 2)));
    if (who) acts.push({ at: within(12, 22), run: () => changePhone(world, who) });
  }
  for (let turn = times(2 + world.residents.length / 200); turn > 0; turn--)
    acts.push({ at: within(8, 23), run: () => attackOnce(world) });
  if (!isSchoolDay(day, FIRST_RULE_BOOK.rules.calendar.breaks)) return acts;
  acts.push({ at: within(8.5, 9), run: () => keepSessions(world) });
  acts.push({ at: within(9, 12), run: () => workAtOffice(world) });
  acts.push({ at: within(13, 17), run: () => workAtOffice(world) });
  acts.push({ at: within(14, 17), run: () => workAtTop(world) });
  for (let turn = times(1 + world.residents.length / 400); turn > 0; turn--)
    acts.push({ at: within(8, 17), run: () => takeCall(world) });
  for (const desk of world.departments)
    acts.push({ at: within(9, 17), run: () => workAtDepartment(world, desk) });
  const session = await sessionOf(world);
  return session ? [...acts, ...thursday(world, session)] : acts;
}

/** Moves the clock on; timers fire on the way, a few of the many. */
async function reach(world: World, at: number): Promise<void> {
  while (world.now + TICK_MS < at) {
    world.cloud.state.clock.move(world.now + TICK_MS);
    await fireTimer(world);
  }
  if (at <= world.now) return;
  world.cloud.state.clock.move(at);
  await fireTimerIfDue(world);
}

async function fireTimerIfDue(world: World): Promise<void> {
  if (world.now - world.lastFired >= TICK_MS / 2) await fireTimer(world);
}

async function fireTimer(world: World): Promise<void> {
  world.lastFired = world.now;
  const struck = world.tally.struck;
  try {
    const { failed } = Object(await world.cloud.tick('jobs'));
    const isDisturbed = world.tally.struck > struck;
    world.tally.call('jobs', null);
    if (!isDisturbed && Array.isArray(failed) && failed.length > 0)
      world.found(
        `the timer failed at ${failed.join(', ')} though nothing had gone wrong on the way: ${world.lastLine()}`,
      );
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    world.tally.call('jobs', 'lost');
    if (world.tally.struck === struck) world.found(`the timer died by itself: ${code}`);
  }
}

/** Nothing goes wrong any more, the timer finishes what is half done, and the whole store is inspected. */
async function night(world: World): Promise<void> {
  for (let minute = 0; minute < QUIET_MINUTES; minute++) {
    world.cloud.state.clock.move(world.now + 60_000);
    await fireTimer(world);
  }
  await world.repeatLate();
  for (const what of await world.promises.look()) world.found(what);
  const { findings, counts } = await withCloud(world.cloud.url, inspect);
  world.tally.messages = counts.get('messages') ?? 0;
  world.tally.cards = counts.get('cards') ?? 0;
  for (const { invariant, collection, id, what } of findings)
    world.found(`${invariant}: ${collection} ${id}: ${what}`);
}

/** The days to live, as 2026-10-19. */
export function* daysFrom(start: number, count: number): Generator<string> {
  for (let day = 0; day < count; day++) yield dayOf(start + day * DAY_MS);
}
