import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type Action, contract, type Input } from '../../cloudfunctions/contract';
import { RIGHTS } from '../../dev/rights/table';
import { type Product, seedPeople } from '../cloud';
import { sample } from '../platform/call/sample';
import { person } from '../survey/thursday';
import { MONDAY, send, startCases } from './people';

// A protected report is in the hands of those whom its asker chose, and of nobody whom it is about: for everybody else it
// does not exist, in no list, figure, ledger or message.

type Protection = NonNullable<Input<'case.submit'>['protection']>;

const WORDS = '有人打听是谁提的';
const file = (who: string, protection: Protection | null, changed: Partial<Input<'case.submit'>> = {}) =>
  send(product, who, { isProtected: true, title: WORDS, protection, ...changed });

let product: Product;
beforeAll(async () => {
  product = await startCases();
  await seedPeople(product.cloud, [
    person('o-leader', '邵启明', [{ role: 'leader' }]),
    person('o-both', '薛文君', [{ role: 'leader' }, { role: 'office' }]),
    person('o-head', '贺知秋', [{ role: 'discipline' }, { role: 'head', departmentId: 'logistics' }]),
  ]);
});
afterAll(() => product.stop());

const as = (who: string) => product.as(who);
const STAFF = [
  'p-zheng',
  'o-leader',
  'o-both',
  'p-jin',
  'o-head',
  'p-wu',
  'p-luo',
  'p-xu',
  'p-ma',
  'p-tang',
  'p-shen',
];

/** Who of the staff sees the case, may take it on, has it on the desk, and was told. */
async function handsOf(caseId: string, number: string) {
  await product.cloud.tick('jobs');
  const found: string[] = [];
  for (const who of STAFF) {
    const tries = await Promise.allSettled([
      as(who).call('case.get', { caseId }),
      as(who).call('case.byNumber', { number }),
      as(who).call('case.revealAsker', { caseId, reason: '核实' }),
      as(who).call('case.reports', {}),
    ]);
    const { messages } = await as(who).call('announcement.inbox', {});
    const isThere = [...tries.map((said) => JSON.stringify(said)), JSON.stringify(messages)].some(
      (said) => said.includes(number) || said.includes('林小满'),
    );
    if (isThere) found.push(who);
  }
  return found;
}

const about = (part: Partial<Protection>): Protection => ({
  route: 'leaders',
  aboutOffice: false,
  aboutDepartmentIds: [],
  aboutLeaderIds: [],
  ...part,
});

test.each<[string, Protection | null, string[]]>([
  ['the leaders, when nothing is said', null, ['p-zheng', 'o-leader', 'o-both']],
  ['the leaders', about({}), ['p-zheng', 'o-leader', 'o-both']],
  ['leaders whom it is not about', about({ aboutLeaderIds: ['p-zheng'] }), ['o-leader', 'o-both']],
  ['leaders who are not of the office it is about', about({ aboutOffice: true }), ['p-zheng', 'o-leader']],
  ['the discipline office', about({ route: 'discipline' }), ['p-jin', 'o-head']],
  [
    'those of the discipline office who are not of the department it is about',
    about({ route: 'discipline', aboutDepartmentIds: ['logistics'] }),
    ['p-jin'],
  ],
])('a report to %s is told to them at once, and is nobody else’s', async (_label, protection, hands) => {
  const { caseId, number } = await file('p-lin', protection);
  expect(await handsOf(caseId, number)).toEqual(hands);
});

test('it is decided by its receivers alone', async () => {
  const { caseId } = await file('p-lin', about({ route: 'discipline', aboutDepartmentIds: ['logistics'] }));
  const accept = { caseId, urgency: 'ordinary' } as const;
  for (const who of ['p-wu', 'p-zheng', 'o-head', 'o-both'])
    for (const give of [
      () => as(who).call('case.accept', accept),
      () => as(who).call('case.decline', { caseId, reason: '不属实' }),
    ])
      await expect(give()).rejects.toMatchObject({ code: 'not_found' });
  await expect(as('p-jin').call('case.accept', { ...accept, leadId: 'logistics' })).rejects.toMatchObject({
    code: 'case_protected',
  });
  const accepted = await as('p-jin').call('case.accept', accept);
  expect(accepted.actions).toEqual(
    expect.arrayContaining(['draftReply', 'askMore', 'decline', 'revealAsker']),
  );
  expect(accepted.actions).not.toEqual(expect.arrayContaining(['publish']));
  const replied = await as('p-jin').call('case.draftReply', { caseId, text: '已约谈', outcome: 'solved' });
  expect(replied.status).toBe('replied');
  const own = await as('p-lin').call('case.get', { caseId });
  expect(own.timeline.map(({ actor }) => actor)).toEqual(['receiver', 'receiver', 'asker']);
});

