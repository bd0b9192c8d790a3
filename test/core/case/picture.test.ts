import {
  HEAD_BYTES,
  pictureKindOf,
  uploadOf,
  withoutMetadata,
} from '../../../cloudfunctions/core/case/picture';

const text = (words: string) => Array.from(Buffer.from(words, 'latin1'));
const START = [0xff, 0xd8];
/** A segment of a JPEG file; its length counts its own two bytes. */
const segment = (marker: number, body: number[]) => [
  0xff,
  marker,
  (body.length + 2) >> 8,
  (body.length + 2) & 255,
  ...body,
];
const SCAN = [...segment(0xda, [1, 2]), 7, 8, 9, 0xff, 0xd9];
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const chunk = (name: string, body: number[]) => [
  0,
  0,
  body.length >> 8,
  body.length & 255,
  ...text(name),
  ...body,
  1,
  2,
  3,
  4,
];
const END = chunk('IEND', []);
const bare = (...parts: number[][]) => {
  const left = withoutMetadata(Uint8Array.from(parts.flat()));
  return left && Array.from(left);
};

describe('a JPEG picture', () => {
  const tables = segment(0xdb, [5, 5, 5]);

  test.each([
    ['place and device (EXIF)', 0xe1],
    ['colours, and other pictures', 0xe2],
    ['the last of its kind', 0xef],
    ['a comment', 0xfe],
  ])('loses %s', (_label, marker) => {
    expect(bare(START, segment(marker, text('GPS')), tables, SCAN)).toEqual([...START, ...tables, ...SCAN]);
  });

  test.each([
    ['its size', 0xe0],
    ['how its colours are meant (Adobe)', 0xee],
    ['its tables', 0xdb],
    ['its frame', 0xc0],
    ['what has no name here', 0xf7],
  ])('keeps %s', (_label, marker) => {
    const kept = segment(marker, text('needed'));
    expect(bare(START, kept, SCAN)).toEqual([...START, ...kept, ...SCAN]);
  });

  test('loses a segment of many bytes whole', () => {
    expect(bare(START, segment(0xe1, Array(700).fill(9)), SCAN)).toEqual([...START, ...SCAN]);
  });

  test('ends where it says: another picture behind it, with its own place and device, goes', () => {
    const second = [...START, ...segment(0xe1, text('GPS')), ...SCAN];
    expect(bare(START, tables, SCAN, second)).toEqual([...START, ...tables, ...SCAN]);
  });

  test('of several scans keeps them all, and loses what is told between them', () => {
    // In the data of a scan FF 00 is a byte, FF D0 to FF D7 are marks in it, and FF FF is filling.
    const scan = [...segment(0xda, [1]), 4, 0xff, 0, 5, 0xff, 0xd0, 6, 0xff, 0xd7, 7];
    const more = segment(0xc4, [3, 3]);
    expect(bare(START, scan, more, scan, segment(0xfe, text('GPS')), SCAN)).toEqual([
      ...START,
      ...scan,
      ...more,
      ...scan,
      ...SCAN,
    ]);
    const filled = [...segment(0xda, [1]), 4, 0xff, 0xff, 0xd9];
    expect(bare(START, filled)).toEqual([...START, ...filled]);
  });

  test.each([
    ['in its data', [4, 5]],
    ['in a mark', [4, 0xff]],
    ['before its data', []],
  ])('that breaks off %s is kept as far as it goes', (_label, data) => {
    const cut = [...segment(0xda, []), ...data];
    expect(bare(START, cut)).toEqual([...START, ...cut]);
  });

  test.each([
    ['without a scan', [START, tables]],
    ['that ends in a segment', [START, segment(0xe1, Array(99).fill(1)).slice(0, 50)]],
    ['whose segments do not follow each other', [START, [0xff, 0xe0, 0, 2], [1, 2, 3, 4, 5], SCAN]],
    ['whose scan begins with no marker', [START, tables, [0, 0xda, 0, 2, 7, 0xff, 0xd9]]],
    ['of its beginning alone', [[0xff, 0xd8, 0xff]]],
  ])('%s is broken', (_label, parts) => {
    expect(bare(...parts)).toBeNull();
  });
});

describe('a PNG picture', () => {
  const header = chunk('IHDR', [1, 2, 3]);
  const data = chunk('IDAT', Array(300).fill(6));

  test.each(['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME'])('loses its %s', (name) => {
    expect(bare(PNG, header, chunk(name, text('GPS')), data, END)).toEqual([
      ...PNG,
      ...header,
      ...data,
      ...END,
    ]);
  });

  test('ends where it says, whatever follows', () => {
    expect(bare(PNG, header, END, text('GPS'))).toEqual([...PNG, ...header, ...END]);
  });

  test.each([
    ['without an end', [PNG, header, data]],
    ['that is cut in a chunk', [PNG, header, data.slice(0, 100)]],
    ['that is cut by its last byte', [PNG, header, END.slice(0, -1)]],
    ['whose end is longer than the file', [PNG, header, [0, 0, 0, 5, ...text('IEND'), 1, 2, 3, 4]]],
    ['whose chunk is longer than the file', [PNG, [1, 0, 0, 0, ...text('IDAT'), 1, 2, 3, 4], END]],
  ])('%s is broken', (_label, parts) => {
    expect(bare(...parts)).toBeNull();
  });
});

test.each([
  ['gif', text('GIF89a')],
  ['gif that ends like a PNG', [...text('GIF89a'), 0, 0, ...END]],
  ['webp', [...text('RIFF'), 0, 0, 0, 0, ...text('WEBP')]],
  ['nothing', []],
])('of a %s nobody knows how to take out what it tells', (_label, bytes) => {
  expect(bare(bytes)).toBeNull();
});

test.each([
  ['a sound', [...text('RIFF'), 0, 0, 0, 0, ...text('WAVE')]],
  ['WEBP without its frame', [...text('RIFX'), 0, 0, 0, 0, ...text('WEBP')]],
  ['half a beginning', [0xff, 0xd8]],
  ['PNG in the first half only', PNG.slice(0, 4)],
])('%s is no picture', (_label, bytes) => {
  expect(pictureKindOf(Uint8Array.from(bytes))).toBeNull();
});

test('the first bytes that are read are enough for every kind', () => {
  const webp = [...text('RIFF'), 0, 0, 0, 0, ...text('WEBPVP8 rest')];
  expect(pictureKindOf(Uint8Array.from(webp.slice(0, HEAD_BYTES)))).toBe('webp');
});

test.each([
  ['cloud://e/kept/0123456789abcdef0123456789abcdef/a.jpg', 'cloud://e/cases/a.jpg'],
  ['cloud://e/cases/a.jpg', 'cloud://e/cases/a.jpg'],
  ['cloud://e/kept/short/a.jpg', 'cloud://e/kept/short/a.jpg'],
  [
    'cloud://e/kept/0123456789ABCDEF0123456789ABCDEF/a.jpg',
    'cloud://e/kept/0123456789ABCDEF0123456789ABCDEF/a.jpg',
  ],
])('%s was put there as %s', (kept, uploaded) => {
  expect(uploadOf(kept)).toBe(uploaded);
});
