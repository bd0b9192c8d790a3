import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SlotKeyPair } from '../../cloudfunctions/platform/ballots/credential-keys';
import { ALL_PROXY_LEAKS, PROXY_LEAKS } from '../../dev/attack/proxy/leak';
import { isProxyTownAsExpected, lookThrough } from '../../dev/attack/proxy/look';
import { liveBehindProxy } from '../../dev/attack/proxy/town';
import { buildTown, type TownFiles } from '../../dev/attack/town-build';
import { keySet } from '../ballot/signer';

const folder = mkdtempSync(join(tmpdir(), 'proxy-test-'));
let files: TownFiles;
let pair: SlotKeyPair;

beforeAll(async () => {
  files = await buildTown(folder);
  const [made] = keySet(1).pairs;
  if (!made) throw new Error('no key');
  pair = made;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the college's own proxy, which sees addresses and every byte", () => {
  it.each(ALL_PROXY_LEAKS.map((leak) => [leak, PROXY_LEAKS[leak].what] as const))(
    'of %s (%s) finds what it should',
    async (leak) => {
      const { passed, known } = await liveBehindProxy(leak, 12, pair, files);
      expect(passed.length).toBeGreaterThan(12);
      const findings = lookThrough(passed, known);
      if (leak === 'none') expect(findings).toEqual([]);
      expect(isProxyTownAsExpected(findings, leak)).toBe(true);
    },
  );
});
