import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ballotId } from '../../cloudfunctions/core/survey/ballot-box';
import { countedList, keySetOf } from '../../cloudfunctions/core/survey/sealed-box';
import { observerCommand } from '../../dev/observer/command';
import { checkKeys } from '../../dev/recount/check-keys';
import { recountCommand } from '../../dev/recount/command';
import { writeReceipts } from '../../miniprogram/shared/box-receipt';
import { receiptFor } from './box-double';
import { smallBox } from './small-box';

// Whatever an observer is handed: each place of each file, spoilt in each way, is refused or a finding. It never passes, and
// it never ends in a trace.

const folder = mkdtempSync(join(tmpdir(), 'malformed-'));
const home = process.cwd();
// Share files are written where the command is typed.
beforeAll(() => process.chdir(folder));
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

const { box, record, shares, keyFiles } = smallBox();
const [serial = ''] = box.slots[0]?.ballots[0] ?? [];
const receipt = {
  survey: box.survey,
  id: ballotId(box.survey, 0, serial),
  revision: 1,
  signature: receiptFor({ survey: box.survey, slot: '00', serial, revision: '01' }),
};
const files: Readonly<Record<string, unknown>> = {
  box,
  record,
  counted: { survey: box.survey, digest: box.ballotDigest, ids: countedList(box) },
  'shares-1': shares[0],
  'shares-2': shares[1],
  receipt: JSON.parse(writeReceipts([receipt])),
  key: keyFiles[0],
};

const pathOf = (name: string): string => join(folder, `${name}.json`);
const write = (name: string, content: unknown): void =>
  writeFileSync(pathOf(name), typeof content === 'string' ? content : JSON.stringify(content));

/** Runs a command quietly. */
function quietly<T>(run: () => T): T {
  const said = (['log', 'error'] as const).map((way) =>
    jest.spyOn(console, way).mockImplementation(() => undefined),
  );
  try {
    return run();
  } finally {
    for (const each of said) each.mockRestore();
  }
}

const ANCHORS: [option: string, ...values: string[]][] = [
  ['--record', pathOf('record')],
  ['--opening', record.digest],
  ['--digest', box.digest],
  ['--key-set', keySetOf(box)],
  ['--counted', pathOf('counted')],
  ['--shares', pathOf('shares-1'), '--shares', pathOf('shares-2')],
];
const recounted = (): number =>
  quietly(() => recountCommand([pathOf('box'), ...ANCHORS.flat(), '--receipt', pathOf('receipt')]));
const observed = (name: string, ...args: string[]): number =>
  quietly(() => observerCommand(name, args.map(pathOf)));

type Path = readonly (string | number)[];

/** The way to every value in a file, the file itself first. */
function placesOf(value: unknown, path: Path = []): Path[] {
  const entries = Array.isArray(value)
    ? value.map((each, at): [number, unknown] => [at, each])
    : typeof value === 'object' && value !== null
      ? Object.entries(value)
      : [];
  return [path, ...entries.flatMap(([key, each]) => placesOf(each, [...path, key]))];
}

function spoilt(value: unknown, [key, ...rest]: Path, how: (value: unknown) => unknown): unknown {
  if (key === undefined) return how(value);
  if (Array.isArray(value)) return value.map((each, at) => (at === key ? spoilt(each, rest, how) : each));
  return Object.fromEntries(
    Object.entries(Object(value)).map(([name, each]) => [
      name,
      name === key ? spoilt(each, rest, how) : each,
    ]),
  );
}

/** As somebody types it who copies it from paper: one letter is another one. */
function changedLetter(text: string, where = 0.5): string {
  const at = Math.floor(text.length * where);
  return `${text.slice(0, at)}${text[at] === 'B' ? 'C' : 'B'}${text.slice(at + 1)}`;
}

const WAYS: [label: string, how: (value: unknown) => unknown][] = [
  ['gone', () => undefined],
  ['null', () => null],
  ['outside ASCII', () => '票'],
  ['half a sign', () => '\ud800'],
  ['a number that is not whole', () => 0.5],
  ['more than can be counted', () => 1e300],
  ['below nothing', () => -1],
  ['a list in a list', () => [[]]],
  ['an object', () => ({ $ne: '' })],
  ['its other spelling', (value) => (typeof value === 'string' ? `${value}=` : `${String(value)}`)],
  ['a letter changed', (value) => (typeof value === 'string' ? changedLetter(value) : String(value))],
  ['a line more', (value) => (typeof value === 'string' ? `${value}\n` : [value, value])],
];

test('as they are, everything holds', () => {
  for (const [name, content] of Object.entries(files)) write(name, content);
  expect(recounted()).toBe(0);
  expect(observed('open', 'box', 'shares-1', 'shares-2')).toBe(0);
});

