// Ballot boxes as one might build them in good faith. Never deployed: they show that the attacker has teeth.
import { createHash } from 'node:crypto';
import cloudbase from '@cloudbase/node-sdk';
import * as z from 'zod';
import { castBallot } from '../../../cloudfunctions/ballot/cast';
import { ballotRequest } from '../../../cloudfunctions/contract/ballot';

const db = cloudbase.init({ env: process.env.TCB_ENV }).database();
const event = z.object({ body: z.string() });
const withAccount = z.object({ account: z.string(), ballot: ballotRequest });
let arrived = 0;

/** Takes a ballot together with the account that a leaky phone sends along. */
export async function main(raw: unknown) {
  const { account, ballot } = withAccount.parse(JSON.parse(event.parse(raw).body));
  const { survey, slot, serial, signature, rating } = ballot;
  const row = { survey, slot, serial, signature, rating };
  arrived++;
  switch (process.env.LEAK) {
    case 'log_line':
      console.info(JSON.stringify({ at: Date.now(), slot, serial }));
      await castBallot(ballot);
      break;
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
  return { statusCode: 200, headers: {}, body: JSON.stringify({ answer: 'counted' }) };
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const inNoOrder = (serial: string) => digest(`row|${serial}`);
