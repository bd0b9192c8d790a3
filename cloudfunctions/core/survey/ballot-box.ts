import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { asciiBytes } from '../../../miniprogram/shared/ascii';
import { slotText } from '../../../miniprogram/shared/ballot';
import type { RatingCode } from '../../../miniprogram/shared/rating';

// Where ballots lie between the opening and the sealing of a survey. docs/anonymity.md, "The box", says why it
// is built like this; in short: one conditional write decides "counted" or "closed", and no order is kept.

/**
 * Shards per question and cells per shard. All are made, empty, when the survey opens, and a ballot only ever goes
 * into a cell that is there already, chosen by its hash: the order of documents and of fields is therefore the order
 * of opening, not of arrival. 4,096 cells for some 700 ballots leave most ballots alone in theirs, and small shards
 * keep a write small.
 */
export const SHARDS_PER_SLOT = 256;
const CELLS_PER_SHARD = 16;

/** One ballot as the box keeps it: what makes it valid, and the rating, open or sealed. Nothing else, ever. */
export interface BallotEntry {
  /** Prepared message, base64url. */
  serial: string;
  /** base64url. */
  signature: string;
  /** Where the college reads ratings after the close. */
  rating?: RatingCode;
  /** Instead of it where observers open them: base64url, of one length (docs/closing-key.md). */
  sealed?: string;
  /** 1, and one more for every change; only a higher one takes its place. */
  revision: number;
}

/** One shard. Stored in `ballots`: changing it needs a migration of open surveys. */
export interface BallotShard {
  /** `survey:slot:shard`, the last two as two digits each (slot decimal, shard hexadecimal). */
  _id: string;
  survey: string;
  slot: number;
  /** False from the close on; every write of a ballot is conditional on it. */
  isOpen: boolean;
  /** Cell → ballot id → entry. A later revision of the same serial takes the place of the earlier. */
  cells: Record<string, Record<string, BallotEntry>>;
}

/** What the ballot box must know of one question of an open survey. */
interface BallotSlot {
  slot: number;
  /** SubjectPublicKeyInfo, DER, base64url. */
  publicKey: string;
}

/**
 * The part of a `surveys` document that the ballot box reads. One document per wallet session and survey; `state`
 * only ever goes forward, and `ballotSlots` does not change once it is `open`.
 */
export interface BallotSurvey {
  _id: string;
  state: 'scheduled' | 'open' | 'closing' | 'sealed' | 'announced';
  ballotSlots: BallotSlot[];
  /** Takes ratings that observers open, and no others. */
  areRatingsSealed?: boolean;
}

/**
 * A ballot's id: SHA-256 over survey, slot and serial, hexadecimal. The published list of counted ballots is made
 * of these. The phone computes the same (`serialHash` of miniprogram/ballot/receipt.ts).
 */
export function ballotId(survey: string, slot: number, serial: string): string {
  return bytesToHex(sha256(asciiBytes(`four-point-dialogue/ballot/1|${survey}|${slotText(slot)}|${serial}`)));
}

/** `_id` of the shard and the cell that a ballot belongs to. The serial is random, so both are. */
export function placeOf(survey: string, slot: number, ballot: string): { shard: string; cell: string } {
  const shard = Number.parseInt(ballot.slice(0, 2), 16) % SHARDS_PER_SLOT;
  return { shard: shardId(survey, slot, shard), cell: ballot.slice(2, 3) };
}

function shardId(survey: string, slot: number, shard: number): string {
  return `${survey}:${slotText(slot)}:${shard.toString(16).padStart(2, '0')}`;
}

/** All shards of a survey, empty and open: written before the survey's state becomes `open`. */
export function emptyShards(survey: string, slots: readonly number[]): BallotShard[] {
  const cells = Array.from({ length: CELLS_PER_SHARD }, (_, cell) => cell.toString(16));
  return slots.flatMap((slot) =>
    Array.from({ length: SHARDS_PER_SLOT }, (_, shard) => ({
      _id: shardId(survey, slot, shard),
      survey,
      slot,
      isOpen: true,
      cells: Object.fromEntries(cells.map((cell) => [cell, {}])),
    })),
  );
}

/**
 * What the box answers after its conditional write changed nothing, judged by the shard as it is now.
 * The database may count an identical rewrite as no change; then the ballot is there, and counted.
 */
export function judgeUnchanged(
  shard: Pick<BallotShard, 'isOpen' | 'cells'> | null,
  { cell, id, entry }: { cell: string; id: string; entry: BallotEntry },
): 'counted' | 'superseded' | 'survey_closed' | 'again' {
  const found = shard?.cells[cell]?.[id];
  const isSame =
    found?.revision === entry.revision &&
    found.rating === entry.rating &&
    found.sealed === entry.sealed &&
    found.signature === entry.signature;
  if (isSame) return 'counted';
  if (found && found.revision >= entry.revision) return 'superseded';
  return shard?.isOpen ? 'again' : 'survey_closed';
}

/** Every ballot of one question, in order of ballot id; how often each was changed is left behind. */
export interface GatheredSlot {
  slot: number;
  ballots: Omit<BallotEntry, 'revision'>[];
}

/**
 * Empties the shards of a frozen box on the table: per question (in slot order) all ballots in order of their ids,
 * which is the order of nothing that ever happened.
 */
export function gather(shards: readonly BallotShard[]): GatheredSlot[] {
  const bySlot = new Map<number, Map<string, BallotEntry>>();
  for (const shard of shards) {
    const ballots = bySlot.get(shard.slot) ?? new Map<string, BallotEntry>();
    for (const cell of Object.values(shard.cells))
      for (const [id, entry] of Object.entries(cell)) ballots.set(id, entry);
    bySlot.set(shard.slot, ballots);
  }
  return [...bySlot]
    .sort(([left], [right]) => left - right)
    .map(([slot, ballots]) => ({
      slot,
      ballots: [...ballots]
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .map(([, { revision: _revision, ...ballot }]) => ballot),
    }));
}

/** Turnout as it may be shown before the close: the largest number for one question, rounded down to tens. */
export function shownTurnout(ballotsPerSlot: readonly number[]): number {
  return Math.floor(Math.max(0, ...ballotsPerSlot) / 10) * 10;
}
