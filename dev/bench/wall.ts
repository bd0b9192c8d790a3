import * as z from 'zod';
import type { Cloud } from '../cloud';
import { call, openBenchSession } from './booking';

const OFFICE = 'bench-office';
/** 3 December 2026, 15:50 in Shanghai. */
const DOORS = Date.UTC(2026, 11, 3, 7, 50);
const CALLS = 20;
/** From one answer to the next question, as the page of the wall does. */
const EVERY_MS = 1_200;

const pairing = z.object({ session: z.string(), key: z.string() });
const followed = z.union([
  z.object({ isSame: z.literal(true) }),
  z.object({ isSame: z.literal(false), version: z.number() }),
]);
const codeOf = z.object({ code: z.string() });
const speakers = z.object({ questions: z.array(z.object({ id: z.string(), state: z.string() })) });

/**
 * A browser that follows the hall while the host calls one speaker after the other. `wall.readsPerIdlePoll`: round trips
 * of a look that finds nothing new. `wall.followMs`: from the answer to the host's tap until the wall has it, p95.
 */
export async function measure(): Promise<Record<string, number>> {
  const { cloud, sessionId, stop } = await openBenchSession(1);
  try {
    await cloud.clock.set(DOORS);
    await call(cloud, OFFICE, 'hall.open', { sessionId });
    const { code } = codeOf.parse(await call(cloud, OFFICE, 'hall.wallCode', { sessionId }));
    const wall = pairing.parse(await post(cloud, 'pair', { code }));
    const look = async (version: number) => followed.parse(await post(cloud, 'state', { ...wall, version }));
    let version = versionOf(await look(0), 0);
    const { count } = await cloud.countRoundTrips(() => look(version));
    const waits: number[] = [];
    for (let at = 0; at < CALLS; at++) {
      const hand = { sessionId, title: `问题${at}`, asker: 'none', askerId: null };
      const { questions } = speakers.parse(await call(cloud, OFFICE, 'hall.addSpeaker', hand));
      const questionId = questions.filter(({ state }) => state === 'queued').at(-1)?.id ?? '';
      version = versionOf(await look(0), version);
      const approval = { title: hand.title, kept: [] };
      // The tap falls anywhere between two looks.
      const untilLook = (EVERY_MS * at) / CALLS;
      await call(cloud, OFFICE, 'hall.call', { sessionId, questionId, approval });
      const tapped = performance.now();
      await new Promise((resolve) => setTimeout(resolve, untilLook));
      version = versionOf(await look(version), version);
      waits.push(performance.now() - tapped);
    }
    waits.sort((left, right) => left - right);
    return {
      'wall.readsPerIdlePoll': count,
      'wall.followMs': Math.round(waits[Math.floor(waits.length * 0.95)] ?? Number.NaN),
    };
  } finally {
    await stop();
  }
}

const versionOf = (answer: z.output<typeof followed>, known: number): number =>
  answer.isSame ? known : answer.version;

async function post(cloud: Cloud, part: string, body: object): Promise<unknown> {
  const { status, body: text } = await cloud.http('portal', {
    method: 'POST',
    path: `/wall/${part}`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (status !== 200) throw new Error(`the wall answered ${status}`);
  return JSON.parse(text);
}
