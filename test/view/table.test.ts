import { placeRows, presenceLine } from '../../miniprogram/packages/hall/room/view';
import {
  attendeesFrom,
  blankPlan,
  peopleIn,
  withText,
} from '../../miniprogram/packages/office/plan/plan-form';
import { presentWords } from '../../miniprogram/shared/present-words';
import {
  foundRows,
  movedAt,
  seatedFrom,
  withoutAt,
  withSeated,
  withTitleAt,
} from '../../miniprogram/view/table';

const XU = { name: '徐立峰', title: '后勤保障处处长', personId: 'p-xu', departmentId: 'logistics' };
const QIAN = { name: '钱志远', title: '教务处处长' };
const found = {
  personId: 'p-xu',
  departmentId: null,
  name: '徐立峰',
  title: '后勤保障处负责人',
  unit: '后勤保障处',
};

test('who is found says office and unit, each once', () => {
  expect(foundRows([found, { ...found, title: '', unit: '信息工程系' }]).map(({ about }) => about)).toEqual([
    '后勤保障处负责人',
    '信息工程系',
  ]);
  expect(seatedFrom(found)).toEqual({ name: '徐立峰', title: '后勤保障处负责人', personId: 'p-xu' });
});

test('people are added once, by whom of the roster they are or by name and office', () => {
  expect(withSeated([XU], { ...XU, title: '处长' })).toEqual([XU]);
  expect(withSeated([QIAN], { ...QIAN })).toEqual([QIAN]);
  expect(withSeated([XU], { ...XU, personId: 'p-other', title: '副处长' })).toHaveLength(2);
  expect(withTitleAt([XU, QIAN], 1, '副处长')).toEqual([XU, { ...QIAN, title: '副处长' }]);
  expect(withoutAt([XU, QIAN], 0)).toEqual([QIAN]);
});

test.each([
  [0, 1, [QIAN, XU]],
  [1, -1, [QIAN, XU]],
  [0, -1, [XU, QIAN]],
  [1, 1, [XU, QIAN]],
] as const)('from place %d by %d', (at, by, after) => {
  expect(movedAt([XU, QIAN], at, by)).toEqual(after);
});

test('pasted lines keep whom of the roster they name, unless name or office is another', () => {
  expect(attendeesFrom('徐立峰 后勤保障处处长\n钱志远 教务处处长', [XU])).toEqual([XU, QIAN]);
  expect(attendeesFrom('徐立峰 副处长', [XU])).toEqual([{ name: '徐立峰', title: '副处长' }]);
  expect(peopleIn({ detail: { value: [XU, { name: 1 }, null] } })).toEqual([XU]);
  expect(peopleIn({ detail: null })).toEqual([]);
  const chaired = withText({ ...blankPlan(), chair: XU }, 'chair.name', '郑国栋');
  expect(chaired.chair).toEqual({ name: '郑国栋', title: '后勤保障处处长' });
});

test('the room counts who is ticked and says who chairs', () => {
  const places = [
    { name: '郑国栋', title: '党委书记', isChair: true, isPresent: true },
    { ...QIAN, isChair: false, isPresent: false },
  ];
  expect(presenceLine(places)).toBe('已勾选 1 / 2 位');
  expect(placeRows(places).map(({ about }) => about)).toEqual(['党委书记 · 主持', '教务处处长']);
});

test.each([
  [true, ['主持：党委书记郑国栋', '出席：教务处处长钱志远']],
  [false, ['计划主持：党委书记郑国栋', '计划出席：教务处处长钱志远']],
])('who was ticked (%s) is called so, and who was only planned is not', (isTicked, lines) => {
  const words = presentWords({ chair: '党委书记郑国栋', attendees: ['教务处处长钱志远'], isTicked });
  expect(words.map(({ label, names }) => `${label}：${names}`)).toEqual(lines);
  expect(presentWords({ chair: '', attendees: [], isTicked })).toEqual([]);
});
