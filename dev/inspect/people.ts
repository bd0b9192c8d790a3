import { numberWaitId } from '../../cloudfunctions/core/people/bind-wait';
import { successorOf } from '../../cloudfunctions/core/people/department';
import { FIRST_RULE_BOOK } from '../../cloudfunctions/core/rules/rulebook';
import { across, type Fault, type Invariant, ofEach, unless } from './invariant';

const OF_A_DEPARTMENT: readonly string[] = ['handler', 'head'];

export const peopleInvariants: readonly Invariant[] = [
  // An account is never named: what is wrong is told of its person.
  across('accounts-and-people', ['people', 'accounts'], async function* (view) {
    const personOf = new Map<string, string>();
    for await (const { _id, personId } of view.each('accounts')) personOf.set(_id, personId);
    const bound = new Set<string>();
    for await (const { _id, openid } of view.each('people', ['openid'])) {
      if (openid === null) continue;
      if (bound.has(openid)) yield { id: _id, what: '与另一人绑定了同一个微信账号' };
      else if (personOf.get(openid) !== _id) yield { id: _id, what: '绑定的微信账号没有对应的绑定记录' };
      else bound.add(openid);
    }
    for (const [account, personId] of personOf)
      if (!bound.has(account))
        yield {
          id: personId,
          what: '绑定记录指向此人，此人并未绑定该账号',
          mend: { how: 'remove', collection: 'accounts', id: account, does: '删除无效的绑定记录' },
        } satisfies Fault;
  }),

  ofEach('bind-waits', 'bind_waits', ({ _id, personId, account, since, until }) =>
    unless(
      [_id === account || _id === numberWaitId(personId), '等待的既不是该账号，也不是该学工号'],
      [since < until, '等待的截止时间早于开始时间'],
    ),
  ),

  across('bind-codes', ['bind_codes', 'people'], async function* (view) {
    const present = await view.ids('people');
    for await (const { _id } of view.each('bind_codes', ['_id']))
      if (!present.has(_id)) yield { id: _id, what: '绑定码不属于名册中的任何人' };
  }),

  ofEach('people-who-left', 'people', ({ hasLeft, openid, roles }) =>
    unless([!hasLeft || (openid === null && roles.length === 0), '已离校，仍有绑定或角色']),
  ),

  ofEach('roles', 'people', ({ roles }) =>
    unless([
      roles.every(
        ({ role, departmentId }) => OF_A_DEPARTMENT.includes(role) === (departmentId !== undefined),
      ),
      '有角色与部门不匹配：经办人和负责人必须属于部门，其他角色不属于部门',
    ]),
  ),

  across('departments-dissolved', ['departments'], async function* (view) {
    const all = await view.all('departments');
    const ended = all.filter(({ isDissolved }) => isDissolved);
    for (const department of all) {
      const { _id, isDissolved = false, isHandedOver = false, successorId } = department;
      if (!isDissolved && (successorId !== undefined || isHandedOver))
        yield { id: _id, what: '未撤销，却有承接部门或已移交的记录' };
      if (isDissolved && successorId !== undefined && isCircle(department, ended))
        yield { id: _id, what: '承接部门之间形成循环' };
    }
  }),

  across('rule-books', ['rulebooks'], async function* (view) {
    const books = (await view.all('rulebooks')).sort((left, right) => left.version - right.version);
    let before = FIRST_RULE_BOOK;
    for (const book of books) {
      if (book.version !== before.version + 1 || book._id !== `rulebook-${book.version}`)
        yield { id: book._id, what: `版本号应为 ${before.version + 1}` };
      if (book.effectiveAt < before.effectiveAt) yield { id: book._id, what: '生效时间早于上一版' };
      before = book;
    }
  }),
];

type Ended = Parameters<typeof successorOf>[1];

/** `successorOf` finds nobody both at the end of a chain and in a circle. */
function isCircle(department: Ended[number], ended: Ended): boolean {
  if (successorOf(department, ended) !== null) return false;
  const next = new Map(ended.map(({ _id, successorId }) => [_id, successorId]));
  const seen = new Set<string>();
  let at: string | undefined = department._id;
  while (at !== undefined && !seen.has(at)) {
    seen.add(at);
    at = next.get(at);
  }
  return at !== undefined;
}
