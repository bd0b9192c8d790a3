import { CredentialError } from './credential-error';

/** JSON as an unknown value. Throws CredentialError `wallet_malformed`. */
export function parseStored(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CredentialError('wallet_malformed');
  }
}

/** Is it an object with named fields? */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
