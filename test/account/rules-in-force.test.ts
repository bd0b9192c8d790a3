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
  // Five working days after Monday 23 November.
  product.cloud.state.clock.move(MONDAY + 7 * DAY + MINUTE);
  await product.cloud.tick('jobs');
  const [message] = (await as('p-lin').call('announcement.inbox', {})).messages;
  expect(message?.body).toContain('11月30日 周一 10:00 前可以点“没解决”');
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
