import app from '../../miniprogram/app.json';
import { personRow } from '../../miniprogram/packages/admin/people/view';
import { rosterView } from '../../miniprogram/packages/admin/roster/view';
import { changeFrom, missingInBreaks, rulesView } from '../../miniprogram/packages/admin/rules/view';
import { inboxView } from '../../miniprogram/pages/inbox/view';
import { meView } from '../../miniprogram/pages/me/view';
import { messageSettingsView, optOutAfter } from '../../miniprogram/pages/message-settings/view';
import { rulebookView } from '../../miniprogram/pages/rulebook/view';
import type { Role } from '../../miniprogram/shared/labels';
import { MESSAGE_PAGES } from '../../miniprogram/shared/message-page';
import { HOUR, now } from './facts';

const person = (roles: Role[]) => ({
  id: 'p',
  name: '吴雅琴',
  number: 'T10033',
  kind: 'staff' as const,
  unit: '党政办公室',
  roles: roles.map((role) => ({ role })),
});
const me = (roles: Role[] | null) => ({
  person: roles && person(roles),
  unread: 2,
  optOut: [],
  templates: {},
});

test.each([
  ['somebody who is not bound', null, []],
  ['a person without a role', [] as Role[], []],
  ['the office', ['office'] as Role[], ['活动办公室']],
  ['a leader, who reads along', ['leader'] as Role[], ['活动进度']],
  [
    'an administrator',
    ['admin'] as Role[],
    ['微信提醒', '人员与角色', '部门', '导入名册', '修改规则', '操作记录'],
  ],
])('%s sees the desks the roles open, and no others', (_label, roles, expected) => {
  const guarded = [
    '活动办公室',
    '活动进度',
    '微信提醒',
    '人员与角色',
    '部门',
    '导入名册',
    '修改规则',
    '操作记录',
  ];
  const titles = meView(me(roles)).desks.map(({ title }) => title);
  expect(titles.filter((title) => guarded.includes(title))).toEqual(expected);
});

test('one who is not bound is shown reading matter, but nothing of one’s own', () => {
  const view = meView(me(null));
  expect(view.own).toEqual([]);
  expect(view.reading.length).toBeGreaterThan(0);
});

const message = (id: string, at: number, isUnread: boolean) => ({
  id,
  kind: 'preview' as const,
  title: '第 16 期预告',
  body: '下周四 16:00',
  opens: { page: 'session' as const, id: 'session-16' },
  at,
  isUnread,
});

test('having seen the inbox reads everything up to its youngest message', () => {
  const messages = [message('b', now - HOUR, true), message('a', now - 2 * HOUR, false)];
  expect(inboxView({ messages, next: null }, now).readUpTo).toBe(now - HOUR);
});

test('an inbox without anything new reads nothing', () => {
  expect(inboxView({ messages: [message('a', now, false)], next: null }, now).readUpTo).toBe(0);
});

test('a message leads to the page it names, with what it is about', () => {
  const { messages } = inboxView({ messages: [message('a', now, false)], next: null }, now);
  expect(messages.map(({ url }) => url)).toEqual(['/pages/session/session?id=session-16']);
});

test('every page that a message can lead to is in the app, and none is a tab, which takes no id', () => {
  const pages = [
    ...app.pages,
    ...app.subPackages.flatMap(({ root, pages: inside }) => inside.map((page) => `${root}/${page}`)),
  ];
  const tabs = app.tabBar.list.map(({ pagePath }) => pagePath);
  const addresses = Object.values(MESSAGE_PAGES).map((url) => url.slice(1));
  expect(addresses.filter((url) => !pages.includes(url) || tabs.includes(url))).toEqual([]);
});

test('a silenced kind is off, and switching it on again leaves the others silent', () => {
  const view = messageSettingsView({ ...me([]), optOut: ['preview', 'results'] });
  const choices = view.groups.flatMap(({ choices }) => choices);
  expect(choices.filter(({ isOn }) => !isOn).map(({ kind }) => kind)).toEqual(['preview', 'results']);
  expect(optOutAfter(view.optOut, 'preview', true)).toEqual(['results']);
  expect(optOutAfter(['results'], 'preview', false)).toEqual(['results', 'preview']);
  expect(optOutAfter(['results'], 'weather', false)).toEqual(['results']);
});

