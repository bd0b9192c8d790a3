import { categoryChoices } from '../../api/categories';
import type { Me, Output } from '../../api/dto';
import { PERSON_KINDS } from '../../shared/labels';
import { exactWords, fullWords, leftWords } from '../../shared/time';
import { isLive } from '../../view/booking';

export interface FormView {
  session: string;
  when: string;
  exact: string;
  place: string;
  closes: string;
  identity: string;
  wishes: { key: string; label: string }[];
  wishNotes: { speak: string; listen: string };
  categories: { key: string; label: string }[];
  departments: { id: string; name: string }[];
}

export interface FormAnswer {
  me: Me;
  session: Output<'session.get'>;
  departments: Output<'account.departments'>['departments'];
}

/** The form with what is already known filled in, and what each wish leads to said beforehand. */
export function formView({ me, session: answer, departments }: FormAnswer, now: number): FormView {
  const { session } = answer;
  const { person } = me;
  return {
    session: `第 ${session.number} 期`,
    when: fullWords(session.startsAt, now),
    exact: exactWords(session.startsAt),
    place: session.venue,
    closes: leftWords('预约截止', session.bookingUntil, now),
    identity: person ? [person.name, PERSON_KINDS[person.kind], person.unit, person.number].join(' · ') : '',
    wishes: [
      { key: 'speak', label: '我要发言' },
      { key: 'listen', label: '我来旁听' },
    ],
    wishNotes: {
      speak:
        session.speakingLeft > 0
          ? `还有 ${session.speakingLeft} 个发言名额，提交后就定下来。`
          : `发言名额已约满，提交后进入候补${session.waiting > 0 ? `，前面有 ${session.waiting} 人` : ''}。`,
      listen:
        session.seatsLeft > 0
          ? `还有 ${session.seatsLeft} 个座席。`
          : '座席已约满，提交后进入候补。不用预约也能直接到现场。',
    },
    categories: categoryChoices(),
    departments: departments.filter((one) => !one.isDissolved).map(({ id, name }) => ({ id, name })),
  };
}

/** Why there is nothing to fill in, or empty: the person already holds a place, or it is too late. */
export function closedBecause(
  { session: { session, booking } }: FormAnswer,
  now: number,
): '' | 'booked' | 'closed' {
  if (booking && isLive(booking)) return 'booked';
  return session.status === 'previewed' && session.bookingUntil > now ? '' : 'closed';
}
