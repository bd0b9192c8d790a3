import { caseMessage } from '../../../cloudfunctions/core/case/message';
import type { CaseAudience, CaseNotice } from '../../../cloudfunctions/core/case/notice';

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
