import { BALLOT_BODY_MAX, type BallotRequest, ballotRequest } from '../contract/ballot';

/** The ballot in an HTTP event, or null when there is none. Looks at method and body only. */
export function readRequest(event: unknown): BallotRequest | null {
  if (typeof event !== 'object' || event === null || !('body' in event)) return null;
  if ('httpMethod' in event && event.httpMethod !== 'POST') return null;
  if (typeof event.body !== 'string' || event.body.length > BALLOT_BODY_MAX * 2) return null;
  const body = isBase64(event) ? Buffer.from(event.body, 'base64').toString('utf8') : event.body;
  if (body.length > BALLOT_BODY_MAX) return null;
  const parsed = ballotRequest.safeParse(readJson(body));
  return parsed.success ? parsed.data : null;
}

/** The gateway is seen to write it as true, as the text "true" and as 1. */
function isBase64(event: object): boolean {
  return 'isBase64Encoded' in event && ['true', '1'].includes(String(event.isBase64Encoded));
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // no ballot; answered as malformed
  }
}
