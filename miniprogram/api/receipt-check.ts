import { isReceiptOf } from '../ballot/box-receipt';
import { CredentialError } from '../ballot/credential-error';
import { recordIn } from '../ballot/opening-record';
import { readRsaKey } from '../ballot/public-key';
import { countedDigest } from '../ballot/receipt';
import { type BoxReceipt, readReceipts } from '../shared/box-receipt';
import { countedIds } from './ballots';
import { ask } from './client';
import { readPublic, readThroughWeixin } from './without-account';

/**
 * What a receipt says, in the light of what is public. `missing`: the box signed that it had this ballot, and the list does
 * not have it. `counted`: it is there. `unsigned`: not signed by the box of that survey. `unknown`: nothing is public of it
 * yet. `record`, `list`: what is public is not what was announced, so nothing can be said.
 */
export type ReceiptFinding = 'missing' | 'counted' | 'unsigned' | 'unknown' | 'record' | 'list';

export interface CheckedReceipt {
  receipt: BoxReceipt;
  finding: ReceiptFinding;
}

/**
 * Looks at receipts that somebody pasted: the key from the opening record, the list as everybody gets it, both against the
 * digests of the announced results. Nothing of them leaves this phone but which survey they are of.
 *
 * @returns null for a text that is no receipt
 * @throws CallError offline, unreachable
 */
export async function checkReceipts(text: string): Promise<CheckedReceipt[] | null> {
  const receipts = readReceipts(text.trim());
  if (receipts === null) return null;
  const known = new Map<string, Publication | Exclude<ReceiptFinding, 'missing'>>();
  const checked: CheckedReceipt[] = [];
  for (const receipt of receipts) {
    const publication = known.get(receipt.survey) ?? (await publicationOf(receipt.survey));
    known.set(receipt.survey, publication);
    const finding = typeof publication === 'string' ? publication : judged(receipt, publication);
    checked.push({ receipt, finding });
  }
  return checked;
}

interface Publication {
  receiptKey: string;
  counted: ReadonlySet<string>;
}

function judged(receipt: BoxReceipt, { receiptKey, counted }: Publication): ReceiptFinding {
  if (!isSigned(receiptKey, receipt)) return 'unsigned';
  return counted.has(receipt.id) ? 'counted' : 'missing';
}

function isSigned(key: string, receipt: BoxReceipt): boolean {
  try {
    return isReceiptOf(readRsaKey(key), receipt);
  } catch (error) {
    if (!(error instanceof CredentialError)) throw error;
    return false;
  }
}

async function publicationOf(survey: string): Promise<Publication | 'unknown' | 'record' | 'list'> {
  // A survey is named after its session and the round.
  const sessionId = survey.replace(/\.[0-9]+$/, '');
  const { data } = await ask('survey.results', { sessionId });
  const result = data.results.find((result) => result.survey === survey);
  if (!result) return 'unknown';
  const record = recordIn(await read(result.openingUrl, `/opening/${survey}`));
  if (record === null || record.digest !== result.openingDigest || record.survey !== survey) return 'record';
  const ids = countedIds(await read(result.countedUrl, `/counted/${survey}`), survey);
  if (ids === null || countedDigest(survey, ids) !== result.countedDigest) return 'list';
  return { receiptKey: record.receiptKey, counted: new Set(ids) };
}

const read = (url: string, path: string): Promise<unknown> =>
  url === '' ? readThroughWeixin(path) : readPublic(url);