test.each(ANCHORS)('without %s a box that agrees with everything else does not hold', (without) => {
  for (const [name, content] of Object.entries(files)) write(name, content);
  const others = ANCHORS.filter(([option]) => option !== without).flat();
  expect(quietly(() => recountCommand([pathOf('box'), ...others]))).toBe(3);
});

/** Node's way from the parts of a key to its text. */
const spki = (key: KeyObject): string => key.export({ format: 'der', type: 'spki' }).toString('base64url');
/** The modulus of a key under the name of another algorithm: a second spelling of the same key. */
const asPss = (publicKey: string): string => {
  const hex = Buffer.from(publicKey, 'base64url').toString('hex');
  return Buffer.from(
    `30820120300b06092a864886f70d01010a${hex.slice(hex.indexOf('0382010f00'))}`,
    'hex',
  ).toString('base64url');
};
const [firstKey = ''] = box.slots.map(({ publicKey }) => publicKey);

test.each<[string, string]>([
  ['its own, named for another algorithm', asPss(box.slots[1]?.publicKey ?? '')],
  ["another question's", firstKey],
  ["another question's, named for another algorithm", asPss(firstKey)],
  ['shorter', spki(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey)],
  [
    'of a small exponent',
    spki(generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 }).publicKey),
  ],
  ['of a curve', spki(generateKeyPairSync('ed25519').publicKey)],
])('a key that is %s is named, whatever fingerprint was published for it', (_label, publicKey) => {
  const fingerprint = createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex');
  const slots = box.slots.map((slot, at) => (at === 1 ? { ...slot, publicKey } : slot));
  const findings = checkKeys({ ...box, slots, fingerprints: [box.fingerprints[0] ?? '', fingerprint] }, {});
  expect(findings.map(({ what }) => what)).toContain('key');
  expect(checkKeys(box, {})).toEqual([]);
});

/** Each place of a file spoilt in one way, as the command ends with it; `trace` for an error that nobody expects. */
function endings(
  name: string,
  how: (value: unknown) => unknown,
  run: () => number,
): [string, number | string][] {
  for (const [each, content] of Object.entries(files)) write(each, content);
  return placesOf(files[name]).flatMap((path): [string, number | string][] => {
    const text = JSON.stringify(spoilt(files[name], path, how)) ?? '';
    if (text === JSON.stringify(files[name])) return [];
    write(name, text);
    try {
      return [[path.join('.'), run()]];
    } catch (error) {
      return [[path.join('.'), `trace: ${error}`]];
    }
  });
}

describe.each(['box', 'record', 'counted', 'shares-1'])('a recount whose file %s', (name) => {
  test.each(WAYS)('has any one value %s is told so', (_label, how) => {
    expect(endings(name, how, recounted).filter(([, code]) => code !== 1 && code !== 2)).toEqual([]);
  });
});

test.each(WAYS)('a receipt with any one value %s proves nothing', (_label, how) => {
  const codes = endings('receipt', how, recounted).map(([, code]) => code);
  expect(codes.filter((code) => code !== 0 && code !== 2)).toEqual([]);
});

describe('an observer', () => {
  // A private key says some of its numbers twice, and a letter wrong in one of them may do no harm.
  const sharesByKey = (): number => {
    const code = observed('share', 'box', 'key');
    const given = code === 0 ? readFileSync(join(folder, `shares-${box.survey}-1.json`), 'utf8') : null;
    return given === null || given === JSON.stringify(shares[0]) ? 1 : code;
  };
  const typed: typeof WAYS = Array.from({ length: 15 }, (_none, at) => [
    `typed with a letter wrong at ${at + 1}/16`,
    (value) => (typeof value === 'string' ? changedLetter(value, (at + 1) / 16) : String(value)),
  ]);

  test.each([...WAYS, ...typed])('whose key has any one value %s gives no wrong shares', (_label, how) => {
    expect(endings('key', how, sharesByKey).filter(([, code]) => code !== 1)).toEqual([]);
  });

  test.each(WAYS)('with a share file that has any one value %s opens nothing', (_label, how) => {
    const ended = endings('shares-1', how, () => observed('open', 'box', 'shares-1', 'shares-2'));
    expect(ended.filter(([, code]) => code !== 1)).toEqual([]);
  });

  // What observers open does not hang on all of the box: the recount looks at the rest.
  test.each(WAYS)('with a box that has any one value %s opens it or is told why not', (_label, how) => {
    const ended = endings('box', how, () => observed('open', 'box', 'shares-1', 'shares-2'));
    expect(ended.filter(([, code]) => code !== 0 && code !== 1)).toEqual([]);
  });
});
