import type { Person } from '../../cloudfunctions/core/people/person';
import type { Cloud } from '../cloud';
import { departments, members } from '../demo/cast';

/** Accounts of the demo's cast, by what they do in the scenes. */
export const WHO = {
  lin: 'demo-student-lin',
  zhou: 'demo-student-zhou',
  he: 'demo-student-he',
  gao: 'demo-teacher-gao',
  newcomer: 'demo-newcomer',
  handler: 'demo-staff-ma',
  head: 'demo-head-xu',
  otherHead: 'demo-head-qian',
  office: 'demo-office-wu',
  secondOffice: 'demo-office-luo',
  leader: 'demo-leader-zheng',
  operator: 'demo-operator-tang',
  observer: 'demo-observer-pan',
  discipline: 'demo-discipline-jin',
  assessor: 'demo-assessor-qin',
  admin: 'demo-admin-shen',
} as const;

/** More than a rate is shown for, and than a card needs. */
const GUESTS = 12;
export const guest = (index: number) => `account-of-guest-${index}`;
export const guests = Array.from({ length: GUESTS }, (_, index) => guest(index));

const asGuest = (openid: string, index: number): Person => ({
  _id: `p-guest-${index}`,
  openid,
  number: `2024${1000 + index}`,
  name: `来宾${'甲乙丙丁戊己庚辛壬癸子丑'[index] ?? index}`,
  kind: 'student',
  unit: '机电工程系',
  roles: [],
  hasLeft: false,
  absentFrom: null,
});

export const everybody: readonly Person[] = [...members, ...guests.map(asGuest)];

/** The roster and the departments, bound as in the demo. */
export async function seedPeople(cloud: Cloud): Promise<void> {
  await cloud.seed('departments', departments);
  await cloud.seed('people', everybody);
  await cloud.seed(
    'accounts',
    everybody.flatMap(({ _id, openid }) => (openid ? [{ _id: openid, personId: _id, boundAt: 0 }] : [])),
  );
}

const KINDS = { student: '学生', staff: '教职工' } as const;

/** The roster as a file, with one more, and without those numbers. */
export const rosterFile = (...without: string[]): string =>
  [
    '号码,姓名,类别,单位',
    ...everybody
      .filter(({ number }) => !without.includes(number))
      .map(({ number, name, kind, unit }) => `${number},${name},${KINDS[kind]},${unit}`),
    '20269999,新同学,学生,信息工程系',
  ].join('\n');
