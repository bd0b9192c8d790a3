import type { Output } from '../../../api/dto';
import {
  COMPLAINT_PLACES,
  COMPLAINT_REASONS,
  COMPLAINT_STATES,
  complaintPage,
} from '../../../shared/complaint';
import { agoWords } from '../../../shared/time';

export interface ComplaintsView {
  rows: {
    id: string;
    title: string;
    reason: string;
    text: string;
    ago: string;
    outcome: string;
    isOpen: boolean;
    url: string;
  }[];
  next: string;
}

export const complaintsView = (answer: Output<'case.complaints'>, now: number): ComplaintsView => ({
  rows: answer.complaints.map(({ id, place, subjectId, about, reason, text, at, state, decision }) => ({
    id,
    title: `${COMPLAINT_PLACES[place]}：${about}`,
    reason: COMPLAINT_REASONS[reason],
    text,
    ago: agoWords(at, now),
    outcome: state === 'open' ? '' : `${COMPLAINT_STATES[state]}：${decision}`,
    isOpen: state === 'open',
    url: complaintPage(place, subjectId),
  })),
  next: answer.next ?? '',
});
