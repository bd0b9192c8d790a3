import { caseIdOf } from '../../../cloudfunctions/core/case/case-id';
import { caseJoinId } from '../../../cloudfunctions/core/case/join';
import { keyBefore, keyOf } from '../../../cloudfunctions/core/case/key';
import { caseMessage } from '../../../cloudfunctions/core/case/message';
import type { CaseAudience, CaseNotice } from '../../../cloudfunctions/core/case/notice';
import { CASE_LIMITS } from '../../../miniprogram/shared/case';

const notice = (to: CaseAudience): CaseNotice => ({
  kind: 'case_progress',
  to,
  subject: '20261123-0042.3.0',
  at: 1,
  title: '三号楼热水时断时续',
  body: '已交办',
});

test.each([
  ['the asker', 'asker', 'case'],
  ['whoever follows it', 'joiners', 'case'],
  ['a handler', 'handlers:logistics', 'case_desk'],
  ['the office', 'office', 'case_desk'],
  ['the leader in charge', 'leader:logistics', 'case_desk'],
] as const)('a message for %s opens the page that is theirs', (_label, to, page) => {
  expect(caseMessage(notice(to), 'c1', 'p-1', new Map()).opens).toEqual({ page, id: 'c1' });
});

test('the asker’s own words stand in the inbox, never on a locked screen', () => {
  const { title, push } = caseMessage(notice('asker'), 'c1', 'p-1', new Map());
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
  expect(caseMessage(told, 'c1', 'p-1', names)).toEqual({
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

test('a long title is cut between characters, also those of two units', () => {
  const title = '𠮷'.repeat(CASE_LIMITS.placeMax + 1);
  const cut = caseMessage({ ...notice('asker'), title }, 'c1', 'p-1', new Map()).title;
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
