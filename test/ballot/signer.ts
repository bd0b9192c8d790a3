import { generateKeyPairSync, webcrypto } from 'node:crypto';
import {
  fingerprintOf,
  type SlotKeyPair,
  slotSigner,
} from '../../cloudfunctions/platform/ballots/credential-keys';
import { keySetFingerprint, readSlotKey } from '../../miniprogram/ballot/public-key';
import type { RandomSource } from '../../miniprogram/ballot/random';

/** Key pairs of `count` slots, in every form the tests need. */
export function keySet(count: number) {
  const pairs = Array.from({ length: count }, (): SlotKeyPair => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const spki = publicKey.export({ type: 'spki', format: 'der' });
    return {
      privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64url'),
      publicKey: spki.toString('base64url'),
      fingerprint: fingerprintOf(spki),
    };
  });
  const keys = pairs.map((pair, slot) => readSlotKey(slot, pair.publicKey));
  const signers = pairs.map((pair) => slotSigner(pair.privateKey));
  return { pairs, keys, signers, fingerprint: keySetFingerprint(keys) };
}

export const trueRandom: RandomSource = async (length) => webcrypto.getRandomValues(new Uint8Array(length));

/** A random source that gives the same bytes in every run (mulberry32): for order and pauses, never for serials. */
export function seededRandom(seed: number): RandomSource {
  let state = seed;
  return async (length) => {
    const bytes = new Uint8Array(length);
    for (let i = 0; i < length; i++) {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      bytes[i] = (mixed ^ (mixed >>> 14)) & 255;
    }
    return bytes;
  };
}
