import { createPublicKey } from 'node:crypto';
import { holds } from '../../core/people/person';
import { OBSERVER } from '../../core/people/role-sets';
import { type Holder, holdersOf, type ObserverKey } from '../../core/survey/closing-key';
import { people } from '../database/collections';
import { _, collection, find } from '../database/store';

/** Public keys of observers, one each. The private ones have never been near a server. */
export const observerKeys = collection<ObserverKey>('observer_keys');

/** Keys of those who are observers now. Two round trips. */
export async function currentKeys(): Promise<ObserverKey[]> {
  const keys = await find(observerKeys, {}, { order: [['at', 'asc']], limit: 100 });
  const owners = await find(people, { _id: _.in(keys.map(({ _id }) => _id)) }, { limit: 100 });
  return keys.filter(({ _id }) => owners.some((person) => person._id === _id && holds(person, OBSERVER)));
}

/** The three who open the next survey; null while there are not three. Two round trips. */
export const currentHolders = async (): Promise<Holder[] | null> => holdersOf(await currentKeys());

/** Is it the one spelling of an RSA key of 2048 bits with e = 65537, which is what phones seal to? */
export function isObserverKey(publicKey: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64url'), format: 'der', type: 'spki' });
    const details = key.asymmetricKeyDetails;
    return (
      key.asymmetricKeyType === 'rsa' &&
      details?.modulusLength === 2048 &&
      details.publicExponent === 65537n &&
      key.export({ type: 'spki', format: 'der' }).toString('base64url') === publicKey
    );
  } catch {
    return false; // no key at all
  }
}
