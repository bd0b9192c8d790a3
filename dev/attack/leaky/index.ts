// Ballot boxes as one might build them in good faith. Never deployed: they show that the attacker has teeth.
import { createHash } from 'node:crypto';
import cloudbase from '@cloudbase/node-sdk';
import * as z from 'zod';
import { type CastAnswer, castBallot } from '../../../cloudfunctions/ballot/cast';
import type { OpenPaper } from '../../../cloudfunctions/ballot/paper';
import { signReceipt } from '../../../cloudfunctions/ballot/signature';
import { takeSealed } from '../../../cloudfunctions/ballot/take-sealed';
import { type BallotRequest, ballotRequest } from '../../../cloudfunctions/contract/ballot';
import { envelopeRequest } from '../../../cloudfunctions/contract/envelope';
import { ballotId } from '../../../cloudfunctions/core/survey/ballot-box';

const db = cloudbase.init({ env: process.env.TCB_ENV }).database();
const event = z.object({ body: z.string() });
const withAccount = z.object({ account: z.string(), sent: envelopeRequest });
let arrived = 0;

/** Takes an envelope together with the account that a leaky phone sends along. */
export async function main(raw: unknown) {
  const { account, sent } = withAccount.parse(JSON.parse(event.parse(raw).body));
  const reply = await takeSealed(sent, {
    kind: 'ballot',
    request: ballotRequest,
    take: (ballot, paper) => keep(account, ballot, paper),
  });
  return { statusCode: 200, headers: {}, body: JSON.stringify(reply) };
}

async function keep(account: string, ballot: BallotRequest, paper: OpenPaper): Promise<CastAnswer> {
  const { survey, slot, serial, signature, rating } = ballot;
  const row = { survey, slot, serial, signature, rating };
  arrived++;
  switch (process.env.LEAK) {
    case 'log_line':
      console.info(JSON.stringify({ at: Date.now(), slot, serial }));
      return castBallot(ballot, paper, false);
    case 'timestamp':
      await db.collection('ballots').add({ ...row, _id: inNoOrder(serial), at: Date.now() });
      break;
    case 'sequence':
      await db.collection('ballots').add({ ...row, _id: inNoOrder(serial), number: 1000 + arrived });
      break;
    case 'account_hash':
      await db.collection('ballots').add({ ...row, _id: inNoOrder(serial), voter: digest(account) });
      break;
    default:
      await db.collection('ballots').add({ ...row, _id: inNoOrder(serial) });
  }
  const id = ballotId(survey, slot, serial);
  return { answer: 'counted', receipt: signReceipt(paper.receiptKey, survey, id, ballot.revision) };
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const inNoOrder = (serial: string) => digest(`row|${serial}`);
