import { openRatings } from '../observer/open-ratings';
import type { ShareFile } from '../observer/share-file';
import type { BoxFile } from './box-schema';
import { type Finding, place } from './finding';

/** Opens the sealed ratings once more with the observers' files and compares the counts with those in the box. */
export function compareOpening(box: BoxFile, files: readonly ShareFile[]): Finding[] {
  if (!box.closingKeys)
    return [{ what: 'shares', where: 'box', detail: 'its ratings are sealed to no observer' }];
  const { counts, wrong } = openRatings(box, files);
  if (wrong.length > 0)
    return wrong.map(({ number, what, slot, nth }) => ({
      what: 'shares',
      where: slot === undefined ? `observer ${number}` : `observer ${number}, slot ${slot}, rating ${nth}`,
      detail: `this file is not what was sealed: ${what}`,
    }));
  if (box.version === 0) return [];
  return box.slots.flatMap((slot, at): Finding[] => {
    const own = counts[at];
    const isSame =
      own?.invalid === (slot.invalid ?? 0) &&
      Object.entries(own.ratings).every(([code, count]) => Object(slot.ratings)[code] === count);
    return isSame
      ? []
      : [{ what: 'ratings', where: place(slot), detail: 'the observers’ files open other ones' }];
  });
}
