import type { SessionPlan } from '../api/dto';
import type { FoundPerson } from '../api/find-people';
import { nameWithOffice } from '../shared/name-with-office';

export type Seated = SessionPlan['attendees'][number];

/** One person as a list of those found shows them. */
export interface FoundRow {
  key: string;
  name: string;
  /** Office and unit, each once. */
  about: string;
}

export const foundRows = (found: readonly FoundPerson[]): FoundRow[] =>
  found.map(({ name, title, unit }, at) => ({
    key: `${at}`,
    name,
    about: [title, title.includes(unit) ? '' : unit].filter(Boolean).join(' · '),
  }));

/** Somebody found as the plan keeps them. */
export const seatedFrom = ({ name, title, personId, departmentId }: FoundPerson): Seated => ({
  name,
  title,
  ...(personId === null ? {} : { personId }),
  ...(departmentId === null ? {} : { departmentId }),
});

const isSame = (one: Seated, other: Seated): boolean =>
  one.personId === undefined || other.personId === undefined
    ? nameWithOffice(one) === nameWithOffice(other)
    : one.personId === other.personId;

/** The people with one more at the end; whoever is among them already stays once. */
export const withSeated = (people: readonly Seated[], person: Seated): Seated[] =>
  people.some((one) => isSame(one, person)) ? [...people] : [...people, person];

export const withTitleAt = (people: readonly Seated[], at: number, title: string): Seated[] =>
  people.map((person, index) => (index === at ? { ...person, title } : person));

export const withoutAt = (people: readonly Seated[], at: number): Seated[] =>
  people.filter((_person, index) => index !== at);

/** One place up or down; at an end they stay where they are. */
export function movedAt(people: readonly Seated[], at: number, by: -1 | 1): Seated[] {
  const [moving, other] = [people[at], people[at + by]];
  if (!moving || !other) return [...people];
  return people.map((person, index) => (index === at ? other : index === at + by ? moving : person));
}
