import type { DeskPerson } from '../../../api/dto';
import { dropStored, keepStored, readStored } from '../../../api/stored';

// Everybody who booked, on this device while the session lasts, so that the desk works without network.

const nameOf = (sessionId: string) => `desk-list:${sessionId}`;

export const keepPeople = (sessionId: string, people: readonly DeskPerson[]): void =>
  keepStored(nameOf(sessionId), people);

/** Other people's names do not stay on a phone longer than they are needed. */
export const forgetPeople = (sessionId: string): void => dropStored(nameOf(sessionId));

export function readPeople(sessionId: string): DeskPerson[] {
  const kept: unknown = readStored(nameOf(sessionId));
  return Array.isArray(kept) ? kept.filter(isPerson) : [];
}

function isPerson(value: unknown): value is DeskPerson {
  if (typeof value !== 'object' || value === null) return false;
  const of = (key: string): unknown => Object.getOwnPropertyDescriptor(value, key)?.value;
  return ['personId', 'name', 'unit', 'numberEnd', 'code'].every((key) => typeof of(key) === 'string');
}

/** Those on the device that what was typed may mean: a name's beginning, a booking code, the end of a number. */
export function matching(people: readonly DeskPerson[], typed: string): DeskPerson[] {
  const code = typed.toUpperCase();
  const isNumber = /^[A-Za-z]?\d{3,}$/.test(typed);
  return people
    .filter(
      ({ name, code: booked, numberEnd }) =>
        name.startsWith(typed) || booked === code || (isNumber && typed.endsWith(numberEnd)),
    )
    .slice(0, 20);
}
