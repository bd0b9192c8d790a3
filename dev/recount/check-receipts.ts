import { verify } from 'node:crypto';
import { countedList } from '../../cloudfunctions/core/survey/sealed-box';
import { type BoxReceipt, receiptText } from '../../miniprogram/shared/box-receipt';
import type { BoxFile } from './box-schema';
import { readKey } from './check-keys';
import type { Finding } from './finding';

/** What receipts say of a box: what it had and does not count, and what proves nothing, in a sentence each. */
export interface CheckedReceipts {
  findings: Finding[];
  /** Receipts that are no evidence: counted after all, or not signed by this box. */
  notes: string[];
}

/** Receipts of raters against a box and the key of its opening record: RSASSA-PKCS1-v1_5 with SHA-256. */
export function checkReceipts(
  box: BoxFile,
  receiptKey: string,
  receipts: readonly BoxReceipt[],
): CheckedReceipts {
  const counted = new Set(countedList(box));
  const findings: Finding[] = [];
  const notes: string[] = [];
  for (const receipt of receipts) {
    const { id } = receipt;
    const name = `${id.slice(0, 12)}…`;
    if (receipt.survey !== box.survey) notes.push(`receipt ${name} is of another survey, ${receipt.survey}`);
    else if (!isSigned(receiptKey, receipt)) notes.push(`receipt ${name} is not signed by this box`);
    else if (counted.has(id)) notes.push(`receipt ${name}: the ballot is counted`);
    else findings.push({ what: 'receipt', where: `ballot ${name}`, detail: lost(box, id) });
  }
  return { findings, notes };
}

const lost = ({ leftOut }: BoxFile, id: string): string => {
  const found = leftOut.find((entry) => entry.id === id);
  return found
    ? `the box signed that it had it, and left it out (${found.why})`
    : 'the box signed that it had it, and does not hold it';
};

/** One spelling: a second one of the same bytes is no signature. */
function isSigned(receiptKey: string, { survey, id, revision, signature }: BoxReceipt): boolean {
  const key = readKey(receiptKey);
  const bytes = Buffer.from(signature, 'base64url');
  if (!key || bytes.toString('base64url') !== signature) return false;
  return verify('sha256', Buffer.from(receiptText(survey, id, revision)), key, bytes);
}
