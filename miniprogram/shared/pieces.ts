/**
 * One call carries 100 KB of data (docs/fidelity.md). What is larger goes in pieces of so many bytes, which leaves room
 * for the envelope around them.
 */
export const PIECE_BYTES = 80_000;
/** A roster of thirty thousand lines takes about twenty-five. */
export const PIECES_MAX = 60;

/** JSON text in pieces that each fit one call; one piece means that it fits as it is. Joined they are the text again. */
export function cutInPieces(json: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  let bytes = 0;
  for (let at = 0; at < json.length; at += 1) {
    const unit = json.charCodeAt(at);
    bytes += bytesOf(unit);
    // The two halves of an emoji stay together: apart they are no characters.
    const isSecondHalf = unit >= 0xdc00 && unit <= 0xdfff;
    if (bytes <= PIECE_BYTES || isSecondHalf) continue;
    pieces.push(json.slice(start, at));
    start = at;
    bytes = bytesOf(unit);
  }
  return [...pieces, json.slice(start)];
}

/** As UTF-8 inside a JSON string, where quotes and backslashes take two. */
function bytesOf(unit: number): number {
  if (unit === 0x22 || unit === 0x5c) return 2;
  if (unit < 0x80) return 1;
  return unit < 0x800 ? 2 : 3;
}
