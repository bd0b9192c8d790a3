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
  ['the asker', 'asker', '/pages/case/case?id=c1'],
  ['whoever follows it', 'joiners', '/pages/case/case?id=c1'],
  ['a handler', 'handlers:logistics', '/packages/case/handle/handle?id=c1'],
  ['the office', 'office', '/packages/case/handle/handle?id=c1'],
  ['the leader in charge', 'leader:logistics', '/packages/case/handle/handle?id=c1'],
] as const)('a message for %s opens the page that is theirs', (_label, to, page) => {
  expect(caseMessage(notice(to), 'c1', 'p-1', new Map()).page).toBe(page);
});

test('the asker’s own words stand in the inbox, never on a locked screen', () => {
  const { title, push } = caseMessage(notice('asker'), 'c1', 'p-1', new Map());
  expect(title).toBe('三号楼热水时断时续');
  expect(JSON.stringify(push)).not.toContain('热水');
});
