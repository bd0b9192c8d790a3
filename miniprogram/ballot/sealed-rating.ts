import { slotText } from '../shared/ballot';
import type { RatingCode } from '../shared/rating';
import { ascii, join } from './bytes';
import { powerE, toBytes, toNumber } from './modular';
import { KEY_LENGTH, type RsaKey } from './public-key';
import { sha256 } from './sha256';
import { SHARE_NUMBERS, split } from './two-of-three';

// A rating that two of three observers open, and nobody else (docs/closing-key.md). A secret of 32 bytes is split two of
// three; each share is encrypted to one observer's key by RSA-KEM (ISO/IEC 18033-2: a random root, its 65537th power on
// the wire, a hash of the root as key), the rating under the secret. Everything but the secret follows from secret and
// rating (Fujisaki and Okamoto, CRYPTO 1999): who has opened a rating seals it once more and compares, so that it is valid for
// every two observers or for none, and no byte of it can be changed.

/** Bytes of a secret, a share and a key of a share. */
export const SECRET_LENGTH = 32;
const TAG_LENGTH = 16;
/** Root, masked share and tag for each observer. */
const PART_LENGTH = KEY_LENGTH + SECRET_LENGTH + TAG_LENGTH;
/** Bytes of a sealed rating, whatever the rating. */
export const SEALED_LENGTH = 3 * PART_LENGTH + 1;

/** What each hash is for; one number each, so that no two can meet. */
const USE = { seed: 1, coefficient: 2, root: 3, shareKey: 4, mask: 5, tag: 6, rating: 7 } as const;

/** Where a rating belongs: sealed for one question of one survey it opens nowhere else. */
export interface RatedPlace {
  survey: string;
  slot: number;
}

/** Short enough for one block of SHA-256 wherever that is possible: the phone hashes some hundred of them without a JIT. */
const hash = (use: keyof typeof USE, ...parts: Uint8Array[]): Uint8Array =>
  sha256(join(Uint8Array.of(USE[use]), ...parts));

/** What seeds and keys of shares are bound to. */
const digestOf = ({ survey, slot }: RatedPlace): Uint8Array =>
  sha256(ascii(`four-point-dialogue/closing/1|${survey}|${slotText(slot)}`));

const xor = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  left.map((byte, at) => byte ^ (right[at] ?? 0));

/**
 * Seals a rating to the three observers' keys, in the order of the opening record. The same secret and rating give the same
 * bytes, so that a ballot that is sent again is the same ballot. A secret is drawn for one rating and used for no other.
 */
export function sealRating(
  place: RatedPlace,
  keys: readonly RsaKey[],
  secret: Uint8Array,
  code: RatingCode,
): Uint8Array {
  const letter = ascii(code);
  const seed = hash('seed', digestOf(place), secret, letter);
  const shares = split(secret, hash('coefficient', seed));
  const parts = SHARE_NUMBERS.map((number, at) => {
    const { n } = keyAt(keys, at);
    const root = rootFrom(seed, number);
    const key = shareKey(place, number, root);
    const masked = xor(shares[at] ?? new Uint8Array(0), hash('mask', key));
    return join(toBytes(powerE(toNumber(root), n), KEY_LENGTH), masked, tagOf(key, masked));
  });
  return join(...parts, xor(letter, hash('rating', secret)));
}

function keyAt(keys: readonly RsaKey[], at: number): RsaKey {
  const key = keys[at];
  if (!key || keys.length !== SHARE_NUMBERS.length) throw new RangeError('three keys are needed');
  return key;
}

/** 256 bytes below every modulus: the top bit is clear, and that of a modulus is set. */
function rootFrom(seed: Uint8Array, number: number): Uint8Array {
  const blocks = Array.from({ length: KEY_LENGTH / 32 }, (_, block) =>
    hash('root', seed, Uint8Array.of(number, block)),
  );
  const root = join(...blocks);
  root[0] = (root[0] ?? 0) & 0x7f;
  return root;
}

const tagOf = (key: Uint8Array, masked: Uint8Array): Uint8Array =>
  hash('tag', key, masked).slice(0, TAG_LENGTH);

/** The key of one share, from its root: what an observer gives out. It says nothing of any other root. */
export const shareKey = (place: RatedPlace, number: number, root: Uint8Array): Uint8Array =>
  hash('shareKey', digestOf(place), Uint8Array.of(number), root);

/** The power that hides the root of a share: what the holder of the private key begins with. */
export const hiddenRoot = (sealed: Uint8Array, number: number): Uint8Array =>
  sealed.slice((number - 1) * PART_LENGTH, (number - 1) * PART_LENGTH + KEY_LENGTH);

/** A share under its key; null when the key is not the one, or the share was never one. */
export function shareOf(sealed: Uint8Array, number: number, key: Uint8Array): Uint8Array | null {
  const from = (number - 1) * PART_LENGTH + KEY_LENGTH;
  const masked = sealed.slice(from, from + SECRET_LENGTH);
  const tag = sealed.slice(from + SECRET_LENGTH, from + SECRET_LENGTH + TAG_LENGTH);
  const wanted = tagOf(key, masked);
  if (!wanted.every((byte, at) => byte === tag[at])) return null;
  return xor(masked, hash('mask', key));
}

/** The one character under a secret, whatever it is; it holds only if sealing it again gives the same bytes. */
export const ratingUnder = (sealed: Uint8Array, secret: Uint8Array): string =>
  String.fromCharCode(...xor(sealed.slice(SEALED_LENGTH - 1), hash('rating', secret)));
