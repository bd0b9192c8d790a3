import type { ComplaintPlace, ComplaintReason, ComplaintState } from '../../../miniprogram/shared/complaint';
import { ensure } from '../domain-error';

/**
 * Somebody's word that what others wrote should not stand where it stands. Who said so is not kept: the id is a digest
 * that only counts the same account once for the same place. Persisted in `complaints`.
 */
export interface Complaint {
  _id: string;
  place: ComplaintPlace;
  /** The case, or the session whose minutes, remarks or topics are meant. */
  subjectId: string;
  /** What it is called, as it stood there. */
  about: string;
  reason: ComplaintReason;
  text: string;
  at: number;
  state: ComplaintState;
  decidedAt: number | null;
  decidedBy: string | null;
  /** What was done, or why nothing. */
  decision: string;
}

export interface Decision {
  isUpheld: boolean;
  decision: string;
  personId: string;
  now: number;
}

/**
 * The office's decision; the same decision again changes nothing.
 *
 * @throws DomainError conflict when it was decided otherwise meanwhile
 */
export function decideComplaint(entity: Complaint, by: Decision): Complaint {
  const state = by.isUpheld ? 'upheld' : 'dismissed';
  if (entity.state === state && entity.decision === by.decision) return entity;
  ensure(entity.state === 'open', 'conflict');
  return { ...entity, state, decision: by.decision, decidedAt: by.now, decidedBy: by.personId };
}
