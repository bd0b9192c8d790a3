import { type DeskFacts, deskBlocks } from '../../miniprogram/pages/home/desk-blocks';
import { now, sessionCard } from './facts';

const upcoming = (status: 'planned' | 'previewed' | 'live') => ({
  ...sessionCard({ status }),
  attendeeCount: 0,
  speakingLeft: 0,
  waiting: 0,
  bookingUntil: now,
});
const quiet = { cases: 0, replied: 0, onTime: 0, late: 0 };
const desk = { departments: [], office: null, leader: null };
const home = (part: Partial<DeskFacts> = {}): DeskFacts => ({
  roles: [],
  desk: null,
  next: upcoming('previewed'),
  last: null,
  lastCards: null,
  commitmentsDue: 0,
  ...part,
});
const office = { ...desk, office: { submitted: 0, decisions: 0, overdue: 0 } };

test('whoever has no desk sees none', () => {
  expect(deskBlocks(home(), {}, now)).toEqual([]);
});

test.each([
  ['operator', '来电登记', '/packages/case/operator/operator'],
  ['assessor', '绩效台账', '/packages/survey/ledger/ledger'],
  ['observer', '票箱核对', '/packages/survey/box/box'],
])('the work of an %s is one tap away', (role, title, url) => {
  expect(deskBlocks(home({ roles: [role] }), {}, now)).toMatchObject([{ title, url, counts: [] }]);
});

test('whoever has a desk as well finds it first', () => {
  const titles = deskBlocks(home({ roles: ['observer', 'office'], desk: office }), {}, now);
  expect(titles.map(({ title }) => title)).toEqual(['诉求受理', '票箱核对']);
});

test.each([
  ['planned', { next: upcoming('planned') }, ['今天：发布第 16 期预告']],
  ['in the hall', { next: upcoming('live') }, ['今天：第 16 期正在进行']],
  ['held', { last: sessionCard({ number: 15, status: 'closed' }) }, ['今天：写第 15 期纪要']],
  ['minuted', { last: sessionCard({ number: 15, status: 'minuted' }) }, ['今天：开始第 15 期满意度调查']],
  ['nowhere', { next: null }, ['今天：排下一期']],
  ['waiting for bookings', { last: sessionCard({ number: 15, status: 'announced' }) }, []],
])('a session that is %s is the one thing of today for the office', (_state, part, expected) => {
  const [block] = deskBlocks(home({ desk: office, ...part }), {}, now);
  expect(block?.lines.map(({ text }) => text)).toEqual(expected);
  expect(block?.note).toBe('都办完了，辛苦了。有新的会出现在这里。');
});

test('what is late stands counted on the desk of the office, which then is not done', () => {
  const late = { ...desk, office: { submitted: 2, decisions: 0, overdue: 1 } };
  const [block] = deskBlocks(home({ desk: late }), {}, now);
  expect(block?.counts.map(({ label, value, isAlarm }) => [label, value, isAlarm])).toEqual([
    ['待受理', '2', false],
    ['已超期', '1', true],
  ]);
  expect(block?.note).toBe('');
});

test('a leader reads four figures against last month, the late departments, cards and promises, each one tap away', () => {
  const leader = {
    thisMonth: { cases: 12, replied: 10, onTime: 9, late: 2 },
    lastMonth: { cases: 9, replied: 10, onTime: 8, late: 6 },
    overdue: 3,
    departments: [
      { departmentId: 'logistics', overdue: 2 },
      { departmentId: 'library', overdue: 1 },
    ],
  };
  const facts = home({
    desk: { ...desk, leader },
    last: sessionCard({ number: 15, status: 'announced' }),
    lastCards: { yellow: 1, red: 2 },
    commitmentsDue: 3,
  });
  const [block] = deskBlocks(facts, { logistics: '后勤保障处', library: '图书馆' }, now);
  expect(block?.counts.map(({ label, value, change }) => [label, value, change])).toEqual([
    ['本月提出', '12', '比上月同期 +3'],
    ['本月答复', '10', '与上月同期持平'],
    ['按时答复率', '75%', '比上月同期 +25 个百分点'],
    ['超期未答', '3', ''],
  ]);
  expect(block?.ranked.map(({ spoken, width, url }) => [spoken, width, url])).toEqual([
    ['后勤保障处，2 件，超期未答', 100, '/packages/case/inbox/inbox?desk=leader&department=logistics'],
    ['图书馆，1 件，超期未答', 50, '/packages/case/inbox/inbox?desk=leader&department=library'],
  ]);
  expect(block?.lines).toEqual([
    { text: '第 15 期红牌 2 张，黄牌 1 张', url: '/packages/survey/cards/cards' },
    { text: '3 项承诺 7 天内到期', url: '/packages/report/commitments/commitments' },
  ]);
});

test('a month without anything, and no department at all, is no reproach', () => {
  const leader = { thisMonth: quiet, lastMonth: quiet, overdue: 0, departments: [] };
  const [block] = deskBlocks(home({ desk: { ...desk, leader } }), {}, now);
  expect(block?.lines.map(({ text }) => text)).toEqual(['各部门都没有超期的。']);
  expect(block?.ranked).toEqual([]);
  expect(block?.counts[2]).toMatchObject({ value: '—', change: '' });
});
