import { CredentialError } from './credential-error';
import { isRecord, parseStored } from './stored';
import type { Credential, Wallet } from './wallet';

/** The wallet as one string for the phone's storage. */
export const writeWallet = (wallet: Wallet): string => JSON.stringify(wallet);

/** Reads what `writeWallet` wrote. Throws CredentialError `wallet_malformed` on anything else. */
export function readWallet(text: string): Wallet {
  const value = parseStored(text);
  if (!isRecord(value)) throw new CredentialError('wallet_malformed');
  const { version, session, keySet, line, credentials } = value;
  if (version !== 1 || typeof session !== 'string' || typeof keySet !== 'string')
    throw new CredentialError('wallet_malformed');
  if (!Array.isArray(credentials)) throw new CredentialError('wallet_malformed');
  const own = typeof line === 'string' ? { line } : {};
  return { version, session, keySet, ...own, credentials: credentials.map(readCredential) };
}

function readCredential(value: unknown, index: number): Credential {
  if (!isRecord(value) || value.slot !== index) throw new CredentialError('wallet_malformed');
  const { state, serial, secret, signature, blinded, inverse, wasCast, isCounted } = value;
  const slot = index;
  if (state === 'new') return { slot, state };
  if (state === 'settled' && typeof isCounted === 'boolean' && typeof wasCast === 'boolean')
    return { slot, state, wasCast, isCounted };
  if (typeof serial === 'string' && typeof secret === 'string') {
    if (state === 'blinded' && typeof blinded === 'string' && typeof inverse === 'string')
      return { slot, state, serial, secret, blinded, inverse };
    if ((state === 'issued' || state === 'cast') && typeof signature === 'string')
      return { slot, state, serial, secret, signature };
  }
  throw new CredentialError('wallet_malformed');
}
