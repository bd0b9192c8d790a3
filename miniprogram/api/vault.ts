import { type TextStorage, Vault } from '../ballot/vault';
import { keepStored, readStored, storedKeys } from './stored';

/** Texts in this phone's storage. */
export const textStorage: TextStorage = {
  get(key) {
    const text = readStored(key);
    return typeof text === 'string' && text !== '' ? text : null;
  },
  set: keepStored,
  keys: storedKeys,
};

/** The credentials on this phone. One for the whole app, so that two pages never cast the same ballot twice. */
export const vault = new Vault(textStorage);
