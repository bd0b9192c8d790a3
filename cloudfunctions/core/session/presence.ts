import { nameWithOffice } from '../../../miniprogram/shared/name-with-office';
import type { PlanPerson } from '../../contract/session';
import type { Act } from '../change';
import { ensure } from '../domain-error';
import { answerersOf, chairOf } from './chair';
import { changedSession, type Presence, type Session, type Transition } from './session';

/** One place at the table: planned, or taken by somebody who was not. */
export interface Place {
  name: string;
  title: string;
  isChair: boolean;
  isPresent: boolean;
}

/** So many sit at a table besides those who were planned. */
const MORE_MAX = 60;

const NOBODY: Presence = { chair: null, attendees: [] };

type Seated = Pick<Session, 'plan' | 'present'>;

const isSame = (one: PlanPerson, other: PlanPerson): boolean => nameWithOffice(one) === nameWithOffice(other);

/** Was it ticked who was there? Until then nobody is named as present. */
export const isPresenceKnown = ({ present }: Seated): boolean =>
  present !== undefined && (present.chair !== null || present.attendees.length > 0);

/** Everybody who was planned and whoever sat there besides, the chair first. */
export function placesOf({ plan, present = NOBODY }: Seated): Place[] {
  const { chair, attendees } = present;
  const place = (person: PlanPerson, isChair: boolean): Place => ({
    name: person.name,
    title: person.title,
    isChair,
    isPresent: isChair
      ? chair !== null && isSame(chair, person)
      : attendees.some((seated) => isSame(seated, person)),
  });
  const planned = plan.chair.name === '' ? [] : [plan.chair];
  const otherChair = chair && !planned.some((person) => isSame(person, chair)) ? [chair] : [];
  // Whoever leads is often listed among those who answer as well, and sits there once.
  const answering = plan.attendees.filter((person) => !isSame(person, plan.chair));
  const others = attendees.filter((seated) => !answering.some((person) => isSame(person, seated)));
  return [
    ...[...planned, ...otherChair].map((person) => place(person, true)),
    ...[...answering, ...others].map((person) => place(person, false)),
  ];
}

/** Who was there, in words, office before name; of a session for which nobody ticked it, who was planned. */
export function presentInWords(session: Seated): { chair: string; attendees: string[]; isTicked: boolean } {
  if (!isPresenceKnown(session))
    return { chair: chairOf(session.plan), attendees: answerersOf(session.plan), isTicked: false };
  const there = placesOf(session).filter(({ isPresent }) => isPresent);
  return {
    chair: there.filter(({ isChair }) => isChair).map(nameWithOffice)[0] ?? '',
    attendees: there.filter(({ isChair }) => !isChair).map(nameWithOffice),
    isTicked: true,
  };
}

/** Names of everybody who sat there or was to: public by office. */
export const namesAtTable = ({ plan, present = NOBODY }: Seated): string[] =>
  [plan.chair, ...plan.attendees, ...(present.chair ? [present.chair] : []), ...present.attendees]
    .map(({ name }) => name)
    .filter(Boolean);

/**
 * Somebody sat at the table, or did not. Whoever was planned is taken from the plan; anybody else sits there in their
 * place. The same again changes nothing.
 *
 * @returns null where it stands so already
 * @throws DomainError wrong_stage before it has begun and once its minutes are out, invalid_input beyond any table
 */
export function markPresent(
  session: Session,
  given: { person: PlanPerson; isChair: boolean; isPresent: boolean },
  act: Act,
): Transition | null {
  const { isChair, isPresent } = given;
  ensure(session.status === 'live' || session.status === 'closed', 'wrong_stage');
  const { chair, attendees } = session.present ?? NOBODY;
  const planned = isChair ? [session.plan.chair] : session.plan.attendees;
  const person = planned.find((each) => isSame(each, given.person)) ?? given.person;
  const isThere = isChair
    ? chair !== null && isSame(chair, person)
    : attendees.some((seated) => isSame(seated, person));
  if (isThere === isPresent) return null;
  const others = attendees.filter((seated) => !isSame(seated, person));
  ensure(others.length < session.plan.attendees.length + MORE_MAX, 'invalid_input');
  const present = isChair
    ? { chair: isPresent ? person : null, attendees }
    : { chair, attendees: isPresent ? [...others, person] : others };
  const detail = `${nameWithOffice(person)}${isChair ? '（主持）' : ''}${isPresent ? '' : '，未出席'}`;
  return changedSession(session, act, isPresent ? 'presence_marked' : 'presence_unmarked', detail, {
    present,
  });
}
