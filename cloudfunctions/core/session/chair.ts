import { nameWithOffice } from '../../../miniprogram/shared/name-with-office';
import type { SessionPlan } from '../../contract/session';

/** Who chairs, as everybody reads it: 党委书记郑国栋. Empty where the plan names nobody. */
export const chairOf = ({ chair }: Pick<SessionPlan, 'chair'>): string => nameWithOffice(chair);

/** Who comes to answer, each with the office. */
export const answerersOf = ({ attendees }: Pick<SessionPlan, 'attendees'>): string[] =>
  attendees.map(nameWithOffice);
