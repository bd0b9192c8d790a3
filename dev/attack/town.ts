import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generateSlotKey, type SlotKeyPair } from '../../cloudfunctions/platform/ballots/credential-keys';
import { keySetFingerprint, readSlotKey } from '../../miniprogram/ballot/public-key';
import { drawBelow } from '../../miniprogram/ballot/random';
import { SLOTS_PER_SESSION } from '../../miniprogram/shared/ballot';
import type { Rating } from '../../miniprogram/shared/rating';
import { type Cloud, startCloud } from '../cloud/index';
import { boxKeysOf } from '../sealed-post';
import { BOX_LEAKS, type Leak, UNORDERED } from './leak';
import { checkInOrder, type Office, person, plainOffice, productOffice } from './office';
import { Phone, random } from './phone';
import type { TownFiles } from './town-build';

export const SESSION = '2026-11';
const START = Date.UTC(2026, 10, 5, 7, 50); // ten minutes before four in the afternoon, Shanghai
const SURVEY_OPENS = START + 14 * 86_400_000;
const SURVEY_LASTS = 5 * 86_400_000;
type Documents = { [field: string]: unknown }[];

/** Everything the college holds: every collection in its own order, at the worst moment and at the end, and all logs. */
export interface Evidence {
  /** The last moment before the close, when the box still holds serials beside ratings. */
  before: Record<string, Documents>;
  /** After the sealing. */
  after: Record<string, Documents>;
  logs: { functionName: string; text: string }[];
}

/** Who really holds which serial: what only the phones know. */
export type Truth = ReadonlyMap<string, readonly string[]>;

/** How everybody rated, by slot: what only the phones knew, while they did. */
export type Rated = ReadonlyMap<string, Readonly<Record<number, Rating>>>;

export interface TownOptions {
  people: number;
  questions: number;
  leak: Leak;
  files: TownFiles;
  /** What `townKeys` made; used by one town after the other. */
  pairs: readonly SlotKeyPair[];
  /** Public keys of three observers who alone open ratings. Default: none, and ratings lie open in the box. */
  closingKeys?: readonly string[];
  /** Called whenever a phone has done something, while the survey is open. */
  onStep?(cloud: Cloud): void;
}

/**
 * Keys of all slots, the first `questions` of them each its own. The slots that no ballot is cast with share one: keys
 * take their time, and no ballot ever meets these.
 */
export async function townKeys(questions: number): Promise<SlotKeyPair[]> {
  const pairs = await Promise.all(Array.from({ length: questions }, () => generateSlotKey()));
  const [spare] = pairs;
  return spare ? [...pairs, ...Array.from({ length: SLOTS_PER_SESSION - questions }, () => spare)] : pairs;
}

/** What is left of a lived town: what the attacker holds, and the truth that counts the hits. */
export interface Lived {
  evidence: Evidence;
  truth: Truth;
  rated: Rated;
}

