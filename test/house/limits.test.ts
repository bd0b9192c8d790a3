import { caseContract } from '../../cloudfunctions/contract/case';
import { hallContract } from '../../cloudfunctions/contract/hall';
import { CASE_LIMITS } from '../../miniprogram/shared/case';
import { LIMITS } from '../../miniprogram/shared/limits';

const departments = (count: number) => Array.from({ length: count }, (_none, index) => `department-${index}`);

const isAssigned = (count: number) =>
  caseContract['case.assign'].input.safeParse({
    caseId: 'case-0001',
    leadId: 'logistics',
    coIds: departments(count),
  }).success;

const isAsked = (count: number) =>
  hallContract['hall.addQuestion'].input.safeParse({
    sessionId: 'session-16',
    question: {
      title: '三号楼热水',
      detail: '',
      category: 'logistics',
      departmentId: 'logistics',
      coDepartmentIds: departments(count),
      asker: 'none',
      askerId: null,
      settlement: null,
    },
  }).success;

test.each([
  [LIMITS.coDepartmentsMax, true],
  [LIMITS.coDepartmentsMax + 1, false],
])('%i co-departments of a question fit the case it becomes just as well: %s', (count, fits) => {
  expect({ question: isAsked(count), case: isAssigned(count) }).toEqual({ question: fits, case: fits });
});

test('no limit is given twice under one name, so that merged objects hide nothing', () => {
  expect(Object.keys(CASE_LIMITS).filter((name) => name in LIMITS)).toEqual([]);
});
