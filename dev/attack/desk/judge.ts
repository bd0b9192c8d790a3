import type { DeskAttack } from './town';
import type { Breach } from './towns';

/**
 * What the desk got away with. The desk may let in whomever it likes while the doors are open, and nobody can prevent
 * that; but every voter whom it made must stand in the published counts as the desk's, by the name of who did it, and
 * after the close nobody comes in by one person alone.
 */
export function breachesOf({ published, came, inventedByDay, inventedAfter }: DeskAttack): Breach[] {
  const { came: shown, sealed, eligible, entries } = published;
  const invented = new Set([...inventedByDay, ...inventedAfter]);
  const voters = entries.filter(({ personId }) => invented.has(personId));
  const breaches = new Set<Breach>();
  for (const counts of [shown, sealed]) {
    // Who holds no credentials came in all the same, and may not vote.
    const isWhole = counts.scan + counts.desk + counts.late >= eligible;
    if (!isWhole || counts.scan > came.length || counts.desk + counts.late < voters.length)
      breaches.add('hidden');
  }
  for (const { personId, by, confirmedBy } of voters) {
    if (by === null) breaches.add('nameless');
    if (inventedAfter.includes(personId) && (confirmedBy === null || confirmedBy === by))
      breaches.add('alone');
  }
  return [...breaches].sort();
}
