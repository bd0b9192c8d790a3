import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { asciiBytes } from '../../../miniprogram/shared/ascii';
import { REMARK_SLOT, type RemarkState } from '../../../miniprogram/shared/remark';
import { ensure } from '../domain-error';

// Words beside the ratings (docs/rules.md, Survey). A remark and a rating have nothing in common: another credential,
// another request, another collection. Remarks come in no order, are opened only when there are enough of them, and
// are read by the office before anybody else.

export { REMARK_SLOT };

export const REMARK_SHARDS = 64;

/** Where remarks lie while a survey is open. Made empty at the opening, so that their order says nothing. */
export interface RemarkShard {
  /** `survey:shard`, two hexadecimal digits. */
  _id: string;
  survey: string;
  isOpen: boolean;
  /** Remark id → text. */
  texts: Record<string, string>;
}

/** One remark of a closed survey. Persisted in `remarks`; changing the shape needs a migration. */
export interface Remark {
  /** Hash of the serial: neither time nor sequence. */
  _id: string;
  survey: string;
  sessionId: string;
  text: string;
  state: RemarkState;
  /** Why it is not shown; empty otherwise. */
  reason: string;
}

/** A remark's id: SHA-256 over survey and serial, hexadecimal. A second one of the same serial takes its place. */
export const remarkId = (survey: string, serial: string): string =>
  bytesToHex(sha256(asciiBytes(`four-point-dialogue/remark/1|${survey}|${serial}`)));

const shardId = (survey: string, shard: number): string => `${survey}:${shard.toString(16).padStart(2, '0')}`;

/** `_id` of the shard a remark belongs to. */
export const remarkShardOf = (survey: string, remark: string): string =>
  shardId(survey, Number.parseInt(remark.slice(0, 2), 16) % REMARK_SHARDS);

/** All shards of a survey, empty and open. */
export const emptyRemarkShards = (survey: string): RemarkShard[] =>
  Array.from({ length: REMARK_SHARDS }, (_, shard) => ({
    _id: shardId(survey, shard),
    survey,
    isOpen: true,
    texts: {},
  }));

/**
 * The remarks of a frozen box in order of their ids, which is no order of anything that happened. Fewer than
 * `smallestShown` are not opened at all, not even for the office: few voices are easily told apart.
 */
export function openRemarks(
  shards: readonly RemarkShard[],
  sessionId: string,
  smallestShown: number,
): Remark[] {
  const all = shards.flatMap(({ survey, texts }) =>
    Object.entries(texts).map(
      ([_id, text]): Remark => ({
        _id,
        survey,
        sessionId,
        text,
        state: 'waiting',
        reason: '',
      }),
    ),
  );
  if (all.length < smallestShown) return [];
  return all.sort((left, right) => (left._id < right._id ? -1 : 1));
}

/** The office shows a remark, or does not, with a reason. Its words cannot be changed by anybody. */
export function moderate(remark: Remark, isShown: boolean, reason: string): Remark {
  ensure(isShown || reason !== '', 'reason_needed', { reason: 'reason_needed' });
  return { ...remark, state: isShown ? 'shown' : 'hidden', reason: isShown ? '' : reason };
}
