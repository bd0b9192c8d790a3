import { Vault } from '../ballot/vault';

/** The credentials on this phone. One for the whole app, so that two pages never cast the same ballot twice. */
export const vault = new Vault();
