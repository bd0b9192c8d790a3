import type { WallState } from '../contract/wall';
import { surveys } from '../platform/database/collections';
import { _, find } from '../platform/database/store';

const OPENED = ['open', 'closing', 'sealed', 'announced'] as const;
/** A session's own survey and the later rounds held beside it; a wall has room for no more. */
const TOGETHER = 4;

/**
 * The digests of the opening records that a hall can compare with its phones: of the survey that opened last, and of those
 * held beside it. Empty before the first record is public. One round trip.
 */
export async function wallOpenings(): Promise<WallState['openings']> {
  const found = await find(
    surveys,
    { state: _.in([...OPENED]), openingDigest: _.gt('') },
    {
      order: [
        ['opensAt', 'desc'],
        ['sessionNumber', 'desc'],
      ],
      limit: 20,
      fields: ['heldWith', 'sessionNumber', 'round', 'openingDigest'],
    },
  );
  const [newest] = found;
  return found
    .filter(({ heldWith }) => heldWith === newest?.heldWith)
    .slice(0, TOGETHER)
    .map(({ sessionNumber, round, openingDigest }) => ({
      number: sessionNumber,
      round,
      digest: openingDigest,
    }));
}
