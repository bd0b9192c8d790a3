import '../booking/sdk-environment';
import {
  letterShards,
  passIssues,
  passKeys,
  passMonths,
} from '../../cloudfunctions/platform/ballots/pass-keys';
import { credentialKeys, sessionKeys } from '../../cloudfunctions/platform/ballots/session-keys';
import * as everyCollection from '../../cloudfunctions/platform/database/collections';
import { _, type Collection, remove } from '../../cloudfunctions/platform/database/store';
import { reach } from '../booking/inside';
import { cast, type Product, type ProductOptions, startProduct } from '../cloud';

/** 24 November 2026, 10:13:30 in Shanghai: neither the first minute of an hour nor a tenth minute. */
export const NOW = Date.UTC(2026, 10, 24, 2, 13, 30);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** No step of the timer looks so far ahead. */
export const FAR = NOW + 40 * DAY;

const OFFICIAL_ACCOUNT = { OA_APP_ID: 'wx-college', OA_APP_SECRET: 'secret-of-the-college' };

/** One product for a file, whose timer only runs when it is told to, and whose database this process reaches too. */
export async function startQuiet(options: ProductOptions = {}): Promise<Product> {
  Object.assign(process.env, OFFICIAL_ACCOUNT);
  const product = await startProduct({ now: NOW, liveTimers: false, env: OFFICIAL_ACCOUNT, ...options });
  reach(product.cloud);
  return product;
}

const collections: ReadonlyArray<Collection<{ _id: string }>> = [
  ...Object.values(everyCollection),
  sessionKeys,
  credentialKeys,
  letterShards,
  passIssues,
  passKeys,
  passMonths,
];

/**
 * The cast, and otherwise nothing: at NOW no step of the timer is due, and steps that keep a lock until their next turn
 * are waiting for it.
 */
export async function reset({ cloud }: Product): Promise<void> {
  // Its word on what was sent belongs to the test before.
  await cloud.weixin.settled();
  for (const from of collections)
    if (cloud.read(from.name).length > 0) await remove(from, { _id: _.neq('') });
  await cloud.seed('departments', cast.departments);
  await cloud.seed(
    'people',
    cast.people.map((person) => ({ ...person, hasLeft: false, absentFrom: null })),
  );
  await cloud.seed(
    'accounts',
    cast.people.flatMap(({ _id, openid }) => (openid ? [{ _id: openid, personId: _id, boundAt: 0 }] : [])),
  );
  await cloud.seed('locks', [
    { _id: 'due-steps', until: 0 },
    ...['mirror_articles', 'case-days', 'case-recurring', 'keep-periods', 'complete_run'].map((_id) => ({
      _id,
      until: NOW + MINUTE,
    })),
  ]);
  cloud.state.clock.move(NOW);
}

/** Puts documents in as they would be stored. */
export const put = <T extends { _id: string }>(
  { cloud }: Product,
  to: Collection<T>,
  ...documents: T[]
): Promise<void> => cloud.seed(to.name, JSON.parse(JSON.stringify(documents)));

/** What a document says now; fails when it is not there. */
export function stored<T extends { _id: string }>({ cloud }: Product, from: Collection<T>, id: string): T {
  const found = cloud.read(from.name).find(({ _id }) => _id === id);
  if (!found) throw new Error(`${from.name} ${id} is not there`);
  return found as unknown as T;
}

/** One run of the timer at `now`. */
export async function runTimer({ cloud }: Product, now: number): Promise<unknown> {
  cloud.state.clock.move(now);
  return cloud.tick('jobs');
}
