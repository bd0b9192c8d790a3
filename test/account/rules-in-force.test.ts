import type { Input } from '../../cloudfunctions/contract';
import { answered, DAY, inHand, MINUTE, MONDAY, send, startCases } from '../case/people';
import type { Product } from '../cloud';

// A number that an administrator changes is the number that people read, are told and find their cases by.
let product: Product;
const as = (who: string) => product.as(who);

beforeEach(async () => {
  product = await startCases();
});
afterEach(() => product.stop());

async function setRule(path: string, value: number) {
  const { version } = await as('p-shen').call('account.rulebook', {});
  return as('p-shen').call('account.changeRule', { version, change: { path, value }, reason: '试行' });
}

const bookText = ({ sections }: Awaited<ReturnType<typeof setRule>>) => JSON.stringify(sections);

test('each number of the rule book changes the sentence that everybody reads', async () => {
  let book = await as('p-shen').call('account.rulebook', {});
  for (const { path, value, max } of book.numbers) {
    const wanted = value < max ? value + 1 : value - 1;
    const next = await setRule(path, wanted);
    expect({ path, isSaid: bookText(next) !== bookText(book) }).toEqual({ path, isSaid: true });
    book = next;
  }
});

test('whoever did not object is told until which day the answer can be objected to by the rules in force', async () => {
  await setRule('cases.reopenDays', 7);
  const { caseId } = await send(product, 'p-lin');
  await inHand(product, caseId);
  await answered(product, caseId);
  // The end of five working days after Monday 23 November at ten.
  product.cloud.state.clock.move(MONDAY + 7 * DAY + 451 * MINUTE);
  await product.cloud.tick('jobs');
  const [message] = (await as('p-lin').call('announcement.inbox', {})).messages;
  expect(message?.body).toContain('11月30日 周一 24:00 前可以点“没解决”');
});

test.each([
  [1, []],
  [2, ['near']],
])(
  'reminded %i working days before the deadline, a case lies in the box of what is near',
  async (days, boxes) => {
    await setRule('cases.reminderWorkingDays', days);
    const { caseId, dueAt } = await send(product, 'p-lin');
    await inHand(product, caseId);
    product.cloud.state.clock.move(dueAt - 2 * DAY + MINUTE);
    await product.cloud.tick('jobs');
    const { cases } = await as('p-ma').call('case.inbox', { departmentId: 'logistics', box: 'near' });
    expect(cases.map(({ id }) => id)).toEqual(boxes.map(() => caseId));
    const { counts } = await as('p-ma').call('case.inboxCounts', { departmentId: 'logistics' });
    expect(counts.near).toBe(boxes.length);
  },
);

describe('days off and days worked that the administrator enters', () => {
  const enter = async (...rows: Input<'account.changeRule'>['change'][]) => {
    for (const change of rows) {
      const { version } = await as('p-shen').call('account.rulebook', {});
      await as('p-shen').call('account.changeRule', { version, change, reason: '校长办公会决定' });
    }
  };

  test('count for what is asked from then on, and move no deadline that was promised', async () => {
    const before = await send(product, 'p-lin');
    const off = { name: '校运会', from: '2026-11-25', to: '2026-11-25' };
    await enter({ breaks: [off] });
    // The rules stand beside the day's counter, which jobs renews every five minutes.
    product.cloud.state.clock.move(MONDAY + 6 * MINUTE);
    await product.cloud.tick('jobs');
    const after = await send(product, 'p-xu');
    expect(Math.round((after.dueAt - before.dueAt) / DAY)).toBe(1);
    await enter({ breaks: [off, { name: '补课', from: '2026-11-25', to: '2026-11-25', isWorked: true }] });
    await product.cloud.tick('jobs');
    expect((await as('p-xu').call('case.get', { caseId: after.caseId })).dueAt).toBe(after.dueAt);
    expect((await as('p-lin').call('case.get', { caseId: before.caseId })).dueAt).toBe(before.dueAt);
    const { entries } = await as('p-shen').call('account.auditLog', {});
    expect(entries.map(({ detail }) => detail)).toContainEqual(
      expect.stringContaining('加 补课 2026-11-25 至 2026-11-25 上课；原因：校长办公会决定'),
    );
  });

  test('pass a session over with their reason', async () => {
    await enter({ breaks: [{ name: '校运会', from: '2026-12-03', to: '2026-12-04' }] });
    const { startsAt, skipped } = await as('p-wu').call('session.propose', {});
    expect(new Date(startsAt).toISOString()).toBe('2026-12-10T08:00:00.000Z');
    expect(skipped).toEqual([{ date: '2026-12-03', reason: '校运会' }]);
  });

  test('take the mark from the dates of a year whose notice the product does not know', async () => {
    const december = { name: '停课', from: '2026-11-24', to: '2026-12-31' };
    await enter({ breaks: [december] });
    const guessed = async () => (await as('p-wu').call('session.propose', {})).isDateGuessed;
    expect(await guessed()).toBe(true);
    const { caseId } = await send(product, 'p-lin');
    const { isDueGuessed, dueAt } = await as('p-lin').call('case.get', { caseId });
    expect([isDueGuessed, dueAt !== null && dueAt > Date.UTC(2027, 0, 1)]).toEqual([true, true]);
    await enter({ breaks: [december, { name: '国庆节放假', from: '2027-10-01', to: '2027-10-07' }] });
    expect(await guessed()).toBe(false);
    expect(await as('p-lin').call('case.get', { caseId })).toMatchObject({ isDueGuessed: false, dueAt });
  });
});
