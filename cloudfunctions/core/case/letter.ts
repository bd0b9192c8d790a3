import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { asciiBytes } from '../../../miniprogram/shared/ascii';
import type { Urgency } from '../../../miniprogram/shared/case';
import type { Category } from '../../../miniprogram/shared/category';
import type { Protection } from './receiver';

// Anonymous items on their way: spent with a pass, kept in the letterbox without a time, opened together.

/** What somebody wrote, as it lies in the letterbox until it is opened. */
export interface Letter {
  channel: 'box' | 'hotline';
  category: Category;
  urgency: Exclude<Urgency, 'complex'>;
  title: string;
  text: string;
  place: string;
  isProtected: boolean;
  /** To whom a protected report goes, and whom it is about. */
  protection: Protection | null;
  /** Of the receipt code, which itself is not kept. */
  receipt: { selector: string; hash: string };
}

/** A pass that was spent. */
export interface SpentPass {
  /** Of the letter: the same again is the same letter, another one with this pass is refused. */
  fingerprint: string;
  /** Null once it is a case. */
  letter: Letter | null;
}

/**
 * Where letters lie. All shards of a month are made empty with its key, so that their order says nothing; a letter goes
 * where its hash says. Persisted in `letters`; changing the shape needs a migration.
 */
export interface LetterShard {
  /** `month:shard`, two hexadecimal digits. */
  _id: string;
  month: string;
  isOpen: boolean;
  /** Letters that are not cases yet. */
  waiting: number;
  /** Letter id → pass and letter. */
  spent: Record<string, SpentPass>;
}

/** So many that two letters of the same minutes hardly ever meet in one, where the order of fields would be theirs. */
export const LETTER_SHARDS = 256;

/** SHA-256 over month and serial, hexadecimal: a pass has one letter. */
export const letterId = (month: string, serial: string): string =>
  bytesToHex(sha256(asciiBytes(`four-point-dialogue/pass/1|${month}|${serial}`)));

/** `_id` of the shard a letter belongs to. */
export const letterShardOf = (month: string, letter: string): string => `${month}:${letter.slice(0, 2)}`;

/** All shards of a month, empty and open. */
export const emptyLetterShards = (month: string): LetterShard[] =>
  Array.from({ length: LETTER_SHARDS }, (_, shard) => ({
    _id: `${month}:${shard.toString(16).padStart(2, '0')}`,
    month,
    isOpen: true,
    waiting: 0,
    spent: {},
  }));

/** What a letter and its receipt are recognised by when they come again. */
export const letterFingerprint = (letter: Letter): string =>
  bytesToHex(sha256(new TextEncoder().encode(`four-point-dialogue/letter/1|${JSON.stringify(letter)}`)));

/** The request id of the case that a letter becomes: opened twice, it is one case. */
export const letterRequestId = (letter: string): string => `letter-${letter.slice(0, 48)}`;

/** The letters of some shards in order of their ids, which is no order of anything that happened. */
export const waitingLetters = (
  shards: readonly LetterShard[],
): { shard: string; id: string; letter: Letter }[] =>
  shards
    .flatMap(({ _id, spent }) =>
      Object.entries(spent).flatMap(([id, { letter }]) => (letter ? [{ shard: _id, id, letter }] : [])),
    )
    .sort((left, right) => (left.id < right.id ? -1 : 1));
