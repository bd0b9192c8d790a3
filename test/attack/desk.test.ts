import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SlotKeyPair } from '../../cloudfunctions/platform/ballots/credential-keys';
import { breachesOf } from '../../dev/attack/desk/judge';
import { attackAtDesk, buildDeskTown } from '../../dev/attack/desk/town';
import { ALL_DESK_TOWNS, DESK_TOWNS } from '../../dev/attack/desk/towns';
import { townKeys } from '../../dev/attack/town';
import { SLOTS_PER_SESSION } from '../../miniprogram/shared/ballot';

const folder = mkdtempSync(join(tmpdir(), 'desk-test-'));
let pairs: SlotKeyPair[];
beforeAll(async () => {
  [pairs] = await Promise.all([townKeys(SLOTS_PER_SESSION), buildDeskTown(folder)]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a member of the desk who makes voters', () => {
  it('leaves each of them in the published counts and the sealed box, and gets nobody in alone after the close', async () => {
    const lived = await attackAtDesk(folder, 'none', pairs);
    expect(breachesOf(lived)).toEqual([]);
    expect(lived.published.came).toEqual({ scan: 8, desk: 4, late: 0 });
    expect(lived.published.sealed).toEqual(lived.published.came);
  });

  it.each(ALL_DESK_TOWNS.filter((town) => town !== 'none').map((town) => [town, DESK_TOWNS[town]] as const))(
    'gets away with it in the town %s, and is found out by what it lacks',
    async (town, { breach }) => {
      expect(breachesOf(await attackAtDesk(folder, town, pairs))).toContain(breach);
    },
  );
});
