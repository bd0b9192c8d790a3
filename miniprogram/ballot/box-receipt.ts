import { type BoxReceipt, receiptText } from '../shared/box-receipt';
import { ascii, equal, fromBase64Url, fromHex, join } from './bytes';
import { powerE, toBytes, toNumber } from './modular';
import { KEY_LENGTH, type RsaKey } from './public-key';
import { sha256 } from './sha256';

/** DigestInfo of SHA-256 before the digest (RFC 8017 §9.2, note 1). */
const DIGEST_INFO = fromHex('3031300d060960864801650304020105000420');

/** Did the box of this key sign that it had the ballot? RSASSA-PKCS1-v1_5 (RFC 8017 §8.2.2). */
export function isReceiptOf({ n }: RsaKey, { survey, id, revision, signature }: BoxReceipt): boolean {
  const bytes = bytesOf(signature);
  if (bytes?.length !== KEY_LENGTH || toNumber(bytes) >= n) return false;
  return equal(toBytes(powerE(toNumber(bytes), n), KEY_LENGTH), encoded(receiptText(survey, id, revision)));
}

/** EMSA-PKCS1-v1_5: compared as a whole, so that nothing of the encoding is read. */
function encoded(text: string): Uint8Array {
  const info = join(DIGEST_INFO, sha256(ascii(text)));
  const filling = new Uint8Array(KEY_LENGTH - info.length - 3).fill(255);
  return join(Uint8Array.of(0, 1), filling, Uint8Array.of(0), info);
}

function bytesOf(text: string): Uint8Array | null {
  try {
    return fromBase64Url(text);
  } catch {
    return null; // no spelling of any bytes, so no signature
  }
}
