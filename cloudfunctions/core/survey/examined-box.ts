import {
  SEALED_TEXT_LENGTH,
  SERIAL_TEXT_LENGTH,
  SIGNATURE_TEXT_LENGTH,
  spellingOf,
} from '../../../miniprogram/shared/ballot';
import { isRatingCode } from '../../../miniprogram/shared/rating';
import { type BallotEntry, type BallotShard, ballotId, placeOf } from './ballot-box';

// Whoever can write to the database can lay into the box what never passed its door. So before the seal each entry is
// looked at again: what is no ballot is not counted, and listed in the box. The recount looks once more.

/** Why an entry is no ballot. `question`: of no question that is rated. `place`: not where its serial puts it. */
export const LEFT_OUT_REASONS = ['question', 'shape', 'spelling', 'id', 'place', 'signature'] as const;

/** An entry that is not counted: where it lay, and why. Nothing of what was in it. */
export interface LeftOut {
  shard: string;
  cell: string;
  id: string;
  why: (typeof LEFT_OUT_REASONS)[number];
}

/** Longest part of a name that is listed: who planted an entry also chose its names. */
const NAME_MAX = 80;
const named = (name: unknown): string => String(name).slice(0, NAME_MAX);

const serialSpelling = spellingOf(SERIAL_TEXT_LENGTH);
const signatureSpelling = spellingOf(SIGNATURE_TEXT_LENGTH);
const sealedSpelling = spellingOf(SEALED_TEXT_LENGTH);

/** Whether a signature is the one of a question's key over a serial; by slot, for the questions that are rated. */
export type Verifiers = ReadonlyMap<number, (serial: string, signature: string) => boolean>;

/**
 * The shards of a frozen box with nothing but ballots in them, and what else lay there, in order of its place. Only the
 * questions of `verifiers` are rated. `areSealed`: ratings are for observers to open, and no open one is a ballot.
 */
export function examine(
  shards: readonly BallotShard[],
  verifiers: Verifiers,
  areSealed = false,
): { valid: BallotShard[]; leftOut: LeftOut[] } {
  const leftOut: LeftOut[] = [];
  const valid = shards.map((shard) => {
    const cells: BallotShard['cells'] = {};
    for (const [cell, entries] of entriesOf(shard.cells))
      for (const [id, entry] of entriesOf(entries)) {
        const why = faultOf(shard, cell, id, entry, verifiers, areSealed);
        if (why === null && isEntry(entry, areSealed)) cells[cell] = { ...cells[cell], [id]: entry };
        else leftOut.push({ shard: named(shard._id), cell: named(cell), id: named(id), why: why ?? 'shape' });
      }
    return { ...shard, cells };
  });
  return {
    valid: valid.filter(({ slot }) => verifiers.has(slot)),
    leftOut: leftOut.sort((left, right) => (placeText(left) < placeText(right) ? -1 : 1)),
  };
}

/** What stands under which name; a value that holds no names counts as one nameless entry. */
const entriesOf = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [['', value]];

const placeText = ({ shard, cell, id }: LeftOut): string => `${shard} ${cell} ${id}`;

function faultOf(
  shard: BallotShard,
  cell: string,
  id: string,
  entry: unknown,
  verifiers: Verifiers,
  areSealed: boolean,
): LeftOut['why'] | null {
  const isSigned = verifiers.get(shard.slot);
  if (!isSigned) return 'question';
  if (!isEntry(entry, areSealed)) return 'shape';
  const { serial, signature, sealed } = entry;
  if (!serialSpelling.test(serial) || !signatureSpelling.test(signature)) return 'spelling';
  if (sealed !== undefined && !sealedSpelling.test(sealed)) return 'spelling';
  if (ballotId(shard.survey, shard.slot, serial) !== id) return 'id';
  const place = placeOf(shard.survey, shard.slot, id);
  if (place.shard !== shard._id || place.cell !== cell) return 'place';
  return isSigned(serial, signature) ? null : 'signature';
}

/** A ballot and nothing beside it. */
function isEntry(entry: unknown, areSealed: boolean): entry is BallotEntry {
  if (typeof entry !== 'object' || entry === null) return false;
  const { serial, signature, rating, sealed, revision, ...more } = Object.fromEntries(Object.entries(entry));
  return (
    typeof serial === 'string' &&
    typeof signature === 'string' &&
    (areSealed
      ? typeof sealed === 'string' && rating === undefined
      : typeof rating === 'string' && isRatingCode(rating) && sealed === undefined) &&
    typeof revision === 'number' &&
    Object.keys(more).length === 0
  );
}
