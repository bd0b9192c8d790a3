import * as z from 'zod';
import type { Cloud } from '../cloud';
import { CloudError } from '../cloud';
import type { Outgoing } from '../cloud/wire/between';
import { inspect } from '../inspect/inspect';
import { withCloud } from '../inspect/reach';
import { giveScene, type Scene } from '../scenes/stage';
import { type Fault, Saboteur } from './fault';
import { differences, type Likeness, likenessOf, spelled } from './likeness';
import type { Replay } from './replay';

const MINUTE = 60_000;

/** How one command went, from the first try to the last minute of the timer. */
export interface Course {
  requests: readonly Outgoing[];
  /** What the phone was answered first, and to its repeat with the same id; undefined where no answer came. */
  first: string | undefined;
  repeated: string | undefined;
  /** The store after the timer and before the repeat. */
  half: Likeness;
  /** The store at the end. */
  store: Likeness;
  /** What the inspector found in a half-done store, and at the end; it is asked where the store is like no sound one. */
  findings: readonly string[];
}

/** The courses by which one with a fault is measured: nothing failed, and nothing was ever asked. */
export interface Measure {
  whole: Course;
  /** The store when only the timer ran. */
  untouched: Likeness;
}

/**
 * What only can be repeated while the app is open, because the world moves on: the repeat comes before the timer. Each
 * with the reason.
 */
export const ASKED_AT_ONCE: Readonly<Record<string, string>> = {
  'hall.checkIn': 'the code of the screen ends within a minute',
};

/** What is answered anew to a repeat, because it tells what there is now; with the reason. */
export const ANSWERED_ANEW: Readonly<Record<string, string>> = {
  'account.importRoster': 'counts what the roster still lacks',
  'announcement.retry': 'says where the message has got to meanwhile',
  'survey.reschedule': 'says about how many have rated, as the hour counts them',
};

/** @throws CloudError when the timer itself fails */
export async function measureOf(replay: Replay): Promise<Measure> {
  const whole = await follow(replay, null, null);
  const cloud = await replay.begin();
  await settle(cloud);
  return { whole, untouched: likenessOf(cloud) };
}

/**
 * Gives a scene's command with a fault, or without; lets the timer run; gives it once more with the same request id;
 * lets the timer run again.
 */
export async function follow(replay: Replay, fault: Fault | null, measure: Measure | null): Promise<Course> {
  const { scene } = replay;
  const asksAtOnce = scene.name in ASKED_AT_ONCE;
  const cloud = await replay.begin();
  const saboteur = new Saboteur(cloud);
  const held = saboteur.arm(fault);
  const asking = outcome(cloud, scene);
  if (fault?.kind === 'late') {
    await Promise.race([held, asking]);
    await outcome(cloud, scene);
  }
  saboteur.rest();
  // Whoever was overtaken by the own repeat has been answered already.
  const answered = await asking;
  const first = fault?.kind === 'late' ? undefined : answered;
  const requests = [...saboteur.requests];
  if (!asksAtOnce) await settle(cloud);
  const half = likenessOf(cloud);
  const findings = isSound(half, measure) || asksAtOnce ? [] : await found(cloud);
  const repeated = await outcome(cloud, scene);
  await settle(cloud);
  const store = likenessOf(cloud);
  const isLike = measure !== null && differences(measure.whole.store, store).length === 0;
  if (!isLike) findings.push(...(await found(cloud)));
  return { requests, first, repeated, half, store, findings };
}

/** As if it had been carried out, or as if it had never been asked. */
const isSound = (half: Likeness, measure: Measure | null): boolean =>
  measure !== null &&
  (differences(measure.whole.half, half).length === 0 || differences(measure.untouched, half).length === 0);

/** The timer finishes what it is to finish, and WeChat has said what it has to say. */
async function settle(cloud: Cloud): Promise<void> {
  cloud.state.clock.move(cloud.clock.now() + MINUTE);
  // One run carries a change all the way: jobs asks its conditions again after each group of steps.
  await cloud.tick('jobs');
  await cloud.weixin.settled();
}

const found = async (cloud: Cloud): Promise<string[]> =>
  (await withCloud(cloud.url, inspect)).findings.map(
    ({ invariant, collection, id, what }) => `${invariant}: ${collection} ${id}: ${what}`,
  );

const refusal = z.object({ ok: z.literal(false), error: z.object({ code: z.string() }).loose() });
const success = z.object({ ok: z.literal(true), data: z.unknown() });

/** The answer in the spelling of `likeness`; undefined where the phone learns nothing: no answer, or `internal`. */
async function outcome(cloud: Cloud, scene: Scene): Promise<string | undefined> {
  try {
    const said = await giveScene(cloud, scene);
    const refused = refusal.safeParse(said);
    if (refused.success) return refused.data.error.code === 'internal' ? undefined : refused.data.error.code;
    const answered = success.safeParse(said);
    return spelled(answered.success ? answered.data.data : said);
  } catch (error) {
    if (error instanceof CloudError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** What is wrong with a course, by the measure of its scene. */
export function faultsIn({ name }: Scene, course: Course, { whole }: Measure): string[] {
  const wrong = course.findings
    .filter((finding) => !whole.findings.includes(finding))
    .map((finding) => `half: ${finding}`);
  const isAnew = name in ANSWERED_ANEW;
  if (course.repeated !== whole.repeated && !isAnew)
    wrong.push(`the repeat is answered ${course.repeated} instead of ${whole.repeated}`);
  if (course.first !== undefined && course.first !== whole.first)
    wrong.push(`the first is answered ${course.first} instead of ${whole.first}`);
  return [...wrong, ...differences(whole.store, course.store)];
}
