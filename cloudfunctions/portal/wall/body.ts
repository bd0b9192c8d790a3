/** Longest request of a wall that is read at all, in bytes. */
const BODY_MAX = 500;

/** The JSON in an HTTP event, or null when there is none. Looks at the body only. */
export function bodyOf(event: unknown): unknown {
  if (typeof event !== 'object' || event === null || !('body' in event)) return null;
  if (typeof event.body !== 'string' || event.body.length > BODY_MAX * 2) return null;
  // The gateway is seen to write it as true, "true" or 1.
  const isBase64 = 'isBase64Encoded' in event && ['true', '1'].includes(String(event.isBase64Encoded));
  const body = isBase64 ? Buffer.from(event.body, 'base64').toString('utf8') : event.body;
  if (Buffer.byteLength(body) > BODY_MAX) return null;
  try {
    return JSON.parse(body);
  } catch {
    return null; // answered as malformed
  }
}
