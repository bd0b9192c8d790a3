import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { roleGrant } from '../../cloudfunctions/contract/account';
import type { Department } from '../../cloudfunctions/core/people/department';
import type { Person } from '../../cloudfunctions/core/people/person';
import { PERSON_KINDS } from '../../miniprogram/shared/labels';
import { root } from '../root';

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

const cast = castFile.parse(JSON.parse(readFileSync(join(root, 'dev', 'demo', 'cast.json'), 'utf8')));

export const departments: Department[] = cast.departments;
export const members = cast.people;

/** Whose phone the workbench can hold. */
export const phones = cast.people.map(({ openid, deviceOpenid, name, kind, note }) => ({
  openid: openid ?? deviceOpenid ?? '',
  name,
  kind,
  note,
}));

/** The cast, and so many others of the roster that the halls of fifteen sessions fill; these have no WeChat account. */
export function roster(students: number, staff: number): Person[] {
  const bare = { roles: [], openid: null, hasLeft: false, absentFrom: null };
  const member = (kind: Person['kind'], index: number): Person => {
    const serial = String(index + 1).padStart(4, '0');
    return kind === 'student'
      ? {
          ...bare,
          _id: `s${serial}`,
          number: `20251${serial}`,
          name: `学生${serial}`,
          kind,
          unit: UNITS[index % UNITS.length] ?? '',
        }
      : {
          ...bare,
          _id: `t${serial}`,
          number: `T2${serial}`,
          name: `教师${serial}`,
          kind,
          unit: '基础教学部',
        };
  };
  return [
    ...cast.people.map(({ note: _note, deviceOpenid: _device, ...person }) => ({ ...bare, ...person })),
    ...Array.from({ length: students }, (_, index) => member('student', index)),
    ...Array.from({ length: staff }, (_, index) => member('staff', index)),
  ];
}

const UNITS = ['信息工程系', '机电工程系', '经济管理系', '艺术设计系', '建筑工程系', '护理系'];
