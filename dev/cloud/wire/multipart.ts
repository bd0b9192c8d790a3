import { CloudError } from '../errors';

export interface Part {
  name: string;
  fileName: string | undefined;
  bytes: Buffer;
}

/**
 * Splits a multipart body. The SDK sends binary values as plain fields without a type, which form parsers
 * decode as text and so destroy; here a part is bytes.
 */
export function readMultipart(contentType: string, body: Buffer): Part[] {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (boundary === undefined)
    throw new CloudError('INVALID_PARAM', 'the multipart request names no boundary');
  const mark = Buffer.from(`--${boundary}`);
  const parts: Part[] = [];
  let at = body.indexOf(mark);
  while (at >= 0) {
    const next = body.indexOf(mark, at + mark.length);
    if (next < 0) break;
    const part = readPart(body.subarray(at + mark.length + 2, next - 2));
    if (part) parts.push(part);
    at = next;
  }
  return parts;
}

function readPart(block: Buffer): Part | undefined {
  const gap = block.indexOf('\r\n\r\n');
  if (gap < 0) return undefined;
  const head = block.subarray(0, gap).toString('utf8');
  const name = /[;\s]name="([^"]*)"/i.exec(head)?.[1];
  if (name === undefined) return undefined;
  return { name, fileName: /filename="([^"]*)"/i.exec(head)?.[1], bytes: block.subarray(gap + 4) };
}

export function fieldsOf(parts: Part[]): Record<string, string> {
  return Object.fromEntries(
    parts
      .filter((part) => part.fileName === undefined)
      .map((part) => [part.name, part.bytes.toString('utf8')]),
  );
}
