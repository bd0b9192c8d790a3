import type { RoleGrant } from '../../../cloudfunctions/core/people/person';
import { candidatesFor, withoutPersonIds } from '../../../cloudfunctions/core/session/plan-people';
import { plan } from './december';

const NOW = 1_000;
const person = (_id: string, name: string, unit: string, ...roles: RoleGrant[]) => ({
  _id,
  name,
  unit,
  roles,
});
const LISTED = [
  person('p-ma', '马晓东', '后勤保障处', { role: 'handler', departmentId: 'logistics' }),
  person('p-xu', '徐立峰', '后勤保障处', { role: 'head', departmentId: 'logistics' }),
  person('p-zheng', '郑国栋', '校领导', { role: 'leader', title: '党委书记' }),
  person('p-he', '何立峰', '信息工程系'),
];
const DEPARTMENTS = [
  { _id: 'logistics', name: '后勤保障处', headName: '徐立峰' },
  { _id: 'teaching', name: '教务处', headName: '钱志远' },
  { _id: 'library', name: '图书馆' },
];
const found = (search: string, listed = LISTED) => candidatesFor(search, listed, DEPARTMENTS, NOW);

describe('who is found for the table', () => {
  test('leaders and heads stand before all others, with the office that the roster knows', () => {
    expect(found('立峰')).toEqual([
      {
        personId: 'p-xu',
        departmentId: 'logistics',
        name: '徐立峰',
        title: '后勤保障处负责人',
        unit: '后勤保障处',
      },
      { personId: 'p-he', departmentId: null, name: '何立峰', title: '', unit: '信息工程系' },
    ]);
    expect(found('国栋')).toEqual([
      { personId: 'p-zheng', departmentId: null, name: '郑国栋', title: '党委书记', unit: '校领导' },
    ]);
  });

  test.each([
    ['an office', '书记', ['p-zheng']],
    ['a department: its head alone', '后勤', ['p-xu']],
    ['a name in full width with a blank', ' 马　晓东', ['p-ma']],
    ['what nobody is called', '不存在', []],
  ])('by %s', (_label, search, ids) => {
    expect(found(search).map(({ personId }) => personId)).toEqual(ids);
  });

  test('a head whom the department alone names is there without a person', () => {
    expect(found('教务')).toEqual([
      { personId: null, departmentId: 'teaching', name: '钱志远', title: '教务处负责人', unit: '教务处' },
    ]);
  });

  test('a deputy is a head in that time and not after it, and nobody stands there twice', () => {
    const deputy = (until: number) => [
      person('p-ma', '马晓东', '后勤保障处', { role: 'head', departmentId: 'logistics', from: 0, until }),
    ];
    expect(found('马晓东', deputy(NOW + 1))).toMatchObject([{ title: '后勤保障处负责人' }]);
    expect(found('马晓东', deputy(NOW))).toMatchObject([{ title: '', departmentId: 'logistics' }]);
    expect(found('徐立峰', [...LISTED, ...LISTED])).toHaveLength(1);
  });
});

test('everybody reads the plan without whom of the roster it names', () => {
  const xu = { name: '徐立峰', title: '后勤保障处处长', personId: 'p-xu', departmentId: 'logistics' };
  const shown = withoutPersonIds({ ...plan, chair: { ...plan.chair, personId: 'p-zheng' }, attendees: [xu] });
  expect(JSON.stringify(shown)).not.toContain('p-');
  expect(shown.attendees).toEqual([{ name: '徐立峰', title: '后勤保障处处长', departmentId: 'logistics' }]);
});
