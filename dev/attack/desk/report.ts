import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SlotKeyPair } from '../../../cloudfunctions/platform/ballots/credential-keys';
import { breachesOf } from './judge';
import { attackAtDesk, buildDeskTown } from './town';
import { ALL_DESK_TOWNS, DESK_TOWNS } from './towns';

/** Attacks every town at its desk and says what came of it. Answers how many are not as they should be. */
export async function attackDesks(
  pairs: readonly SlotKeyPair[],
  say: (line: string) => void,
): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'desk-'));
  try {
    await buildDeskTown(folder);
    let wrong = 0;
    for (const town of ALL_DESK_TOWNS) {
      const lived = await attackAtDesk(folder, town, pairs);
      const breaches = breachesOf(lived);
      const { what, breach } = DESK_TOWNS[town];
      const isAsExpected = breach === null ? breaches.length === 0 : breaches.includes(breach);
      if (!isAsExpected) wrong++;
      const { scan, desk, late } = lived.published.came;
      const invented = lived.inventedByDay.length + lived.inventedAfter.length;
      say(
        `${breaches.length === 0 ? 'HOLDS ' : 'BROKEN'} desk, ${town}: ${what} — ${invented} made up; published: ${scan} by scan, ${desk} at the desk, ${late} late${breaches.length === 0 ? '' : `; ${breaches.join(', ')}`}`,
      );
    }
    return wrong;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
