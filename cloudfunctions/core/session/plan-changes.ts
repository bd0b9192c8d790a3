import { nameWithOffice } from '../../../miniprogram/shared/name-with-office';
import type { Difference } from '../../../miniprogram/shared/session-changes';
import type { SessionPlan } from '../../contract/session';

/** A change after the preview, as everybody may read it. Persisted in `sessions`. */
export interface PublicChange {
  /** Milliseconds since the epoch. */
  at: number;
  reason: string;
  differences: Difference[];
}

/** More names than this make a message that nobody reads. */
const NAMES_SHOWN = 5;

/** What of a preview concerns whoever has booked: place, chair and who answers. Topics and notes do not. */
export function differencesOf(before: SessionPlan, after: SessionPlan): Difference[] {
  const differences: Difference[] = [];
  if (before.venue !== after.venue) differences.push({ what: 'venue', from: before.venue, to: after.venue });
  const chairs = [nameWithOffice(before.chair), nameWithOffice(after.chair)] as const;
  if (chairs[0] !== chairs[1]) differences.push({ what: 'chair', from: chairs[0], to: chairs[1] });
  const [were, are] = [before.attendees.map(nameWithOffice), after.attendees.map(nameWithOffice)];
  const gone = were.filter((person) => !are.includes(person));
  const added = are.filter((person) => !were.includes(person));
  if (gone.length + added.length > 0)
    differences.push({ what: 'attendees', from: namesWords(gone), to: namesWords(added) });
  return differences;
}

const namesWords = (names: readonly string[]): string =>
  names.length > NAMES_SHOWN
    ? `${names.slice(0, NAMES_SHOWN).join('、')}等${names.length}人`
    : names.join('、');
