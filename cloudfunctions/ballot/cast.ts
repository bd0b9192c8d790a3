import type { BallotAnswer } from '../../miniprogram/shared/ballot';
import type { BallotRequest } from '../contract/ballot';
import { type BallotEntry, ballotId, judgeUnchanged, placeOf } from '../core/survey/ballot-box';
import { type SurveyPaper, surveyPaper } from './paper';
import { isSignedBy } from './signature';
import { readShard, writeBallot } from './store';

/**
 * Counts one ballot, in at most two round trips: a process that knows the survey writes at once (one), and looks
 * again only when nothing was changed (two); a process that does not know it reads it first.
 *
 * The write is one conditional update of one document that exists and is open. Closing turns every shard's
 * `isOpen` to false before the box is read, so each ballot in flight is either in the box or told that it is not.
 */
export async function castBallot(ballot: BallotRequest): Promise<BallotAnswer> {
  const { paper, wasRead } = await surveyPaper(ballot.survey);
  const refusal = refuse(paper, ballot);
  if (refusal) return refusal;

  const entry: BallotEntry = { serial: ballot.serial, signature: ballot.signature, rating: ballot.rating };
  const id = ballotId(ballot.survey, ballot.slot, ballot.serial);
  const place = { ...placeOf(ballot.survey, ballot.slot, id), id };
  const isClosing = paper.state === 'closing';
  if (!isClosing && (await writeBallot(place, entry))) return 'counted';
  // The second round trip of this ballot is spent; the phone comes again, and then this process knows the survey.
  if (!isClosing && wasRead) return 'again';
  return judgeUnchanged(await readShard(place), { ...place, entry });
}

/** Why a ballot cannot be counted whatever the box holds, or null. Forged ballots end here, without a round trip. */
function refuse(paper: SurveyPaper, ballot: BallotRequest): BallotAnswer | null {
  if (paper.state === 'unknown') return 'survey_unknown';
  if (paper.state === 'closed') return 'survey_closed';
  const key = paper.keys.get(ballot.slot);
  if (!key) return 'slot_unknown';
  return isSignedBy(key, ballot.serial, ballot.signature) ? null : 'signature_invalid';
}
