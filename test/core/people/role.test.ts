import { holds, type Person, type RoleGrant, rolesAt } from '../../../cloudfunctions/core/people/person';
import { checkGrant, grantInWords, withGrant, withoutGrant } from '../../../cloudfunctions/core/people/role';
import { ROLES, type Role } from '../../../miniprogram/shared/labels';
import { refusalOf, somebody } from '../session/december';

const HEAD: RoleGrant = { role: 'head', departmentId: 'logistics' };
const OFFICE: RoleGrant = { role: 'office' };

describe('a role', () => {
  test.each(Object.keys(ROLES) as Role[])('%s is held where it belongs', (role) => {
    const isOfADepartment = role === 'handler' || role === 'head';
    const refused = (reason: string) => ({ code: 'invalid_input', fields: { 'grant.departmentId': reason } });
    expect(refusalOf(() => checkGrant({ role }, 0))).toEqual(
      isOfADepartment ? refused('department_needed') : { code: 'allowed' },
    );
    expect(refusalOf(() => checkGrant({ role, departmentId: 'logistics' }, 0))).toEqual(
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

describe('a deputy', () => {
  const from = 1000;
  const until = 2000;
  const DEPUTY: RoleGrant = { ...HEAD, from, until };

  test.each([
    ['before it begins', from - 1, false],
    ['when it begins', from, true],
    ['a moment before it is over', until - 1, true],
    ['when it is over', until, false],
  ])('%s', (_label, now, isHeld) => {
    expect(rolesAt([OFFICE, DEPUTY], now)).toEqual(isHeld ? [OFFICE, DEPUTY] : [OFFICE]);
  });

  test.each([
    ['for a whole time that is to come', { ...HEAD, from, until }, 0, true],
    ['that has begun', { ...HEAD, from, until }, until - 1, true],
    ['that is over', { ...HEAD, from, until }, until, false],
    ['without a beginning', { ...HEAD, until }, 0, false],
    ['without an end', { ...HEAD, from }, 0, false],
    ['of no length', { ...HEAD, from, until: from }, 0, false],
    ['of the office', { ...OFFICE, from, until }, 0, false],
  ])('%s', (_label, grant, now, isAllowed) => {
    expect(refusalOf(() => checkGrant(grant, now))).toEqual(
      isAllowed
        ? { code: 'allowed' }
        : { code: 'invalid_input', fields: { 'grant.until': 'deputy_time_invalid' } },
    );
  });

  test('may be given another time, and is nothing more to whoever is head for good', () => {
    const later = { ...DEPUTY, until: until + 1 };
    expect(withGrant([DEPUTY], later)).toEqual([later]);
    expect(withGrant([DEPUTY], HEAD)).toEqual([HEAD]);
    const overlapping = { ...DEPUTY, from: until - 1, until: until + 1 };
    expect(withGrant([DEPUTY], overlapping)).toEqual([overlapping]);
    expect(withGrant([HEAD], DEPUTY)).toEqual([HEAD]);
    expect(withoutGrant([DEPUTY, OFFICE], HEAD)).toEqual([OFFICE]);
  });

  test('keeps the term that is running when the next is entered, before it or after it; both are taken back at once', () => {
    const next = { ...DEPUTY, from: until, until: until + 1 };
    expect(withGrant([DEPUTY], next)).toEqual([DEPUTY, next]);
    expect(withGrant([next], DEPUTY)).toEqual([next, DEPUTY]);
    expect(rolesAt([DEPUTY, next], until - 1)).toEqual([DEPUTY]);
    expect(rolesAt([DEPUTY, next], until)).toEqual([next]);
    expect(withoutGrant([DEPUTY, next], HEAD)).toEqual([]);
  });
});
