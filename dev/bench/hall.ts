import * as z from 'zod';
import type { Cloud } from '../cloud';
import { call, openBenchSession } from './booking';

const PHONES = 700;
/** Phones that look in the same moment; spread over ten to twenty seconds as they are, fewer do. */
const AT_ONCE = 40;
const TOPICS = 20;
const OFFICE = 'bench-office';
/** 3 December 2026, 16:10 in Shanghai. */
const DURING = Date.UTC(2026, 11, 3, 8, 10);

const looked = z.object({ isSame: z.boolean(), version: z.string() });
const speakers = z.object({ questions: z.array(z.object({ id: z.string(), state: z.string() })) });

/**
 * 700 phones in the hall with the agenda open, twenty topics on it. `hall.phones700.p95Ms`: a look as a phone sees it, and
 * `hall.phones700.roundTrips`: what one look of each costs the database together, with nothing new. `newP95Ms` and
 * `newRoundTrips`: the same after the host has let a topic in. `voteP95Ms`: every tenth votes for one topic, all at once.
 */
export async function measure(): Promise<Record<string, number>> {
  const { cloud, sessionId, stop } = await openBenchSession(PHONES);
  try {
    await cloud.clock.set(DURING);
    await call(cloud, OFFICE, 'hall.open', { sessionId });
    await cloud.seed(
      'attendance',
      Array.from({ length: PHONES }, (_none, index) => arrival(sessionId, index)),
    );
    let wanted = '';
    for (let at = 0; at < TOPICS; at++) wanted = await letIn(cloud, sessionId, `问题${at}`);
    const versions = new Map<number, string>();
    const look = async (phone: number) => {
      const known = versions.get(phone);
      const input = known === undefined ? { sessionId } : { sessionId, known };
      const { version } = looked.parse(await call(cloud, `bench-${phone}`, 'hall.agenda', input));
      versions.set(phone, version);
    };
    await crowd(PHONES, look);
    const idle = await cloud.countRoundTrips(() => crowd(PHONES, look));
    await letIn(cloud, sessionId, '一个新问题');
    const fresh = await cloud.countRoundTrips(() => crowd(PHONES, look));
    const votes = await crowd(PHONES / 10, (phone) =>
      call(cloud, `bench-${phone}`, 'hall.vote', { questionId: wanted, isFor: true }),
    );
    const counted = cloud.read('questions').find(({ _id }) => _id === wanted)?.votes;
    return {
      'hall.phones700.p95Ms': p95(idle.result),
      'hall.phones700.roundTrips': idle.count,
      'hall.phones700.newP95Ms': p95(fresh.result),
      'hall.phones700.newRoundTrips': fresh.count,
      'hall.phones700.voteP95Ms': p95(votes),
      'hall.phones700.lostVotes': PHONES / 10 - Number(counted),
    };
  } finally {
    await stop();
  }
}

/** Each phone does it once, so many at a time. Latencies in milliseconds. */
async function crowd(phones: number, act: (phone: number) => Promise<unknown>): Promise<number[]> {
  const latencies: number[] = [];
  const queue = Array.from({ length: phones }, (_none, index) => index).values();
  const worker = async () => {
    for (const phone of queue) {
      const began = performance.now();
      await act(phone);
      latencies.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return latencies;
}

function p95(latencies: number[]): number {
  const sorted = [...latencies].sort((left, right) => left - right);
  return Math.round(sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN);
}

/** A hand is raised, and the host lets the words in. Answers the question's id. */
async function letIn(cloud: Cloud, sessionId: string, title: string): Promise<string> {
  const hand = { sessionId, title, asker: 'none', askerId: null };
  const { questions } = speakers.parse(await call(cloud, OFFICE, 'hall.addSpeaker', hand));
  const questionId = questions.filter(({ state }) => state === 'queued').at(-1)?.id ?? '';
  await call(cloud, OFFICE, 'hall.approveTopic', { questionId, isApproved: true, title, kept: [] });
  return questionId;
}

const arrival = (sessionId: string, index: number) => ({
  _id: `${sessionId}:bench-person-${index}`,
  sessionId,
  personId: `bench-person-${index}`,
  name: `师生${index}`,
  unit: '信息工程系',
  kind: 'student',
  method: 'scan',
  firstAt: DURING,
  entryId: `bench-entry-${index}`,
  voice: `bench-voice-${index}`,
  wish: null,
  desk: null,
  isListed: false,
});
