import type { Output } from '../../../api/dto';
import { PERSON_KINDS, ROLES, type Role } from '../../../shared/labels';
import { dateWords, instantOf } from '../../../shared/time';

type Person = Output<'account.people'>['people'][number];
type Department = Output<'account.departments'>['departments'][number];

interface Grant {
  key: string;
  role: Role;
  departmentId: string;
  label: string;
}

export interface PersonRow {
  id: string;
  name: string;
  about: string;
  isBound: boolean;
  grants: Grant[];
  /** All that the row shows, in the order in which it stands there. */
  spoken: string;
}

/** Roles that are held in a department; the others are college-wide. */
export const IN_DEPARTMENT: readonly Role[] = ['handler', 'head'];

export function personRow(person: Person, departments: readonly Department[]): PersonRow {
  const about = [PERSON_KINDS[person.kind], person.unit, person.number].filter(Boolean).join(' · ');
  const grants = person.roles.map(({ role, departmentId = '', from, until, title = '' }) => {
    const place = departments.find((one) => one.id === departmentId)?.name ?? '';
    return {
      key: `${role}:${departmentId}`,
      role,
      departmentId,
      label: [place, `${ROLES[role]}${deputyWords(from, until)}`, title].filter(Boolean).join(' '),
    };
  });
  const spoken = [person.name, about, ...grants.map(({ label }) => label), person.isBound ? '' : '未绑定'];
  return {
    id: person.id,
    name: person.name,
    about,
    isBound: person.isBound,
    grants,
    spoken: spoken.filter(Boolean).join('，'),
  };
}

/** （代理，12月1日至12月10日）, or nothing for a role that is held for good. */
const deputyWords = (from: number | undefined, until: number | undefined): string =>
  from === undefined || until === undefined ? '' : `（代理，${dateWords(from)}至${dateWords(until - 1)}）`;

/**
 * The time of a deputy from two days, both included; null where none is chosen, and a sentence where only half is or
 * the days are the wrong way round.
 */
export function deputyTime(from: string, until: string): { from: number; until: number } | string | null {
  if (from === '' && until === '') return null;
  const begins = instantOf(from, '00:00');
  const ends = instantOf(until, '00:00');
  if (begins === null || ends === null) return '代理要选起止两个日期';
  return begins <= ends ? { from: begins, until: ends + DAY_MS } : '结束日期早于开始日期';
}
const DAY_MS = 86_400_000;

export const isRole = (value: string): value is Role => Object.keys(ROLES).includes(value);

export const roleChoices: { key: string; label: string }[] = Object.entries(ROLES).map(([key, label]) => ({
  key,
  label,
}));
