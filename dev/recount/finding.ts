import type { BoxFile } from './box-schema';

/** What was published elsewhere and is not taken from the file: the preview, the results page, the notice board. */
export interface Anchors {
  /** Digest as announced: that of the whole box, or the one over ballots and ratings alone. */
  digest?: string;
  /** Fingerprint of the key set as printed in the preview. */
  keySet?: string;
  /** The published list of counted ballots. */
  counted?: readonly string[];
}

/** What is wrong, by name. `what` is the part of the box that does not hold. */
export interface Finding {
  what:
    | 'digest'
    | 'ballot digest'
    | 'key'
    | 'key set'
    | 'signature'
    | 'double serial'
    | 'order'
    | 'ratings'
    | 'shares'
    | 'roll'
    | 'tally'
    | 'card'
    | 'publication'
    | 'question'
    | 'opening record'
    | 'correction'
    | 'counted list'
    | 'receipt';
  /** Where: a question slot and, for a ballot, the beginning of its id. */
  where: string;
  detail: string;
}

export type Slot = BoxFile['slots'][number];
/** Where in the box: a question and, for a ballot, the beginning of its id. */
export const place = (slot: Slot, ballot?: string) =>
  `question ${slot.questionId} (slot ${slot.slot})${ballot ? `, ballot ${ballot.slice(0, 12)}…` : ''}`;
