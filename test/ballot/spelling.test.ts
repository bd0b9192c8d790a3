import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { ballotRequest } from '../../cloudfunctions/contract/ballot';
import { remarkRequest } from '../../cloudfunctions/contract/remark';
import { readShareFile } from '../../dev/observer/share-file';
import { boxFile } from '../../dev/recount/box-schema';
import { smallBox } from './small-box';

// One value has one spelling wherever a ballot is read: whatever else decodes to the same bytes is not taken.

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** How many letters at the end say the same: those that differ only in bits that are left over. */
const spare = (text: string) => ({ 2: 16, 3: 4 })[text.length % 4] ?? 1;

/** Every way to write it that lenient decoders take for the same bytes, as far as they can be counted. */
function respellings(text: string, at: number): string[] {
  const last = ALPHABET.indexOf(text.at(-1) ?? '');
  const same = spare(text);
  const twins = Array.from({ length: same }, (_none, bit) => ALPHABET[last - (last % same) + bit]).map(
    (end) => `${text.slice(0, -1)}${end}`,
  );
  const within = (sign: string) => `${text.slice(0, at)}${sign}${text.slice(at)}`;
  return [
    ...twins,
    text.replace(/-/g, '+').replace(/_/g, '/'),
    ...['=', '==', '\n', '\r\n', ' ', '\0', '.', 'A'].map((end) => `${text}${end}`),
    ...[' ', '\n', '\t', '=', '票', '\ufeff', '\u200b', '%2D', '\ud800'].map(within),
    ...[' ', '\ufeff'].map((start) => `${start}${text}`),
    // Full-width letters look alike, and some libraries fold them.
    text.replace(/[A-Z]/, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
    encodeURIComponent(`${text}=`),
  ].filter((other) => other !== text);
}

const text = (bytes: number) => randomBytes(bytes).toString('base64url');
const { box, shares } = smallBox();
const file: unknown = JSON.parse(JSON.stringify(box));
const [share] = shares;

type Reader = (value: unknown) => boolean;
const ballot = {
  survey: '2026-11.1',
  slot: '00',
  serial: text(64),
  signature: text(256),
  rating: '1',
  revision: '01',
  proof: text(32),
};
const { rating: _open, ...slip } = ballot;
const isBallot: Reader = (value) => ballotRequest.safeParse(value).success;
const isRemark: Reader = (value) => remarkRequest.safeParse(value).success;
const isBox: Reader = (value) => boxFile.safeParse(value).success;
const isShareFile: Reader = (value) => readShareFile(value) !== null;

/** Where texts of bytes stand. */
const PLACES: [where: string, read: Reader, whole: unknown, path: (string | number)[]][] = [
  ['the serial of a ballot', isBallot, ballot, ['serial']],
  ['the signature of a ballot', isBallot, ballot, ['signature']],
  ['the proof of a ballot', isBallot, ballot, ['proof']],
  ['a sealed rating', isBallot, { ...slip, sealed: text(913) }, ['sealed']],
  [
    'the serial of a remark',
    isRemark,
    { survey: '2026-11.1', serial: text(64), signature: text(256), text: '好' },
    ['serial'],
  ],
  ['a serial of a box', isBox, file, ['slots', 0, 'ballots', 0, 0]],
  ['a signature of a box', isBox, file, ['slots', 0, 'ballots', 0, 1]],
  ['a sealed rating of a box', isBox, file, ['slots', 1, 'sealed', 2]],
  ['a key of a box', isBox, file, ['slots', 1, 'publicKey']],
  ['a closing key of a box', isBox, file, ['closingKeys', 2]],
  ['a key of a share', isShareFile, share, ['slots', 0, 'keys', 1]],
];

function at(value: unknown, [key, ...rest]: (string | number)[]): unknown {
  return key === undefined ? value : at(Object(value)[key], rest);
}
function put(value: unknown, [key, ...rest]: (string | number)[], text: string): unknown {
  if (key === undefined) return text;
  const copy = structuredClone(Object(value));
  copy[key] = put(copy[key], rest, text);
  return copy;
}

test.each(PLACES)('%s has one spelling', (_where, read, whole, path) => {
  expect(read(whole)).toBe(true);
  const written = String(at(whole, path));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: written.length - 1 }), (where) => {
      for (const other of respellings(written, where))
        expect([other, read(put(whole, path, other))]).toEqual([other, false]);
    }),
    { numRuns: 10 },
  );
});
