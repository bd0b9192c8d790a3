/**
 * Why a credential could not be made or used:
 * - `key_malformed`: a public key is not an RSA key of 2048 bits with e = 65537. Fetch the keys again.
 * - `key_changed`: the keys are not the ones whose fingerprint was published. Do not go on; tell the person.
 * - `random_short`: the phone's random source gave fewer bytes than asked. Try again.
 * - `blinding_failed`: the serial met a factor of the key (never, for an honest key). Treat as `key_malformed`.
 * - `signature_invalid`: what the server answered is not a signature of what was sent. Ask again.
 * - `wallet_malformed`: what storage held is not a wallet. The credentials in it are lost.
 * - `wrong_state`: the step asked for does not follow from the state the credential is in.
 */
export type CredentialErrorCode =
  | 'key_malformed'
  | 'key_changed'
  | 'random_short'
  | 'blinding_failed'
  | 'signature_invalid'
  | 'wallet_malformed'
  | 'wrong_state';

/** The one error of the phone's ballot folder; the message is the code and never holds a serial. */
export class CredentialError extends Error {
  constructor(readonly code: CredentialErrorCode) {
    super(code);
    this.name = 'CredentialError';
  }
}
