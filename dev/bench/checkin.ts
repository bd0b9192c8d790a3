import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { AGREEMENT_VERSION } from '../../miniprogram/shared/agreement';
import { SLOTS_PER_SESSION } from '../../miniprogram/shared/ballot';
import type { Cloud } from '../cloud';
import { call, openBenchSession } from './booking';

const PEOPLE = 700;
/** Phones that scan at the same moment. Nearly everybody comes within ten minutes; here they come at once. */
const AT_ONCE = 40;
const OFFICE = 'bench-office';
/** 3 December 2026, 15:50 in Shanghai. */
const DOORS = Date.UTC(2026, 11, 3, 7, 50);

/** With and without credentials by turns, so that neither has the machine to itself. */
const TURNS = 2;
/** Come first and are not measured: whoever comes while the processes start would pay for them. */
const FIRST_COMERS = 2 * AT_ONCE;
/** Everybody: a crowd with credentials, one without, the two whose round trips are counted, and the first comers. */
const COMING = 2 * PEOPLE + 2 + FIRST_COMERS;

/**
 * 700 people check in with the hall's code and are given credentials in the same call. `checkin.seconds` for all of
 * them (ten minutes are 600), latencies in milliseconds as the phone sees them, `checkin.coldRoundTrips` of a process
 * that knows nothing yet and `checkin.roundTrips` of one that has already checked somebody in. Every tenth scans twice.
 * `checkin.throughput`: people a second, and `checkin.throughputRatio`: beside 700 who ask for no credentials, 1 where
 * signing costs nothing. `trust.bindCycleCredentials` is what one account gets by binding one number after the other.
 */
export async function measure(): Promise<Record<string, number>> {
  const { cloud, sessionId, stop } = await openBenchSession(COMING);
  try {
    await cloud.clock.set(DOORS);
    const screen = await screenOf(cloud, sessionId);
    const [first, second] = [2 * PEOPLE, 2 * PEOPLE + 1];
    const { count: coldRoundTrips } = await cloud.countRoundTrips(() =>
      scan(cloud, sessionId, first, screen, blinded()),
    );
    const { count: roundTrips } = await cloud.countRoundTrips(() =>
      scan(cloud, sessionId, second, screen, blinded()),
    );
    await scanAll(cloud, sessionId, crowd(2 * PEOPLE + 2, FIRST_COMERS), screen, blinded, []);
    const latencies: number[] = [];
    let seconds = 0;
    let barely = 0;
    for (let turn = 0; turn < TURNS; turn++) {
      const rated = crowd((turn * PEOPLE) / TURNS, PEOPLE / TURNS);
      seconds += await scanAll(cloud, sessionId, rated, screen, blinded, latencies);
      barely += await scanAll(cloud, sessionId, rated.map(besides), screen, () => [], []);
    }
    const attended = cloud.read('attendance');
    latencies.sort((a, b) => a - b);
    const bindCycleCredentials = await credentialsOfOne(cloud, sessionId, screen);
    return {
      'trust.bindCycleCredentials': bindCycleCredentials,
      'checkin.coldRoundTrips': coldRoundTrips,
      'checkin.roundTrips': roundTrips,
      'checkin.seconds': Math.round(seconds * 10) / 10,
      'checkin.throughput': Math.round((PEOPLE / seconds) * 10) / 10,
      'checkin.throughputRatio': Math.round((barely / seconds) * 100) / 100,
      'checkin.p95Ms': Math.round(latencies[Math.floor(latencies.length * 0.95)] ?? Number.NaN),
      'checkin.duplicates': attended.length - new Set(attended.map(({ personId }) => personId)).size,
      'checkin.missing': COMING - attended.length,
      'checkin.withoutCredentials': COMING - PEOPLE - cloud.read('issue_records').length,
    };
  } finally {
    await stop();
  }
}

/** So many people, from this one on. */
const crowd = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_none, index) => first + index);

/** Somebody else, who asks for no credentials. */
const besides = (index: number): number => PEOPLE + index;

/** Lets these people in, so many at once, and answers how many seconds that took. */
async function scanAll(
  cloud: Cloud,
  sessionId: string,
  people: readonly number[],
  screen: Screen,
  serials: () => string[],
  latencies: number[],
): Promise<number> {
  const queue = people.values();
  const began = performance.now();
  const worker = async () => {
    for (const index of queue) {
      const since = performance.now();
      await scan(cloud, sessionId, index, screen, serials());
      latencies.push(performance.now() - since);
      if (index % 10 === 0) await scan(cloud, sessionId, index, screen, serials());
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return (performance.now() - began) / 1000;
}

/** Numbers that one account walks through. */
const WALKED = 5;

/**
 * How many sets of credentials one account gets that binds one number after the other, all of them freed for it: its
 * own first, which it has from above. One, or the roll can be filled by one person.
 */
async function credentialsOfOne(cloud: Cloud, sessionId: string, screen: Screen): Promise<number> {
  let sets = 1;
  for (let index = 1; index <= WALKED; index++) {
    await call(cloud, `bench-${index}`, 'account.unbind', {});
    try {
      await call(cloud, 'bench-0', 'account.unbind', {});
      await call(cloud, 'bench-0', 'account.bind', {
        agreement: AGREEMENT_VERSION,
        number: `B${index}`,
        name: `师生${index}`,
      });
      const { issue } = await scan(cloud, sessionId, 0, screen, blinded());
      if (issue !== null) sets++;
    } catch (error) {
      if (!/account_waits|number_waits|bind_locked|account_used|not_bound/.test(String(error))) throw error;
    }
  }
  return sets;
}

/** Whoever was too slow for a code scans the next one, as the phone says. */
async function scan(cloud: Cloud, sessionId: string, index: number, screen: Screen, serials: string[]) {
  for (let left = 5; ; left--) {
    const input = { sessionId, code: await screen(), blinded: serials };
    try {
      return await call(cloud, `bench-${index}`, 'hall.checkIn', input);
    } catch (error) {
      if (left === 0 || !String(error).includes('code_expired')) throw error;
    }
  }
}

/** Forty values below any modulus: to the signer they look like any other, and cost as much. */
const blinded = () =>
  Array.from({ length: SLOTS_PER_SESSION }, () =>
    Buffer.concat([Buffer.alloc(1), randomBytes(255)]).toString('base64url'),
  );

/** The hall's screen: what it shows now. It asks for more codes before the last of them is shown. */
async function screenOf(cloud: Cloud, sessionId: string): Promise<Screen> {
  let shown: Array<{ text: string; showInMs: number }> = [];
  let since = 0;
  let asking: Promise<void> | null = null;
  const refill = async () => {
    const { codes } = shownCodes.parse(await call(cloud, OFFICE, 'hall.codes', { sessionId }));
    since = performance.now();
    shown = codes;
    asking = null;
  };
  await refill();
  return async () => {
    if (performance.now() - since > (shown.at(-1)?.showInMs ?? 0) / 2) {
      asking ??= refill();
      await asking;
    }
    const passed = performance.now() - since;
    return shown.filter(({ showInMs }) => showInMs <= passed).at(-1)?.text ?? '';
  };
}

type Screen = () => Promise<string>;

const shownCodes = z.object({ codes: z.array(z.object({ text: z.string(), showInMs: z.number() })) });
