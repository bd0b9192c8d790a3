import { add, collection, find, remove } from '../database/store';
import { generateSlotKey } from './credential-keys';

/**
 * The keys of a survey's box: one that envelopes go to, one that receipts are signed with. The private sides are read by the
 * boxes alone, in their own lines (cloudfunctions/ballot/store.ts), and go with the shards when the box is sealed: what was
 * written down of the network in between opens with nothing any more.
 */
interface BoxKeys {
  /** The survey. */
  _id: string;
  envelopePrivate: string;
  receiptPrivate: string;
  /** SubjectPublicKeyInfo, DER, base64url, as in the opening record. */
  envelopeKey: string;
  receiptKey: string;
}

const boxKeys = collection<BoxKeys>('box_keys');

type PublicSides = Pick<BoxKeys, 'envelopeKey' | 'receiptKey'>;

/** Makes the keys of a survey, or finds those that an opening before this one has made. At most three round trips. */
export async function makeBoxKeys(survey: string): Promise<PublicSides> {
  const found = await publicSides(survey);
  if (found) return found;
  const [envelope, receipt] = await Promise.all([generateSlotKey(), generateSlotKey()]);
  const made: BoxKeys = {
    _id: survey,
    envelopePrivate: envelope.privateKey,
    receiptPrivate: receipt.privateKey,
    envelopeKey: envelope.publicKey,
    receiptKey: receipt.publicKey,
  };
  // Of two openings at once the first pair stays, and is the one that both publish.
  const { envelopeKey, receiptKey } = made;
  if ((await add(boxKeys, made)) === 'added') return { envelopeKey, receiptKey };
  const first = await publicSides(survey);
  if (!first) throw new Error('the survey was closed while it was opened');
  return first;
}

/** Nothing but the boxes ever reads the private ones. */
async function publicSides(survey: string): Promise<PublicSides | null> {
  const [found] = await find(boxKeys, { _id: survey }, { limit: 1, fields: ['envelopeKey', 'receiptKey'] });
  return found ? { envelopeKey: found.envelopeKey, receiptKey: found.receiptKey } : null;
}

/** The box is sealed: nothing is opened or signed any more. */
export async function destroyBoxKeys(survey: string): Promise<void> {
  await remove(boxKeys, { _id: survey });
}
