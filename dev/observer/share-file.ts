import { constants, type KeyObject, privateDecrypt } from 'node:crypto';
import * as z from 'zod';
import { digestOf } from '../../cloudfunctions/core/canonical';
import { fromBase64Url, toBase64Url } from '../../miniprogram/ballot/bytes';
import { hiddenRoot, type RatedPlace, shareKey, shareOf } from '../../miniprogram/ballot/sealed-rating';
import { SHARE_NUMBERS, type ShareNumber } from '../../miniprogram/ballot/two-of-three';
import type { BoxFile } from '../recount/box-schema';
import { type KeyFile, privateKeyOf } from './key-file';

const FORMAT = 'four-point-dialogue/shares/1';

/** Stands for a share that was never one: its phone did not seal as phones do. */
export const NO_SHARE = '-';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * What one observer gives out of one box: of each sealed rating, in the order of the box, the key of the own share. With
 * another observer's file it opens the ratings of this box; alone it opens nothing, and it says nothing of any other box.
 */
const shareFile = z.strictObject({
  format: z.literal(FORMAT),
  survey: z.string(),
  /** Of the box it was made from: the same for everybody. */
  ballotDigest: hash,
  /** Which of the three keys, from 1, in the order of the opening record. */
  number: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  slots: z.array(
    z.strictObject({
      slot: z.int().min(0),
      keys: z.array(z.union([z.literal(NO_SHARE), z.string().regex(/^[A-Za-z0-9_-]{43}$/)])),
    }),
  ),
  /** Over all of it: a file cut short or typed wrongly is noticed before anything is opened. */
  check: hash,
});
export type ShareFile = z.output<typeof shareFile>;

/** Reads a share file. Null when it is none, was cut short or was changed. */
export function readShareFile(value: unknown): ShareFile | null {
  const parsed = shareFile.safeParse(value);
  return parsed.success && parsed.data.check === checkOf(parsed.data) ? parsed.data : null;
}

const checkOf = (file: Omit<ShareFile, 'check'>): string => digestOf({ ...file, check: undefined });

/** Which of the box's keys this is, from 1; null when it is none of them. */
export function numberOf(box: BoxFile, publicKey: string): ShareNumber | null {
  const at = (box.closingKeys ?? []).indexOf(publicKey);
  return SHARE_NUMBERS.find((number) => number === at + 1) ?? null;
}

/** The shares of one observer. Null when the key is none of the box's three. */
export function makeShares(box: BoxFile, file: KeyFile): ShareFile | null {
  const number = numberOf(box, file.publicKey);
  if (number === null) return null;
  const key = privateKeyOf(file);
  const shares = {
    format: FORMAT,
    survey: box.survey,
    ballotDigest: box.ballotDigest,
    number,
    slots: box.slots.map(({ slot, sealed = [] }) => ({
      slot,
      keys: sealed.map((text) => keyText({ survey: box.survey, slot }, fromBase64Url(text), number, key)),
    })),
  } as const;
  return { ...shares, check: checkOf(shares) };
}

function keyText(place: RatedPlace, sealed: Uint8Array, number: ShareNumber, key: KeyObject): string {
  const root = rootOf(hiddenRoot(sealed, number), key);
  if (root === null) return NO_SHARE;
  const found = shareKey(place, number, root);
  return shareOf(sealed, number, found) === null ? NO_SHARE : toBase64Url(found);
}

/** The 65537th root; null for what is not below the modulus. */
function rootOf(power: Uint8Array, key: KeyObject): Uint8Array | null {
  try {
    return new Uint8Array(privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, power));
  } catch {
    return null; // no phone makes such a number
  }
}
