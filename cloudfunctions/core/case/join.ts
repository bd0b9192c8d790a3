/**
 * One voice for a case: a person's who joined or follows it, or that of an anonymous case merged into it. `joins` of the
 * case is how many of these have joined. Persisted in `case_joins`.
 */
export interface CaseJoin {
  /** `${caseId}:${personId}`; of an anonymous case `${caseId}:${mergedId}` */
  _id: string;
  caseId: string;
  /** Null for an anonymous case. */
  personId: string | null;
  /** Keyed digest of account and case, unique: one account joins once, under whichever number it is bound. */
  voice: string;
  hasJoined: boolean;
  isFollowing: boolean;
  /** Outbox: since when `joins` of the case has yet to follow; null or absent when it does. */
  countingSince?: number | null;
  /** Outbox: this case is going into `caseId`; written before it does, and gone when everything has followed. */
  mergesFrom?: string;
  /** Sorts what a person follows: instant, then case. */
  key: string;
}

export const caseJoinId = (caseId: string, voiceOf: string): string => `${caseId}:${voiceOf}`;
