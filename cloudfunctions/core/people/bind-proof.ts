/**
 * What proves beside number and name that somebody is who they say. Today there is one proof, which the office gives to
 * whoever stands before it; a college's own sign-in would be another. Persisted in `bind_codes`, one for a person: while
 * it is there, nobody binds the number without it.
 */
export interface BindCode {
  /** The person's id. */
  _id: string;
  /** Keyed digest of the person and the code. */
  digest: string;
  until: number;
}

/** Long enough to bind at the desk, short enough that the number is not kept from its holder for long. */
export const BIND_CODE_MS = 30 * 60_000;

/** How a binding is proved: by the code, without one where none was made, or not at all. */
export type Proof = 'given' | 'not_needed' | 'bind_code_needed' | 'bind_code_wrong';

/** @param typed digest of what was typed, or empty for nothing */
export function proofBy(kept: BindCode | null, typed: string, now: number): Proof {
  const isInForce = kept !== null && kept.until > now;
  if (typed === '') return isInForce ? 'bind_code_needed' : 'not_needed';
  return isInForce && kept.digest === typed ? 'given' : 'bind_code_wrong';
}
