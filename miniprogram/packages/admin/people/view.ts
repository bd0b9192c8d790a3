import type { Output } from '../../../api/dto';
import { PERSON_KINDS, ROLES, type Role } from '../../../shared/labels';

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
}

/** Roles that are held in a department; the others are college-wide. */
export const IN_DEPARTMENT: readonly Role[] = ['handler', 'head'];

export function personRow(person: Person, departments: readonly Department[]): PersonRow {
  return {
    id: person.id,
    name: person.name,
    about: [PERSON_KINDS[person.kind], person.unit, person.number].filter(Boolean).join(' · '),
    isBound: person.isBound,
    grants: person.roles.map(({ role, departmentId = '' }) => {
      const place = departments.find((one) => one.id === departmentId)?.name ?? '';
      return {
        key: `${role}:${departmentId}`,
        role,
        departmentId,
        label: place ? `${place} ${ROLES[role]}` : ROLES[role],
      };
    }),
  };
}

export const isRole = (value: string): value is Role => Object.keys(ROLES).includes(value);

export const roleChoices: { key: string; label: string }[] = Object.entries(ROLES).map(([key, label]) => ({
  key,
  label,
}));
