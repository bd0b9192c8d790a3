// Letterboxes as one might build them in good faith. Never deployed: they show that the attacker has teeth.
import { createHash } from 'node:crypto';
import cloudbase from '@cloudbase/node-sdk';
import * as z from 'zod';
import { letterRequest } from '../../../cloudfunctions/contract/letter';
import { keepLetter } from '../../../cloudfunctions/letterbox/keep';

const db = cloudbase.init({ env: process.env.TCB_ENV }).database();
const event = z.object({ body: z.string() });
const withAccount = z.object({ account: z.string(), letter: letterRequest });
let arrived = 0;

/** Takes an item together with the account that a leaky phone sends along. */
export async function main(raw: unknown) {
  const { account, letter } = withAccount.parse(JSON.parse(event.parse(raw).body));
  const { title } = letter;
  const row = { _id: inNoOrder(title), title };
  const rows = db.collection('town_letters');
  arrived++;
  switch (process.env.LEAK) {
    case 'letter_log':
      console.info(JSON.stringify({ at: Date.now(), title }));
      await keepLetter(letter);
      break;
    case 'letter_time':
      await rows.add({ ...row, at: Date.now() });
      break;
    case 'letter_number':
      await rows.add({ ...row, number: 1000 + arrived });
      break;
    case 'personal_pass':
      await rows.add({ ...row, pass: createHash('sha256').update(account).digest('hex') });
      break;
    case 'told_serial':
      await db.collection('town_visits').add({ account, serial: letter.serial });
      await rows.add({ ...row, serial: letter.serial });
      break;
    default:
      await rows.add(row);
  }
  return { statusCode: 200, headers: {}, body: JSON.stringify({ answer: 'kept' }) };
}

const inNoOrder = (title: string) => createHash('sha256').update(`row|${title}`).digest('hex');
