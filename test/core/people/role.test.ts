import { holds, type Person, type RoleGrant } from '../../../cloudfunctions/core/people/person';
import { checkGrant, grantInWords, withGrant, withoutGrant } from '../../../cloudfunctions/core/people/role';
import { ROLES, type Role } from '../../../miniprogram/shared/labels';
import { refusalOf, somebody } from '../session/december';

const HEAD: RoleGrant = { role: 'head', departmentId: 'logistics' };
const OFFICE: RoleGrant = { role: 'office' };

describe('a role', () => {
  test.each(Object.keys(ROLES) as Role[])('%s is held where it belongs', (role) => {
    const isOfADepartment = role === 'handler' || role === 'head';
    const refused = (reason: string) => ({ code: 'invalid_input', fields: { 'grant.departmentId': reason } });
    expect(refusalOf(() => checkGrant({ role }))).toEqual(
      isOfADepartment ? refused('department_needed') : { code: 'allowed' },
    );
    expect(refusalOf(() => checkGrant({ role, departmentId: 'logistics' }))).toEqual(
      isOfADepartment ? { code: 'allowed' } : refused('department_not_for_role'),
    );
  });

  test('is held once, in each department for itself', () => {
    expect(withGrant([], HEAD)).toEqual([HEAD]);
    expect(withGrant([HEAD, OFFICE], HEAD)).toEqual([HEAD, OFFICE]);
    const elsewhere: RoleGrant = { role: 'head', departmentId: 'teaching' };
    const below: RoleGrant = { role: 'handler', departmentId: 'logistics' };
    expect(withGrant([HEAD], elsewhere)).toEqual([HEAD, elsewhere]);
    expect(withGrant([HEAD], below)).toEqual([HEAD, below]);
  });

  test('is taken away, and nothing else with it', () => {
    const elsewhere: RoleGrant = { role: 'head', departmentId: 'teaching' };
    expect(withoutGrant([HEAD, elsewhere, OFFICE], HEAD)).toEqual([elsewhere, OFFICE]);
    expect(withoutGrant([OFFICE], HEAD)).toEqual([OFFICE]);
  });

  test('in words names the department, where there is one', () => {
    expect(grantInWords(HEAD, '后勤处')).toBe(`${ROLES.head} · 后勤处`);
    expect(grantInWords(OFFICE)).toBe(ROLES.office);
  });
});

describe('does somebody hold it?', () => {
  const person = (...roles: RoleGrant[]): Person => ({ ...somebody, roles });

  test.each([
    ['a role, asked anywhere', [OFFICE], ['office'], undefined, true],
    ['another role', [OFFICE], ['admin'], undefined, false],
    ['one of several', [OFFICE], ['admin', 'office'], undefined, true],
    ['a role of a department, asked anywhere', [HEAD], ['head'], undefined, true],
    ['in this department', [HEAD], ['head'], 'logistics', true],
    ['in another department', [HEAD], ['head'], 'teaching', false],
    ['another role in this department', [HEAD], ['handler'], 'logistics', false],
    ['a role of the college, asked in a department', [OFFICE], ['office'], 'logistics', false],
    ['one of two that they hold', [OFFICE, HEAD], ['head'], 'logistics', true],
    ['none', [], ['office'], undefined, false],
  ] as const)('%s', (_label, roles, asked, departmentId, isHeld) => {
    expect(holds(person(...roles), asked, departmentId)).toBe(isHeld);
  });
});
