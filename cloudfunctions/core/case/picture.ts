/** Where the phone has put a picture that is kept as this copy; the id itself for what was kept before there were copies. */
export const uploadOf = (fileId: string): string => fileId.replace(/\/kept\/[0-9a-f]{32}\//, '/cases/');

export type PictureKind = 'jpg' | 'png' | 'webp' | 'gif';

/** How many first bytes `pictureKindOf` needs. */
export const HEAD_BYTES = 16;

const starts = (bytes: Uint8Array, at: number, ...expected: number[]) =>
  expected.every((value, index) => bytes[at + index] === value);

/** What the bytes are, whatever the name says; null when they are no picture that we take. */
export function pictureKindOf(bytes: Uint8Array): PictureKind | null {
  if (starts(bytes, 0, 0xff, 0xd8, 0xff)) return 'jpg';
  if (starts(bytes, 0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png';
  if (starts(bytes, 0, 0x47, 0x49, 0x46, 0x38)) return 'gif';
  // RIFF????WEBP
  if (starts(bytes, 0, 0x52, 0x49, 0x46, 0x46) && starts(bytes, 8, 0x57, 0x45, 0x42, 0x50)) return 'webp';
  return null;
}

/**
 * The picture without what tells where, when and with which device it was taken. JPEG loses its APP1–APP15 and comment
 * segments, PNG its text, time and EXIF chunks, both what follows their end. For anonymous items, where such data would
 * name the asker.
 *
 * @returns null when the file is broken, or of a kind whose metadata we cannot take out
 */
export function withoutMetadata(bytes: Uint8Array): Uint8Array | null {
  const kind = pictureKindOf(bytes);
  if (kind === 'jpg') return bareJpeg(bytes);
  return kind === 'png' ? barePng(bytes) : null;
}

const byteAt = (bytes: Uint8Array, at: number) => bytes[at] ?? 0;

function bareJpeg(bytes: Uint8Array): Uint8Array | null {
  const parts = [bytes.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (byteAt(bytes, at) !== 0xff) return null;
    const marker = byteAt(bytes, at + 1);
    const end = at + 2 + byteAt(bytes, at + 2) * 256 + byteAt(bytes, at + 3);
    if (marker === 0xda) {
      const next = markerAfter(bytes, end);
      const isLast = next === bytes.length || byteAt(bytes, next + 1) === 0xd9;
      parts.push(bytes.subarray(at, isLast ? next + 2 : next));
      // Whatever follows is no part of this picture: phones put another one there, with a place of its own.
      if (isLast) return joined(parts);
      at = next;
      continue;
    }
    const isMetadata = (marker >= 0xe1 && marker <= 0xef && marker !== 0xee) || marker === 0xfe;
    if (!isMetadata) parts.push(bytes.subarray(at, end));
    at = end;
  }
  return null;
}

/** Where the compressed data of a scan end: at the next marker that is no part of them, or with the file. */
function markerAfter(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const marker = byteAt(bytes, at + 1);
    const isData = marker === 0 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd7);
    if (!isData) return at;
  }
  return bytes.length;
}

const PNG_METADATA = ['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME'];

function barePng(bytes: Uint8Array): Uint8Array | null {
  const parts = [bytes.subarray(0, 8)];
  let at = 8;
  while (at + 12 <= bytes.length) {
    const length = [0, 1, 2, 3].reduce((sum, index) => sum * 256 + byteAt(bytes, at + index), 0);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const end = at + 12 + length;
    if (end > bytes.length) return null;
    if (!PNG_METADATA.includes(name)) parts.push(bytes.subarray(at, end));
    if (name === 'IEND') return joined(parts);
    at = end;
  }
  return null;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
