/** One person's interest in a published case. Persisted in `case_joins`. */
export interface CaseJoin {
  /** `${caseId}:${personId}` */
  _id: string;
  caseId: string;
  personId: string;
  hasJoined: boolean;
  isFollowing: boolean;
  /** Sorts what a person follows: instant, then case. */
  key: string;
}

export const caseJoinId = (caseId: string, personId: string): string => `${caseId}:${personId}`;
