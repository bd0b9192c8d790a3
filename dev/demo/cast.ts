import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { roleGrant } from '../../cloudfunctions/contract/account';
import type { Department } from '../../cloudfunctions/core/people/department';
import type { Person } from '../../cloudfunctions/core/people/person';
import { PERSON_KINDS } from '../../miniprogram/shared/labels';
import { root } from '../root';
import { madeUpNames } from './names';

const castFile = z.strictObject({
  departments: z.array(z.strictObject({ _id: z.string(), name: z.string() })),
  people: z.array(
    z.strictObject({
      _id: z.string(),
      openid: z.string().nullable(),
      deviceOpenid: z.string().optional(),
      number: z.string(),
      name: z.string(),
      kind: z.enum(Object.keys(PERSON_KINDS) as [keyof typeof PERSON_KINDS]),
      unit: z.string(),
      roles: z.array(roleGrant),
      note: z.string(),
    }),
  ),
});

const employee = z.strictObject({ name: z.string(), number: z.string() });
const staffFile = z.strictObject({
  leaders: z.array(
    employee.extend({ _id: z.string(), openid: z.string(), unit: z.string(), title: z.string() }),
  ),
  departments: z.array(
    z.strictObject({
      _id: z.string(),
      leaderId: z.string(),
      headTitle: z.string(),
      /** Absent where somebody of the cast is it. */
      head: employee.optional(),
      handler: employee.optional(),
    }),
  ),
});

const read = (file: string): unknown => JSON.parse(readFileSync(join(root, 'dev', 'demo', file), 'utf8'));
const cast = castFile.parse(read('cast.json'));
const staff = staffFile.parse(read('college-staff.json'));

const bare = { roles: [], openid: null, hasLeft: false, absentFrom: null };
const castMembers: Person[] = cast.people.map(({ note: _note, deviceOpenid: _device, ...person }) => ({
  ...bare,
  ...person,
}));

/** Leaders, heads and handlers beside the cast: they work, but nobody holds their phones. */
const employees: Person[] = [
  ...staff.leaders.map(
    ({ title, ...leader }): Person => ({
      ...bare,
      ...leader,
      kind: 'staff',
      roles: [{ role: 'leader', title }],
    }),
  ),
  ...staff.departments.flatMap(({ _id: departmentId, head, handler }) =>
    (['head', 'handler'] as const).flatMap((role): Person[] => {
      const known = { head, handler }[role];
      if (!known) return [];
      const unit = cast.departments.find(({ _id }) => _id === departmentId)?.name ?? '';
      const _id = `p-${departmentId}-${role}`;
      return [
        {
          ...bare,
          ...known,
          _id,
          openid: `demo-${_id}`,
          kind: 'staff',
          unit,
          roles: [{ role, departmentId }],
        },
      ];
    }),
  ),
];

/** Everybody with a part to play: the cast, whose phones the workbench holds, and those who work beside them. */
export const members: readonly Person[] = [...castMembers, ...employees];

/** Who holds a role, of a department where it is held in one. */
export const memberWith = (
  role: Person['roles'][number]['role'],
  departmentId?: string,
): Person | undefined =>
  members.find(({ roles }) =>
    roles.some((grant) => grant.role === role && grant.departmentId === departmentId),
  );

export const departments: Department[] = cast.departments.map((department) => {
  const { leaderId } = staffOf(department._id);
  return { ...department, headName: memberWith('head', department._id)?.name ?? '', leaderId };
});

function staffOf(departmentId: string): (typeof staff.departments)[number] {
  const found = staff.departments.find(({ _id }) => _id === departmentId);
  if (!found) throw new Error(`college-staff.json has no ${departmentId}`);
  return found;
}

/** Who heads each department, with the title by which a preview names them. */
export const heads = departments.map(({ _id, name, headName = '' }) => ({
  name: headName,
  title: `${name}${staffOf(_id).headTitle}`,
  departmentId: _id,
}));

/** Whose phone the workbench can hold. */
export const phones = cast.people.map(({ openid, deviceOpenid, name, kind, note }) => ({
  openid: openid ?? deviceOpenid ?? '',
  name,
  kind,
  note,
}));

const UNITS = ['信息工程系', '机电工程系', '经济管理系', '艺术设计系', '建筑工程系', '护理系'];
/** One in so many of the others has bound a WeChat account. */
const ONE_BOUND_IN = 3;

/** All members, and so many others of the roster that the halls of fifteen sessions fill. */
export function roster(students: number, teachers: number): Person[] {
  const names = madeUpNames(
    students + teachers,
    members.map(({ name }) => name),
  );
  const others = names.map((name, place): Person => {
    const kind = place < students ? 'student' : 'staff';
    const index = kind === 'student' ? place : place - students;
    const serial = String(index + 1).padStart(4, '0');
    const _id = `${kind === 'student' ? 's' : 't'}${serial}`;
    return {
      ...bare,
      _id,
      number: kind === 'student' ? `20${23 + (index % 3)}1${serial}` : `T2${serial}`,
      name,
      kind,
      unit: UNITS[index % UNITS.length] ?? '',
      openid: place % ONE_BOUND_IN === 0 ? `demo-${_id}` : null,
    };
  });
  return [...members, ...others];
}
