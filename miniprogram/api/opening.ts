import { type OpeningFault, openingFault } from '../ballot/opening-record';
import { isRecord } from '../ballot/stored';
import { CallError } from './call-error';
import type { SurveyView } from './dto';
import { keepStored, readStored } from './stored';
import { vault } from './vault';
import { readPublic, readThroughWeixin } from './without-account';

/**
 * How an open survey stands with its opening record. `unread`: the record was not to be had, so nothing can be compared.
 * `weaker`: an address without an account was known on this phone before, and none is given any more. `changed`: this phone
 * has compared another record of the same survey before.
 */
export type OpeningCheck = 'agrees' | 'unread' | 'weaker' | 'changed' | NonNullable<OpeningFault>;

/**
 * The digests that agreed, one for each survey, newest first. Without network a survey that was compared before goes on;
 * and a record is public before the first ballot, so another one for the same survey was made afterwards.
 */
const AGREED = 'opening-agreed';
/** More months than anybody's surveys overlap. */
const MOST = 24;

/** Once this phone has seen an address for ballots, it never goes back to the way that names the caller. */
const HAD_ADDRESS = 'box-address-seen';

/**
 * Compares what the account was told of a survey with what was published without any account. The address is not asked
 * with the record: it is the one of the public list, which the record itself confirms.
 */
export async function checkOpening(survey: SurveyView): Promise<OpeningCheck> {
  const { countedUrl, ballotUrl, sessionId } = survey;
  if (ballotUrl !== '') keepStored(HAD_ADDRESS, true);
  else if (readStored(HAD_ADDRESS) === true) return 'weaker';
  const agreed = agreedDigests();
  const before = agreed.find((one) => one.survey === survey.survey)?.digest;
  if (before !== undefined && before !== survey.openingDigest) return 'changed';
  const published = await recordOf(survey);
  if (published === null) return before === undefined ? 'unread' : 'agrees';
  const fault = openingFault(published, {
    survey: survey.survey,
    session: sessionId,
    digest: survey.openingDigest,
    keySet: vault.keySet(sessionId) ?? survey.keySet,
    envelopeKey: survey.envelopeKey,
    receiptKey: survey.receiptKey,
    eligible: survey.eligible,
    addresses: { ballot: ballotUrl, remark: survey.remarkUrl, counted: countedUrl },
    closingKeys: survey.closing?.keys ?? [],
    questions: survey.items,
    line: vault.line(sessionId),
  });
  if (fault === null && before === undefined)
    keepStored(AGREED, [{ survey: survey.survey, digest: survey.openingDigest }, ...agreed].slice(0, MOST));
  return fault ?? 'agrees';
}

interface Agreed {
  survey: string;
  digest: string;
}

function agreedDigests(): Agreed[] {
  const stored: unknown = readStored(AGREED);
  return Array.isArray(stored) ? stored.filter(isAgreed) : [];
}

const isAgreed = (value: unknown): value is Agreed =>
  isRecord(value) && typeof value.survey === 'string' && typeof value.digest === 'string';

/** The record as it comes, without an account where the college has an address; null when it is not to be had now. */
async function recordOf({ survey, countedUrl }: SurveyView): Promise<unknown> {
  const path = `/opening/${survey}`;
  try {
    if (countedUrl === '') return await readThroughWeixin(path);
    return await readPublic(countedUrl.replace(/\/counted\/[^/]*$/, path));
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    return null;
  }
}
