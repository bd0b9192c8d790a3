import { DAY, form, HOUR, openSession, SESSION_AT, START } from '../booking/crowd';
import { type Product, startProduct } from '../cloud';
import { expectNoFindings, STAND_INS } from '../inspected';

let product: Product;
let sessionId: string;
beforeAll(async () => {
  product = await startProduct({ now: START });
  sessionId = await openSession(product);
  for (const who of ['p-lin', 'p-zhou'])
    await product
      .as(who)
      .call('booking.create', { sessionId, form: form({ title: `${who} 的题目`, detail: '详情' }) });
  await product.cloud.clock.set(SESSION_AT - HOUR / 2);
  await product.as('p-wu').call('hall.open', { sessionId });
});
afterAll(async () => {
  await expectNoFindings(product, STAND_INS);
  await product.stop();
});

const office = () => product.as('p-wu');
const questions = () => product.cloud.read('questions');
const ofLin = () => questions().find(({ askerId }) => askerId === 'p-lin');
const booking = () => product.cloud.read('bookings').find(({ personId }) => personId === 'p-lin');

test('a voter is known while the vote is open', async () => {
  const questionId = String(questions().find(({ askerId }) => askerId === 'p-zhou')?._id);
  await office().call('hall.approveTopic', { questionId, isApproved: true, title: '开放时间', kept: [] });
  const entry = { entryId: 'desk-entry-he', personId: 'p-he', ageMs: 0 };
  await office().call('hall.deskCheckIn', { sessionId, entries: [entry] });
  await product.as('p-he').call('hall.vote', { questionId, isFor: true });
  expect((await product.as('p-he').call('hall.agenda', { sessionId })).topics).toMatchObject([
    { votes: 1, hasMyVote: true },
  ]);
});

test('a question made nameless stays nameless when the hall is prepared again, and so does its booking', async () => {
  const before = ofLin();
  await office().call('hall.saveQuestion', {
    questionId: String(before?._id),
    version: Number(before?.version),
    question: {
      title: '图书馆开放时间',
      detail: '',
      category: 'logistics',
      departmentId: 'logistics',
      coDepartmentIds: [],
      asker: 'none',
      askerId: null,
      isPersonal: false,
      settlement: { kind: 'on_spot', answer: '本月起开到 23 点。', answeredBy: '后勤处长' },
    },
  });
  await office().call('hall.prepare', { sessionId });
  expect(questions()).toHaveLength(2);
  expect(ofLin()).toBeUndefined();
  expect(booking()).toMatchObject({ wasQueued: true, form: { title: '', detail: '' } });
  expect(JSON.stringify(booking())).not.toContain(String(before?._id));
});

test('the session closes the vote; who wanted it is known until they have been told', async () => {
  await product.cloud.clock.set(SESSION_AT + HOUR);
  const view = await office().call('hall.close', { sessionId });
  expect(view.status).toBe('closed');
  const voted = questions().filter(({ votes }) => votes === 1);
  expect(voted).toMatchObject([{ voters: ['p-he'], isVoteClosed: true }]);
  await product.cloud.clock.advance(DAY);
  await expect(
    product.as('p-he').call('hall.vote', { questionId: String(voted[0]?._id), isFor: false }),
  ).rejects.toMatchObject({ code: 'topic_not_open' });
});
