import { SLOTS_PER_SESSION } from '../shared/ballot';
import { blindFresh, finalize, RANDOM_PER_SLOT, serialText } from './blind-rsa';
import { fromBase64Url, toBase64Url } from './bytes';
import { CredentialError } from './credential-error';
import { keySetFingerprint, type SlotKey } from './public-key';
import { draw, type RandomSource } from './random';
import { rollLine } from './roll-line';

/**
 * One question's credential: new → blinded → issued → cast → settled. All values are base64url.
 * - `blinded`: the serial is made, with the secret of its chain, and blinded; kept until the signature is there, so that a lost answer can be
 *   asked for again with the very same inputs.
 * - `issued`: unblinded and verified. Blinded value and inverse are gone, so the phone itself no longer links.
 * - `cast`: the box said "counted". May be cast again until the close; how it was rated is not kept.
 * - `settled`: the box is sealed. Serial and signature are gone; the phone knows "counted" and nothing else.
 * The shape is kept in the phone's storage: changing it needs a migration.
 */
export type Credential =
  | { slot: number; state: 'new' }
  | { slot: number; state: 'blinded'; serial: string; secret: string; blinded: string; inverse: string }
  | { slot: number; state: 'issued'; serial: string; secret: string; signature: string }
  | { slot: number; state: 'cast'; serial: string; secret: string; signature: string }
  | { slot: number; state: 'settled'; wasCast: boolean; isCounted: boolean };

/** All credentials of one person for one session. A value: every step returns a new wallet. */
export interface Wallet {
  version: 1;
  session: string;
  /** `keySetFingerprint` of the keys published before the session; other keys are refused. */
  keySet: string;
  /** This phone's line of the published roll (`rollLine`), once its credentials are signed. */
  line?: string;
  credentials: Credential[];
}

/** An empty wallet for a session whose published key-set fingerprint is `keySet`. */
export function newWallet(session: string, keySet: string, slots = SLOTS_PER_SESSION): Wallet {
  const credentials = Array.from({ length: slots }, (_, slot): Credential => ({ slot, state: 'new' }));
  return { version: 1, session, keySet, credentials };
}

/**
 * Makes and blinds a serial for every `new` credential. Save the result before asking for signatures.
 * `breathe` is awaited between slots, so that a page can paint. Throws CredentialError `key_changed` when the keys
 * are not the published ones, `random_short`, `blinding_failed`.
 */
export async function blindAll(
  wallet: Wallet,
  keys: readonly SlotKey[],
  random: RandomSource,
  breathe: () => Promise<void> = async () => undefined,
): Promise<Wallet> {
  const keyOf = checkedKeys(wallet, keys);
  const fresh = wallet.credentials.filter((credential) => credential.state === 'new').length;
  const pool = await draw(random, fresh * RANDOM_PER_SLOT);
  let used = 0;
  const credentials: Credential[] = [];
  for (const credential of wallet.credentials) {
    if (credential.state !== 'new') {
      credentials.push(credential);
      continue;
    }
    const made = blindFresh(keyOf(credential.slot), pool.slice(used, used + RANDOM_PER_SLOT));
    used += RANDOM_PER_SLOT;
    credentials.push({
      slot: credential.slot,
      state: 'blinded',
      serial: serialText(made.prepared),
      secret: toBase64Url(made.secret),
      blinded: toBase64Url(made.blinded),
      inverse: toBase64Url(made.inverse),
    });
    await breathe();
  }
  return { ...wallet, credentials };
}

/** The blinded serials to send at check-in, in slot order. Throws `wrong_state` unless every one is blinded. */
export function blindedInputs(wallet: Wallet): string[] {
  return wallet.credentials.map((credential) => {
    if (credential.state !== 'blinded') throw new CredentialError('wrong_state');
    return credential.blinded;
  });
}

/**
 * Takes the signer's answer, one blind signature per slot in slot order; unblinds and verifies each.
 * All or nothing: throws `signature_invalid` when one does not verify, and the wallet stays as it was.
 */
export function acceptSignatures(
  wallet: Wallet,
  keys: readonly SlotKey[],
  blindSignatures: readonly string[],
): Wallet {
  const keyOf = checkedKeys(wallet, keys);
  const line = rollLine(blindedInputs(wallet));
  if (blindSignatures.length !== wallet.credentials.length) throw new CredentialError('signature_invalid');
  const credentials = wallet.credentials.map((credential, index): Credential => {
    if (credential.state !== 'blinded') throw new CredentialError('wrong_state');
    const signature = finalize(
      fromBase64Url(credential.serial),
      keyOf(credential.slot),
      readAnswer(blindSignatures[index] ?? ''),
      fromBase64Url(credential.inverse),
    );
    return {
      slot: credential.slot,
      state: 'issued',
      serial: credential.serial,
      secret: credential.secret,
      signature: toBase64Url(signature),
    };
  });
  return { ...wallet, line, credentials };
}

/** The credential of a slot when it can be cast, else null. */
export function castable(
  wallet: Wallet,
  slot: number,
): { serial: string; secret: string; signature: string } | null {
  const credential = wallet.credentials[slot];
  return credential?.state === 'issued' || credential?.state === 'cast' ? credential : null;
}

/** After the box said "counted". */
export function markCast(wallet: Wallet, slot: number): Wallet {
  const credential = castable(wallet, slot);
  if (!credential) throw new CredentialError('wrong_state');
  const { serial, secret, signature } = credential;
  return replace(wallet, { slot, state: 'cast', serial, secret, signature });
}

/** What was marked as cast did not count and may be cast for something else. Throws `wrong_state` unless it was cast. */
export function giveBack(wallet: Wallet, slot: number): Wallet {
  const credential = castable(wallet, slot);
  if (!credential) throw new CredentialError('wrong_state');
  const { serial, secret, signature } = credential;
  return replace(wallet, { slot, state: 'issued', serial, secret, signature });
}

/** After the close: forgets serial and signature of a slot for good, and keeps whether it was cast and counted. */
export function settle(
  wallet: Wallet,
  slot: number,
  outcome: { wasCast: boolean; isCounted: boolean },
): Wallet {
  return replace(wallet, { slot, state: 'settled', ...outcome });
}

function replace(wallet: Wallet, next: Credential): Wallet {
  return {
    ...wallet,
    credentials: wallet.credentials.map((credential) => (credential.slot === next.slot ? next : credential)),
  };
}

function checkedKeys(wallet: Wallet, keys: readonly SlotKey[]): (slot: number) => SlotKey {
  if (keySetFingerprint(keys) !== wallet.keySet) throw new CredentialError('key_changed');
  const bySlot = new Map(keys.map((key) => [key.slot, key]));
  return (slot) => {
    const key = bySlot.get(slot);
    if (!key) throw new CredentialError('key_changed');
    return key;
  };
}

function readAnswer(text: string): Uint8Array {
  try {
    return fromBase64Url(text);
  } catch {
    throw new CredentialError('signature_invalid');
  }
}
