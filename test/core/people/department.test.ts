import {
  type Department,
  dissolvedDepartment,
  savedDepartment,
  successorOf,
} from '../../../cloudfunctions/core/people/department';
import { refusalOf } from '../session/december';

const department = (_id: string, changes: Partial<Department> = {}): Department => ({
  _id,
  name: `${_id}处`,
  ...changes,
});
const form = (name: string) => ({ name, headName: '', leaderId: null });

describe('saving a department', () => {
  test('keeps what is named and leaves out what is not', () => {
    expect(savedDepartment('a', { name: '后勤处', headName: '徐岚', leaderId: 'p-zheng' }, null, [])).toEqual(
      {
        _id: 'a',
        name: '后勤处',
        headName: '徐岚',
        leaderId: 'p-zheng',
      },
    );
    expect(savedDepartment('a', form('后勤处'), department('a', { headName: '徐岚' }), [])).toEqual({
      _id: 'a',
      name: '后勤处',
    });
  });

  test.each([
    ['another one has', [department('b', { name: '后勤处' })], 'department_exists'],
    ['another of several has', [department('c'), department('b', { name: '后勤处' })], 'department_exists'],
    ['only itself has', [department('a', { name: '后勤处' })], 'allowed'],
    ['only a dissolved one has', [department('b', { name: '后勤处', isDissolved: true })], 'allowed'],
    ['nobody has', [department('b')], 'allowed'],
  ])('under a name that %s', (_label, others, code) => {
    const refusal = refusalOf(() => savedDepartment('a', form('后勤处'), null, others));
    expect(refusal).toEqual(code === 'allowed' ? { code } : { code, fields: { name: code } });
  });

  test('a dissolved one is for the record only', () => {
    const before = department('a', { isDissolved: true });
    expect(refusalOf(() => savedDepartment('a', form('后勤处'), before, [])).code).toBe(
      'department_dissolved',
    );
  });
});

describe('dissolving a department', () => {
  test('with and without a successor it stays for the record', () => {
    const lone = department('a', { headName: '徐岚' });
    expect(dissolvedDepartment(lone, null)).toEqual({ ...lone, isDissolved: true });
    expect(dissolvedDepartment(lone, department('b'))).toEqual({
      ...lone,
      isDissolved: true,
      successorId: 'b',
    });
  });

  test.each([
    ['that is not there', undefined],
    ['that is dissolved itself', department('b', { isDissolved: true })],
    ['that is the same', department('a')],
  ])('a successor %s is refused', (_label, successor) => {
    expect(refusalOf(() => dissolvedDepartment(department('a'), successor))).toEqual({
      code: 'department_unknown',
      fields: { successorId: 'department_unknown' },
    });
  });

  test('is done once', () => {
    const gone = department('a', { isDissolved: true });
    expect(refusalOf(() => dissolvedDepartment(gone, null)).code).toBe('department_dissolved');
  });
});

describe('who took over', () => {
  const ended = (pairs: Record<string, string | undefined>) =>
    Object.entries(pairs).map(([_id, successorId]) =>
      department(_id, { isDissolved: true, ...(successorId === undefined ? {} : { successorId }) }),
    );
  const after = (pairs: Record<string, string | undefined>) => {
    const all = ended(pairs);
    const [first] = all;
    if (!first) throw new Error('no department');
    return successorOf(first, all);
  };

  test.each([
    ['nobody', { a: undefined }, null],
    ['a living one', { a: 'b' }, 'b'],
    ['the successor of a successor', { a: 'b', b: 'c' }, 'c'],
    ['the end of a long row', { a: 'b', b: 'c', c: 'd', d: 'e' }, 'e'],
    ['nobody, where the row ends without one', { a: 'b', b: undefined }, null],
    ['nobody, where two follow each other', { a: 'b', b: 'a' }, null],
    ['nobody, where the row runs into a circle', { a: 'b', b: 'c', c: 'b' }, null],
  ])('%s', (_label, pairs, successor) => {
    expect(after(pairs)).toBe(successor);
  });
});
