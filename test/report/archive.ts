import { inflateRawSync } from 'node:zlib';

/** One file of a zip archive, found by its entry in the directory at the end. */
export function partOf(bytes: Buffer, name: string): string {
  const entry = bytes.lastIndexOf(name) - 46;
  const local = bytes.readUInt32LE(entry + 42);
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  return inflateRawSync(bytes.subarray(start, start + bytes.readUInt32LE(entry + 20))).toString();
}
