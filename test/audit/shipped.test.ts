import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { advisoriesOf } from '../../dev/audit/advisories';
import { isAllowed, refusedLicences } from '../../dev/audit/licences';
import { type Shipped, shippedPackages } from '../../dev/audit/shipped';
import { root } from '../../dev/root';

const shipped = (name: string, license: string): Shipped => ({
  name,
  version: '1.0.0',
  license,
  in: ['functions'],
});

test.each([
  ['MIT', true],
  ['Apache-2.0', true],
  ['(MIT OR GPL-3.0-only)', true],
  ['MIT AND BSD-3-Clause', true],
  ['MIT AND GPL-3.0-only', false],
  ['GPL-3.0-only', false],
  ['AGPL-3.0-or-later', false],
  ['UNLICENSED', false],
  ['', false],
])('a package under "%s" may be shipped: %s', (license, isShippable) => {
  expect(isAllowed(license)).toBe(isShippable);
});

test('what names no licence is refused until somebody has looked at that very version', () => {
  const known = { ...shipped('@cloudbase/signature-nodejs', ''), version: '2.2.0' };
  const newer = { ...known, version: '2.3.0' };
  expect(refusedLicences([known, newer, shipped('x', '')])).toEqual([newer, shipped('x', '')]);
});

test('everything that is shipped today may be shipped', async () => {
  const all = await shippedPackages();
  const names = (where: Shipped['in'][number]) =>
    all.filter((one) => one.in.includes(where)).map(({ name }) => name);
  expect(names('functions')).toEqual(expect.arrayContaining(['wx-server-sdk', '@cloudbase/node-sdk', 'zod']));
  expect(names('mini program')).toEqual(expect.arrayContaining(['tdesign-miniprogram', '@noble/hashes']));
  expect(all.map(({ name }) => name)).not.toContain('jest');
  expect(refusedLicences(all)).toEqual([]);
});

// SECURITY.md says why it stays: the SDKs are shipped as they are, and it speaks to the platform only.
test('the old HTTP library is in the functions through the SDK of the platform alone', () => {
  const lock = z
    .object({
      packages: z.record(
        z.string(),
        z.looseObject({ dependencies: z.record(z.string(), z.string()).optional() }),
      ),
    })
    .parse(JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')));
  const users = Object.entries(lock.packages).filter(
    ([, { dependencies }]) => dependencies?.axios !== undefined,
  );
  expect(users.map(([name]) => name.split('node_modules/').at(-1))).toEqual([
    '@cloudbase/node-sdk',
    '@cloudbase/node-sdk',
  ]);
});

test('a known vulnerability counts where its package is shipped', async () => {
  const via = [{ title: 'overflow', severity: 'high', url: 'https://example.org/1' }, 'y'];
  const said = JSON.stringify({ vulnerabilities: { x: { via }, unused: { via } } });
  expect(await advisoriesOf([shipped('x', 'MIT')], said)).toEqual({
    isKnown: true,
    found: [{ name: 'x', severity: 'high', title: 'overflow', url: 'https://example.org/1' }],
  });
});

test.each([
  ['an error', JSON.stringify({ message: '405 Method Not Allowed', error: {} }), '405 Method Not Allowed'],
  ['no JSON', 'npm error network', 'npm error network'],
  ['nothing', '', 'no JSON'],
])('a registry that answers %s is not taken for one that knows of nothing', async (_what, said, why) => {
  expect(await advisoriesOf([shipped('x', 'MIT')], said)).toEqual({
    isKnown: false,
    why: expect.stringContaining(why),
  });
});
