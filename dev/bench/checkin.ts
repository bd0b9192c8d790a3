import { randomBytes } from 'node:crypto';
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

/**
 * 700 people check in with the hall's code and are given credentials in the same call. `checkin.seconds` for all of
 * them (ten minutes are 600), latencies in milliseconds as the phone sees them, `checkin.coldRoundTrips` of a process
 * that knows nothing yet and `checkin.roundTrips` of one that has already checked somebody in. Every tenth scans twice. `trust.bindCycleCredentials` is what one
 * account gets by binding one number after the other.
 */
export async function measure(): Promise<Record<string, number>> {
  const { cloud, sessionId, stop } = await openBenchSession(PEOPLE + 2);
  try {
    await cloud.clock.set(DOORS);
    const screen = await screenOf(cloud, sessionId);
    const { count: coldRoundTrips } = await cloud.countRoundTrips(() =>
      scan(cloud, sessionId, PEOPLE, screen()),
    );
    const { count: roundTrips } = await cloud.countRoundTrips(() =>
      scan(cloud, sessionId, PEOPLE + 1, screen()),
    );
    const latencies: number[] = [];
    const queue = Array.from({ length: PEOPLE }, (_none, index) => index).values();
    const began = performance.now();
    const worker = async () => {
      for (const index of queue) {
        const since = performance.now();
        await scan(cloud, sessionId, index, screen());
        latencies.push(performance.now() - since);
        if (index % 10 === 0) await scan(cloud, sessionId, index, screen());
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    const seconds = (performance.now() - began) / 1000;
    const attended = cloud.read('attendance');
    latencies.sort((a, b) => a - b);
    const bindCycleCredentials = await credentialsOfOne(cloud, sessionId, screen);
    return {
      'trust.bindCycleCredentials': bindCycleCredentials,
      'checkin.coldRoundTrips': coldRoundTrips,
      'checkin.roundTrips': roundTrips,
      'checkin.seconds': Math.round(seconds * 10) / 10,
      'checkin.p95Ms': Math.round(latencies[Math.floor(latencies.length * 0.95)] ?? Number.NaN),
      'checkin.duplicates': attended.length - new Set(attended.map(({ personId }) => personId)).size,
      'checkin.missing': PEOPLE + 2 - attended.length,
      'checkin.withoutCredentials': PEOPLE + 2 - cloud.read('issue_records').length,
    };
  } finally {
    await stop();
  }
}

/** Numbers that one account walks through. */
const WALKED = 5;

/**
 * How many sets of credentials one account gets that binds one number after the other, all of them freed for it: its
 * own first, which it has from above. One, or the roll can be filled by one person.
 */
async function credentialsOfOne(cloud: Cloud, sessionId: string, screen: () => string): Promise<number> {
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
      const { issue } = await scan(cloud, sessionId, 0, screen());
      if (issue !== null) sets++;
    } catch (error) {
      if (!/account_waits|number_waits|bind_locked|account_used|not_bound/.test(String(error))) throw error;
    }
  }
  return sets;
}

const scan = (cloud: Cloud, sessionId: string, index: number, code: string) =>
  call(cloud, `bench-${index}`, 'hall.checkIn', { sessionId, code, blinded: blinded() });

/** Forty values below any modulus: to the signer they look like any other, and cost as much. */
const blinded = () =>
  Array.from({ length: SLOTS_PER_SESSION }, () =>
    Buffer.concat([Buffer.alloc(1), randomBytes(255)]).toString('base64url'),
  );

/** The hall's screen: what it shows now. */
async function screenOf(cloud: Cloud, sessionId: string): Promise<() => string> {
  const { codes } = await call(cloud, OFFICE, 'hall.codes', { sessionId });
  const since = performance.now();
  const shown: Array<{ text: string; showInMs: number }> = Array.isArray(codes) ? codes : [];
  return () => {
    const passed = performance.now() - since;
    return shown.filter(({ showInMs }) => showInMs <= passed).at(-1)?.text ?? '';
  };
}
