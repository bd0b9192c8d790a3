import { departmentsView, successorChoices } from '../../miniprogram/packages/admin/departments/view';

const department = (id: string, changed: object = {}) => ({
  id,
  name: id,
  headName: '',
  leaderId: null,
  isDissolved: false,
  successorId: null,
  ...changed,
});
const leaders = [{ id: 'p-zheng', name: '郑国栋' }];

test.each([
  ['nobody named', {}, '还没写负责人'],
  ['a head', { headName: '徐立峰' }, '负责人 徐立峰'],
  ['a head and a leader', { headName: '徐立峰', leaderId: 'p-zheng' }, '负责人 徐立峰 · 分管 郑国栋'],
  ['a leader who is none any more', { leaderId: 'gone' }, '还没写负责人'],
])('a department with %s says so', (_label, changed, about) => {
  expect(departmentsView({ departments: [department('a', changed)], leaders }).rows[0]?.about).toBe(about);
});

test('a dissolved department stands apart, with who took over', () => {
  const departments = [
    department('后勤', { isDissolved: true, successorId: '保卫' }),
    department('保卫'),
    department('旧处', { isDissolved: true }),
  ];
  const view = departmentsView({ departments, leaders });
  expect(view.rows.map(({ id }) => id)).toEqual(['保卫']);
  expect(view.ended.map(({ about }) => about)).toEqual(['已撤销，由保卫承接', '已撤销，诉求退回活动办公室']);
});

test('the office comes first among those who can take over, and the department itself is not there', () => {
  const view = departmentsView({ departments: [department('a'), department('b')], leaders });
  expect(successorChoices(view, 'a')).toEqual([
    { key: '', label: '退回活动办公室' },
    { key: 'b', label: 'b' },
  ]);
});
