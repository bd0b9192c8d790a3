import type { BallotAnswer } from '../../miniprogram/shared/ballot';
import type { BallotRequest } from '../contract/ballot';
import { type BallotEntry, ballotId, judgeUnchanged, placeOf } from '../core/survey/ballot-box';
import { isProofOf } from '../core/survey/ballot-chain';
import type { OpenPaper } from './paper';
import { isSignedBy, signReceipt } from './signature';
import { readShard, writeBallot } from './store';

/** What the box says to a ballot; with the receipt that it has it. */
export interface CastAnswer {
  answer: BallotAnswer;
  /** Over survey, id and revision; of a ballot that is counted. */
  receipt?: string;
}

/**
 * Counts one ballot, in at most two round trips: a process that knows the survey writes at once (one), and looks
 * again only when nothing was changed (two); a process that does not know it reads it first.
 *
 * The write is one conditional update of one document that exists and is open. Closing turns every shard's
 * `isOpen` to false before the box is read, so each ballot in flight is either in the box or told that it is not.
 */
export async function castBallot(
  ballot: BallotRequest,
  paper: OpenPaper,
  wasRead: boolean,
): Promise<CastAnswer> {
  const refusal = refuse(paper, ballot);
  if (refusal) return { answer: refusal };
  const id = ballotId(ballot.survey, ballot.slot, ballot.serial);
  const answer = await written(ballot, id, paper, wasRead);
  if (answer !== 'counted') return { answer };
  return { answer, receipt: signReceipt(paper.receiptKey, ballot.survey, id, ballot.revision) };
}

async function written(
  { survey, slot, serial, signature, rating, sealed, revision }: BallotRequest,
  id: string,
  paper: OpenPaper,
  wasRead: boolean,
): Promise<BallotAnswer> {
  const choice = sealed === undefined ? { rating } : { sealed };
  const entry: BallotEntry = { serial, signature, ...choice, revision };
  const place = { ...placeOf(survey, slot, id), id };
  const isClosing = paper.state === 'closing';
  if (!isClosing && (await writeBallot(place, entry))) return 'counted';
  // The second round trip of this ballot is spent; the phone comes again, and then this process knows the survey.
  if (!isClosing && wasRead) return 'again';
  return judgeUnchanged(await readShard(place), { ...place, entry });
}

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'base64url');

/** Why a ballot cannot be counted whatever the box holds, or null. Forged ballots end here, without a round trip. */
function refuse(paper: OpenPaper, ballot: BallotRequest): BallotAnswer | null {
  const key = paper.keys.get(ballot.slot);
  if (!key) return 'slot_unknown';
  if ((ballot.sealed !== undefined) !== paper.areRatingsSealed) return 'malformed';
  const isOwn = isProofOf(bytesOf(ballot.proof), ballot.revision, bytesOf(ballot.serial));
  return isOwn && isSignedBy(key, ballot.serial, ballot.signature) ? null : 'signature_invalid';
}