/** Lives through a session: check-in, survey with every phone casting through the product, close. */
export async function liveThrough(options: TownOptions): Promise<Lived> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'town-'));
  const cloud = await startCloud({
    ...options.files,
    dataDir,
    now: START,
    env: { LEAK: options.leak },
  });
  try {
    return await live(cloud, options);
  } finally {
    await cloud.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function live(cloud: Cloud, options: TownOptions) {
  const { people, questions, leak, pairs, files, closingKeys = [] } = options;
  const slots = Array.from({ length: questions }, (_, slot) => slot);
  const used = leak === 'none' ? pairs.slice(0, SLOTS_PER_SESSION) : pairs.slice(0, questions);
  const keys = used.map(({ publicKey }, slot) => readSlotKey(slot, publicKey));
  const keySet = keySetFingerprint(keys);
  await seedKeys(cloud, used, keySet);
  const phones = Array.from(
    { length: people },
    (_, index) =>
      new Phone(
        `o-${index}-${Math.imul(index + 1, 2654435761) >>> 0}`,
        `p-${Math.imul(index + 7, 2246822519) >>> 0}`,
        SESSION,
        keys,
        keySet,
        leak,
        closingKeys,
      ),
  );
  await cloud.seed(
    'people',
    phones.map(({ openid, personId }) => person(personId, openid)),
  );
  const making = {
    cloud,
    session: SESSION,
    slots,
    pairs: used,
    keySet,
    startsAt: START + 600_000,
    areRatingsSealed: closingKeys.length > 0,
  };
  const office = leak === 'none' ? productOffice(making) : plainOffice(making);
  await office.prepare();
  await checkEverybodyIn(cloud, office, await shuffled(phones), leak);
  await cloud.clock.set(SURVEY_OPENS);
  await office.open();
  await castEverything(cloud, office, phones, slots, options);
  const truth: Truth = new Map(
    phones.map((phone) => [phone.openid, slots.map((slot) => phone.serial(slot))]),
  );
  const before = dump(cloud, leak, files);
  // Sealed ratings are counted by observers: there is nothing more to be had at the close.
  if (!BOX_LEAKS.includes(leak) && closingKeys.length === 0) await office.close();
  const logs = cloud.logs().map(({ functionName, text }) => ({ functionName, text }));
  const rated: Rated = new Map(phones.map(({ openid, ratings }) => [openid, ratings]));
  return { evidence: { before, after: dump(cloud, leak, files), logs }, truth, rated };
}

/** Every collection but the private keys of slots: all they could tell is that each blinded value fits each serial. */
function dump(cloud: Cloud, leak: Leak, { collections }: TownFiles): Record<string, Documents> {
  const all = Object.fromEntries(
    collections.filter((name) => name !== 'credential_keys').map((name) => [name, cloud.read(name)]),
  );
  if (UNORDERED.includes(leak))
    all.ballots?.sort((left, right) => (String(left._id) < String(right._id) ? -1 : 1));
  return all;
}

async function seedKeys(cloud: Cloud, pairs: readonly SlotKeyPair[], keySet: string) {
  await cloud.seed(
    'credential_keys',
    pairs.map((pair, slot) => ({ _id: `${SESSION}:${slot}`, session: SESSION, slot, ...pair })),
  );
  await cloud.seed('session_keys', [
    {
      _id: SESSION,
      keySet,
      keys: pairs.map(({ publicKey }) => publicKey),
      fingerprints: pairs.map(({ fingerprint }) => fingerprint),
    },
  ]);
}

async function checkEverybodyIn(cloud: Cloud, office: Office, phones: readonly Phone[], leak: Leak) {
  for (const phone of phones) {
    await cloud.clock.advance(700);
    const blinded = await phone.prepare();
    const told = leak === 'serial_at_issue' ? blinded.map((_, slot) => phone.serial(slot)) : undefined;
    const signatures = await office.checkIn(phone, blinded, told);
    if (!Array.isArray(signatures)) throw new Error('no credentials');
    phone.accept(signatures.map(String));
  }
}

interface Due {
  at: number;
  act(): Promise<void>;
}

/** Every person opens the app at a time of their own and casts; pauses are lived through in order, without waiting. */
async function castEverything(
  cloud: Cloud,
  office: Office,
  phones: readonly Phone[],
  slots: readonly number[],
  { leak, onStep }: TownOptions,
) {
  const agenda: Due[] = [];
  const came = checkInOrder(cloud, SESSION, phones);
  for (const phone of phones) {
    const minute =
      leak === 'roll_order'
        ? came.indexOf(phone.openid) * 5
        : await drawBelow(random, SURVEY_LASTS / 120_000);
    const at = SURVEY_OPENS + minute * 60_000 + (await drawBelow(random, 60_000));
    const start = () =>
      phone.startCasting(office.survey, slots, sender(cloud, phone, leak), boxKeysOf(cloud, office.survey));
    agenda.push({ at, act: () => visit(office, phone, start, agenda, at) });
  }
  for (;;) {
    agenda.sort((left, right) => right.at - left.at);
    const next = agenda.pop();
    if (!next) return;
    if (next.at > cloud.clock.now()) await cloud.clock.set(next.at);
    await next.act();
    onStep?.(cloud);
  }
}

async function visit(office: Office, phone: Phone, start: () => Promise<void>, agenda: Due[], at: number) {
  await office.visit(phone);
  // Ends when the phone pauses or has finished; a pause is put on the agenda like everything else that is to come.
  const untilPause = (now: number, go: () => void) =>
    new Promise<void>((resolve) => {
      phone.onPause = (milliseconds) => {
        if (milliseconds !== null) {
          const due = now + milliseconds;
          agenda.push({ at: due, act: () => untilPause(due, () => phone.wake()) });
        }
        resolve();
      };
      go();
    });
  await untilPause(at, () => void start());
}

function sender(cloud: Cloud, phone: Phone, leak: Leak) {
  const name = BOX_LEAKS.includes(leak) ? 'leaky' : 'ballot';
  return async (body: string): Promise<string> => {
    const sent = name === 'leaky' ? JSON.stringify({ account: phone.openid, sent: JSON.parse(body) }) : body;
    const headers = { 'content-type': 'application/json' };
    const { body: reply } = await cloud.http(name, { method: 'POST', headers, body: sent });
    return String(reply);
  };
}

async function shuffled<T>(items: readonly T[]): Promise<T[]> {
  const rest = [...items];
  const order: T[] = [];
  while (rest.length > 0) order.push(...rest.splice(await drawBelow(random, rest.length), 1));
  return order;
}
