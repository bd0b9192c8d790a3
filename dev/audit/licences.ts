import type { Shipped } from './shipped';

/** Licences under which code may be shipped in a work under MIT: all of them ask for no more than their notice. */
const ALLOWED: readonly string[] = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
  'Zlib',
];

const OF_THE_SDK =
  'names no licence; a part that the vendor publishes for its own @cloudbase/node-sdk, which is under MIT';

/** What names no licence and is shipped all the same, by name and version: the next version is looked at again. */
export const UNNAMED: Readonly<Record<string, string>> = {
  '@cloudbase/signature-nodejs 2.2.0': OF_THE_SDK,
  '@cloudbase/wx-cloud-client-sdk 1.7.1': OF_THE_SDK,
};

/** Whether an SPDX expression lets the code be shipped: one of an OR, all of an AND. */
export function isAllowed(license: string): boolean {
  const plain = license.replace(/[()]/g, ' ').trim();
  if (/\sAND\s/.test(plain)) return plain.split(/\sAND\s/).every(isAllowed);
  if (/\sOR\s/.test(plain)) return plain.split(/\sOR\s/).some(isAllowed);
  return ALLOWED.includes(plain);
}

/** What may not be shipped as it is licensed, or names no licence and nobody has looked at it. */
export const refusedLicences = (shipped: readonly Shipped[]): Shipped[] =>
  shipped.filter(
    ({ name, version, license }) =>
      !(isAllowed(license) || (license === '' && `${name} ${version}` in UNNAMED)),
  );
