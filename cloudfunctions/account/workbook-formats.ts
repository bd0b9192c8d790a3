import { inflateRawSync } from 'node:zlib';

// What a cell shows is its value through a number format: 7001 under 0000000000 is shown as 0000007001. The reader of
// sheets gives values only, so the formats are looked up in the workbook itself (ECMA-376 part 1, 18.8: styles.xml).

/** Styles are small; what unzips to more is not read. */
const STYLES_MAX = 5_000_000;
/** Formats that a workbook need not describe and that show a whole number digit by digit: General, 0, text. */
const PLAIN_BUILT_IN: readonly number[] = [0, 1, 49];

/**
 * May a whole number in this workbook be shown otherwise than digit by digit? True as soon as one of its cell styles
 * has such a format, and where the styles cannot be read.
 */
export function mayReshapeNumbers(workbook: Buffer): boolean {
  const styles = entryOf(workbook, 'xl/styles.xml');
  if (styles === null) return true;
  const codes = new Map<number, string>();
  for (const [tag] of styles.matchAll(/<numFmt\b[^>]*>/g)) {
    const id = attribute(tag, 'numFmtId');
    const code = attribute(tag, 'formatCode');
    if (id !== null && code !== null) codes.set(Number(id), code);
  }
  const [, used = ''] = /<cellXfs\b[^>]*>([\s\S]*?)<\/cellXfs>/.exec(styles) ?? [];
  return [...used.matchAll(/<xf\b[^>]*>/g)].some(([tag]) => {
    const id = Number(attribute(tag, 'numFmtId') ?? 0);
    const code = codes.get(id);
    return code === undefined ? !PLAIN_BUILT_IN.includes(id) : !/^(General|0|@)$/i.test(code);
  });
}

const attribute = (tag: string, name: string): string | null =>
  new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? null;

const END = 0x06054b50;
const ENTRY = 0x02014b50;

/** The text of one file of a zip archive (APPNOTE 4.3), or null when it is not there or cannot be read. */
function entryOf(zip: Buffer, name: string): string | null {
  const end = zip.lastIndexOf(Buffer.from('504b0506', 'hex'));
  if (end < 0 || end + 22 > zip.length || zip.readUInt32LE(end) !== END) return null;
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== ENTRY) return null;
    const nameLength = zip.readUInt16LE(at + 28);
    if (zip.toString('utf8', at + 46, at + 46 + nameLength) === name) return unzipped(zip, at);
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return null;
}

function unzipped(zip: Buffer, entry: number): string | null {
  const method = zip.readUInt16LE(entry + 10);
  const size = zip.readUInt32LE(entry + 20);
  const local = zip.readUInt32LE(entry + 42);
  if (local + 30 > zip.length) return null;
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const packed = zip.subarray(start, start + size);
  if (method === 0) return packed.toString('utf8');
  if (method !== 8) return null;
  try {
    return inflateRawSync(packed, { maxOutputLength: STYLES_MAX }).toString('utf8');
  } catch {
    // Broken or too large: whoever asks takes it as unknown.
    return null;
  }
}