test('it is refused with what was typed when nobody is left to read it', async () => {
  const nobody = about({ route: 'leaders', aboutOffice: true, aboutLeaderIds: ['p-zheng', 'o-leader'] });
  await expect(file('p-lin', nobody)).rejects.toMatchObject({ code: 'report_unheard' });
  // Whoever reports is no judge of it.
  const own = about({ route: 'leaders', aboutOffice: true, aboutLeaderIds: ['o-leader'] });
  await expect(file('p-zheng', own)).rejects.toMatchObject({ code: 'report_unheard' });
});

const row = z.looseObject({ _id: z.string() });
/** A workbook says when it was made; the ledger of cards itself is compared. */
const DATED = 'survey.ledgerFile';
const QUERIES = (Object.keys(contract) as Action[]).filter(
  (action) => contract[action].kind === 'query' && action !== DATED,
);

/** Every answer to everybody without a part in it; numbers and moments that pass by themselves do not count. */
async function everyAnswer(without: string): Promise<Map<string, string>> {
  const said = new Map<string, string>();
  const caseId = product.cloud.read('cases').map((found) => row.parse(found)._id);
  const known = {
    caseId,
    from: [MONDAY - 86_400_000],
    to: [MONDAY + 86_400_000],
    words: [WORDS],
    text: [WORDS],
  };
  const callers = ['nobody-we-know', 'p-he', ...STAFF.filter((who) => who !== without && who !== 'o-head')];
  for (const action of QUERIES)
    for (const who of callers) {
      const may = RIGHTS[action]?.may;
      if (who === 'nobody-we-know' && may !== 'anyone') continue;
      const input = sample(contract[action].input, known, 0);
      const { openid } = as(who);
      const event = { action, requestId: randomUUID(), input };
      const answer = await product.cloud.call(action.split('.')[0] ?? '', event, { openid });
      const steady = JSON.stringify(answer).replace(/"(requestId|now)":("[^"]*"|\d+)/g, '');
      said.set(`${action} ${who}`, steady);
    }
  return said;
}

test('it changes no answer to anybody who has no part in it', async () => {
  await product.cloud.tick('jobs');
  const before = await everyAnswer('p-jin');
  const { caseId, number } = await file(
    'p-lin',
    about({ route: 'discipline', aboutDepartmentIds: ['logistics'] }),
  );
  await as('p-jin').call('case.accept', { caseId, urgency: 'ordinary' });
  await as('p-jin').call('case.draftReply', {
    caseId,
    text: '采纳',
    outcome: 'promised',
    promisedFor: MONDAY + 3 * 86_400_000,
  });
  await as('p-lin').call('case.judge', { caseId, isSolved: true, reason: '', satisfaction: 'satisfied' });
  await product.cloud.tick('jobs');
  const after = await everyAnswer('p-jin');
  const changed = [...after].filter(([door, answer]) => before.get(door) !== answer).map(([door]) => door);
  // The log says that somebody looked or decided, and nothing of what.
  expect(changed).toEqual(['account.auditLog p-shen']);
  const log = after.get('account.auditLog p-shen');
  for (const told of [WORDS, number, '林小满', 'p-lin']) expect(log).not.toContain(told);
});

test('the ledger holds neither its words nor its number', async () => {
  const ledger = { from: MONDAY - 86_400_000, to: MONDAY + 2 * 86_400_000, departmentId: null };
  const counted = async () => {
    const ledgerId = randomUUID();
    return (await as('p-wu').call('report.makeLedger', { ...ledger, ledgerId })).total;
  };
  const before = await counted();
  await file('p-lin', null);
  expect(await counted()).toBe(before);
});
