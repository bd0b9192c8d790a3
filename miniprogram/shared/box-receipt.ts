// What the ballot box signs when it has counted a ballot, and what a rater shows when that ballot is missing later: that the
// box had it, and nothing of how it was rated (docs/anonymity.md, "A ballot that is missing").

/** What is signed, ASCII: RSASSA-PKCS1-v1_5 with SHA-256, which gives the same signature however often it is asked for. */
export const receiptText = (survey: string, id: string, revision: number): string =>
  `four-point-dialogue/receipt/1|${survey}|${id}|${revision}`;

/** That the box of a survey had a ballot. `id` is its name in the public list, `signature` base64url. */
export interface BoxReceipt {
  survey: string;
  id: string;
  revision: number;
  signature: string;
}

const FORMAT = 'four-point-dialogue/receipts/1';

/** Receipts as text, to be copied, sent and read by whoever checks them. */
export const writeReceipts = (receipts: readonly BoxReceipt[]): string =>
  JSON.stringify({ format: FORMAT, receipts }, null, 1);

/** Reads what `writeReceipts` wrote; null for anything else. */
export function readReceipts(text: string): BoxReceipt[] | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null; // cut short, or something else was pasted
  }
  if (typeof value !== 'object' || value === null || !('receipts' in value) || !('format' in value))
    return null;
  const { format, receipts } = value;
  if (format !== FORMAT || !Array.isArray(receipts) || receipts.length === 0) return null;
  return receipts.every(isBoxReceipt) ? receipts : null;
}

/** Recognises a receipt in what was kept or sent. */
export function isBoxReceipt(value: unknown): value is BoxReceipt {
  if (typeof value !== 'object' || value === null) return false;
  const { survey, id, revision, signature } = {
    survey: null,
    id: null,
    revision: null,
    signature: null,
    ...value,
  };
  return (
    typeof survey === 'string' &&
    typeof id === 'string' &&
    /^[0-9a-f]{64}$/.test(id) &&
    typeof revision === 'number' &&
    typeof signature === 'string'
  );
}
