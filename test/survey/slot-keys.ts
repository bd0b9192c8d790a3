import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { keySetFingerprint } from '../../cloudfunctions/core/survey/blind-signature';
import { generateSlotKey } from '../../cloudfunctions/platform/ballots/credential-keys';
import { SLOTS_PER_SESSION } from '../../miniprogram/shared/ballot';
import type { Product } from '../cloud';

const pairs = z.array(z.object({ privateKey: z.string(), publicKey: z.string(), fingerprint: z.string() }));
const file = path.resolve(__dirname, '../../dist/test/slot-keys.json');

/** Forty key pairs of this machine, made once: making them takes seconds, and most tests are about something else. */
async function slotKeys(): Promise<z.output<typeof pairs>> {
  if (existsSync(file)) return pairs.parse(JSON.parse(readFileSync(file, 'utf8')));
  const made: z.output<typeof pairs> = [];
  while (made.length < SLOTS_PER_SESSION)
    made.push(...(await Promise.all(Array.from({ length: 8 }, generateSlotKey))));
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(made));
  renameSync(`${file}.${process.pid}`, file);
  return made;
}

/** Gives a session its keys, as the timer would within five minutes. */
export async function seedKeys({ cloud }: Product, session: string): Promise<void> {
  const made = await slotKeys();
  await cloud.seed(
    'credential_keys',
    made.map((pair, slot) => ({ _id: `${session}:${slot}`, session, slot, ...pair })),
  );
  const fingerprints = made.map(({ fingerprint }) => fingerprint);
  const keys = made.map(({ publicKey }) => publicKey);
  await cloud.seed('session_keys', [
    { _id: session, keySet: keySetFingerprint(fingerprints), keys, fingerprints },
  ]);
}
