/** One person's interest in a published case. Persisted in `case_joins`. */
export interface CaseJoin {
  /** `${caseId}:${personId}` */
  _id: string;
  caseId: string;
  personId: string;
  /** Keyed digest of account and case, unique: one account joins once, under whichever number it is bound. */
  voice: string;
  hasJoined: boolean;
  isFollowing: boolean;
  /** Sorts what a person follows: instant, then case. */
  key: string;
}

export const caseJoinId = (caseId: string, personId: string): string => `${caseId}:${personId}`;
