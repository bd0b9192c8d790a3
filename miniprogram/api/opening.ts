import { type OpeningFault, openingFault } from '../ballot/opening-record';
import { CallError } from './call-error';
import type { SurveyView } from './dto';
import { keepStored, readStored } from './stored';
import { vault } from './vault';
import { readPublic, readThroughWeixin } from './without-account';

/**
 * How an open survey stands with its opening record. `unread`: the record was not to be had, so nothing can be compared.
 * `weaker`: an address without an account was known on this phone before, and none is given any more.
 */
export type OpeningCheck = 'agrees' | 'unread' | 'weaker' | NonNullable<OpeningFault>;

/** The digest that agreed last: without network a survey that was compared before goes on. */
const AGREED = 'opening-agreed';

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
  const published = await recordOf(survey);
  if (published === null) return readStored(AGREED) === survey.openingDigest ? 'agrees' : 'unread';
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
  if (fault === null) keepStored(AGREED, survey.openingDigest);
  return fault ?? 'agrees';
}

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
