import { caseIdOf } from '../../../cloudfunctions/core/case/case-id';
import { caseJoinId } from '../../../cloudfunctions/core/case/join';
import { keyBefore, keyOf } from '../../../cloudfunctions/core/case/key';
import { caseMessage } from '../../../cloudfunctions/core/case/message';
import type { CaseAudience, CaseNotice } from '../../../cloudfunctions/core/case/notice';
import { instantOf } from '../../../cloudfunctions/core/rules/calendar';
import { CASE_LIMITS } from '../../../miniprogram/shared/case';

const notice = (to: CaseAudience): CaseNotice => ({
  kind: 'case_progress',
  to,
  subject: '20261123-0042.3.0',
  at: 1,
  title: '三号楼热水时断时续',
  body: '已交办',
});

const CASE = { _id: 'c1', urgency: 'emergency' } as const;
const QUIET = { _id: 'c1', urgency: 'ordinary' } as const;
const FACTS = { names: new Map<string, string>(), hours: { tellFromHour: 8, tellUntilHour: 21 } };
const day = (hour: number) => instantOf('2026-11-23', hour);

test.each([
  ['the asker', 'asker', 'case'],
  ['whoever follows it', 'joiners', 'case'],
  ['a handler', 'handlers:logistics', 'case_desk'],
  ['the office', 'office', 'case_desk'],
  ['the leader in charge', 'leader:logistics', 'case_desk'],
] as const)('a message for %s opens the page that is theirs', (_label, to, page) => {
  expect(caseMessage(notice(to), CASE, 'p-1', FACTS).opens).toEqual({ page, id: 'c1' });
});

test('the asker’s own words stand in the inbox, never on a locked screen', () => {
  const { title, push } = caseMessage(notice('asker'), CASE, 'p-1', FACTS);
  expect(title).toBe('三号楼热水时断时续');
  expect(JSON.stringify(push)).not.toContain('热水');
});

test('a message says the departments by their names of now, and the number of the case', () => {
  const told = {
    ...notice('asker'),
    body: '已交办{department:logistics}，由{department:gone}协办',
  };
  const names = new Map([['logistics', '后勤处']]);
  const note = '已交办后勤处，由承办部门协办';
  expect(caseMessage(told, CASE, 'p-1', { ...FACTS, names })).toEqual({
    _id: 'case_progress:20261123-0042.3.0:p-1',
    kind: 'case_progress',
    to: 'p-1',
    title: '三号楼热水时断时续',
    body: `${note}（编号 20261123-0042）`,
    opens: { page: 'case', id: 'c1' },
    at: 1,
    push: { subject: '诉求 20261123-0042', time: 1, place: '四点对话', note },
    fanOut: 'open',
    fanOutAfter: '',
  });
});

test.each([
  ['an ordinary matter at night waits for the morning', QUIET, 23, day(32)],
  ['an ordinary matter by day is pushed at once', QUIET, 10, day(10)],
  ['an emergency at night is pushed at once', CASE, 23, undefined],
] as const)('%s', (_label, entity, hour, pushAt) => {
  expect(caseMessage({ ...notice('asker'), at: day(hour) }, entity, 'p-1', FACTS).pushAt).toBe(pushAt);
});

test.each<[CaseAudience, string | null]>([
  ['office', 'office'],
  ['heads:logistics', 'department'],
  ['leader:logistics', 'leader'],
  ['leaders', 'leader'],
  ['handlers:logistics', null],
])('that something is late is told to %s once a day, on their desk, or of each case', (to, desk) => {
  const late = (subject: string, hour: number) =>
    caseMessage(
      { ...notice(to), kind: 'overdue', ...(desk === null ? {} : { isDaily: true }), subject, at: day(hour) },
      QUIET,
      'p-1',
      FACTS,
    );
  const [first, second] = [late('20261123-0001.3.0', 9), late('20261123-0002.3.0', 17)];
  expect(first._id === second._id).toBe(desk !== null);
  if (desk !== null) expect(first.opens).toEqual({ page: 'case_inbox', id: desk });
  expect(late('20261123-0001.4.0', 33)._id).not.toBe(first._id);
  const urgent = caseMessage({ ...notice(to), kind: 'overdue', isDaily: true }, CASE, 'p-1', FACTS);
  expect(urgent.opens.page).toBe('case_desk');
});

test('a long title is cut between characters, also those of two units', () => {
  const title = '𠮷'.repeat(CASE_LIMITS.placeMax + 1);
  const cut = caseMessage({ ...notice('asker'), title }, CASE, 'p-1', FACTS).title;
  expect(cut).toBe('𠮷'.repeat(CASE_LIMITS.placeMax));
});

test('keys sort by instant, then by number; what is not due comes last', () => {
  const keys = [
    keyOf(null, '1'),
    keyOf(10, '2'),
    keyOf(10, '1'),
    keyOf(9, '3'),
    keyOf(1_796_000_000_000, '0'),
  ];
  expect([...keys].sort()).toEqual([keys[3], keys[2], keys[1], keys[4], keys[0]]);
  expect(keyOf(9, 'n')).toBe('0000000000009:n');
  expect([keyOf(9, '9') < keyBefore(10), keyBefore(10) < keyOf(10, '0')]).toEqual([true, true]);
});

test('the same request makes the same case, another another; an interest is one person’s in one case', () => {
  expect(caseIdOf('request-1')).toBe(caseIdOf('request-1'));
  expect(caseIdOf('request-1')).not.toBe(caseIdOf('request-2'));
  expect(caseIdOf('request-1')).toMatch(/^c[0-9a-f]{22}$/);
  expect(caseJoinId('c1', 'p-1')).toBe('c1:p-1');
});