test('a role held in a department names it', () => {
  const departments = [{ id: 'logistics', name: '后勤保障处', isDissolved: false }];
  const row = personRow(
    {
      ...person([]),
      isBound: true,
      roles: [{ role: 'head', departmentId: 'logistics' }, { role: 'leader' }],
    },
    departments,
  );
  expect(row.grants.map(({ label }) => label)).toEqual(['后勤保障处 部门负责人', '校领导']);
});

test('lines of a roster that cannot be read are named, and an import without effect is not offered', () => {
  const view = rosterView({
    added: 0,
    changed: 0,
    left: 0,
    needsCount: false,
    leavers: [],
    changes: [],
    refused: [{ line: 3, reason: '没有姓名' }],
  });
  expect(view.refused).toEqual([{ line: '第 3 行', reason: '没有姓名' }]);
  expect(view.canImport).toBe(false);
});

test('who leaves is named before an import, with the role that goes too, and how many are not listed', () => {
  const view = rosterView({
    added: 0,
    changed: 1,
    left: 3,
    needsCount: true,
    leavers: [{ name: '马建国', unit: '后勤保障处', isStaff: true, hasRole: true }],
    changes: [
      { name: '林小满', unit: '信息工程系', isStaff: false, hasRole: false, becomes: '林小满 · 机电工程系' },
    ],
    refused: [],
  });
  expect(view.leavers).toEqual(['马建国 · 后勤保障处（有角色，将一并撤销）']);
  expect(view.moreLeavers).toBe('另有 2 人未列出');
  expect(view.changes).toEqual(['林小满 · 信息工程系 → 林小满 · 机电工程系']);
});

const book = {
  version: 2,
  effectiveAt: now,
  reason: '名额改为 25',
  isInForce: true,
  sections: [],
  versions: [
    { version: 1, at: 0, reason: '启用', changes: [] },
    {
      version: 2,
      at: now,
      reason: '名额改为 25',
      changes: [{ label: '发言名额', before: '20 个', after: '25 个' }],
    },
  ],
  numbers: [
    { path: 'booking.slots', group: '预约', label: '发言名额', unit: '个', value: 25, min: 1, max: 100 },
    { path: 'cards.red', group: '红黄牌', label: '红牌', unit: '%', value: 50, min: 1, max: 99 },
    { path: 'cards.days', group: '红黄牌', label: '复核期', unit: '工作日', value: 5, min: 1, max: 30 },
  ],
  breaks: [{ name: '寒假', from: '2027-01-16', to: '2027-02-28' }],
};

test('the newest version of the rule book stands first, each with what it changed', () => {
  const view = rulebookView(book);
  expect(view.versions.map(({ version, isShown }) => [version, isShown])).toEqual([
    ['第 2 版', true],
    ['第 1 版', false],
  ]);
  expect(view.changes).toEqual([{ label: '发言名额', words: '20 个 → 25 个' }]);
  expect(rulebookView({ ...book, version: 1, isInForce: false }).changes).toEqual([]);
});

test('the numbers stand in the groups of the rule book, with their units', () => {
  expect(
    rulesView(book).groups.map(({ title, numbers }) => [title, ...numbers.map(({ words }) => words)]),
  ).toEqual([
    ['预约', '25 个'],
    ['红黄牌', '50%', '5 个工作日'],
  ]);
});

const winter = { name: '寒假', from: '2027-01-16', to: '2027-02-28' };
const worked = { name: '补课', from: '2027-01-23', to: '2027-01-23', isWorked: true } as const;
test.each([
  ['a number', 'booking.slots', '25', [], { path: 'booking.slots', value: 25 }],
  ['a number with a fraction', 'booking.slots', '2.5', [], null],
  ['no number', 'booking.slots', '', [], null],
  ['breaks', 'breaks', '', [winter], { breaks: [winter] }],
  ['a day worked', 'breaks', '', [worked], { breaks: [worked] }],
  ['no breaks at all', 'breaks', '', [], { breaks: [] }],
  ['a break without an end', 'breaks', '', [{ ...winter, to: '' }], null],
])('a rule changed to %s is a change or is not sent', (_label, path, typed, breaks, change) => {
  expect(changeFrom(path, typed, breaks)).toEqual(change);
});

test.each([
  [{ name: ' ' }, '请填事由'],
  [{ from: '' }, '请选起止日期'],
  [{ to: '2027-01-15' }, '结束日期不能早于开始日期'],
  [{ to: '2027-01-16' }, ''],
])('a break with %p lacks: %s', (part, problem) => {
  expect(missingInBreaks([{ ...winter, ...part }])).toBe(problem);
});
