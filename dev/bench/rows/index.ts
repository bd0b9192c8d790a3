// The usual design, to measure against: one row per vote, and the result recounted from the rows after each.
import { constants, createPublicKey, verify } from 'node:crypto';
import cloudbase from '@cloudbase/node-sdk';
import { ballotRequest } from '../../../cloudfunctions/contract/ballot';

const db = cloudbase.init({ env: process.env.TCB_ENV }).database();
const surveys = db.collection('surveys');
const rows = db.collection('bench_rows');

/** Is the survey open → has this serial voted → write or change its row → recount the question → keep the result. */
export async function main(event: { body: string }) {
  const { survey, slot, serial, signature, rating } = ballotRequest.parse(JSON.parse(event.body));
  const { data: found } = await surveys.where({ _id: survey }).limit(1).get();
  const { publicKey } = found[0].ballotSlots[slot];
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64url'), format: 'der', type: 'spki' });
  const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
  if (!verify('sha384', Buffer.from(serial, 'base64url'), pss, Buffer.from(signature, 'base64url')))
    return refuse();
  const { data: before } = await rows.where({ survey, slot, serial }).limit(1).get();
  if (before[0]) await rows.doc(before[0]._id).update({ rating });
  else await rows.add({ survey, slot, serial, signature, rating });
  const { data: all } = await rows.where({ survey, slot }).limit(1000).get();
  const counts: Record<string, number> = {};
  for (const row of all) counts[row.rating] = (counts[row.rating] ?? 0) + 1;
  await rows.doc(`${survey}:${slot}:result`).set({ counts });
  return { statusCode: 200, headers: {}, body: JSON.stringify({ answer: 'counted' }) };
}

const refuse = () => ({
  statusCode: 200,
  headers: {},
  body: JSON.stringify({ answer: 'signature_invalid' }),
});
