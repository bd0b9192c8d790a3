import { randomUUID } from 'node:crypto';
import type { Action, Input } from '../../cloudfunctions/contract';
import { AGREEMENT_VERSION } from '../../miniprogram/shared/agreement';
import { form as bookingForm, openSession, START } from '../booking/crowd';
import { form as caseForm } from '../case/people';
import { type Product, startProduct } from '../cloud';

let product: Product;
let sessionId: string;
beforeAll(async () => {
  product = await startProduct({ now: START, env: { CASE_SECRET: 'a secret of the test' } });
  const visitor = { _id: 'p-visitor', openid: null, number: 'SH2026', name: '审核体验', kind: 'student' };
  const facts = { unit: '审核体验', roles: [], hasLeft: false, absentFrom: null };
  await product.cloud.seed('people', [{ ...visitor, ...facts }]);
  sessionId = await openSession(product);
  const me = { agreement: AGREEMENT_VERSION, number: 'SH2026', name: '审核体验' };
  await product.as('reviewer').call('account.bind', me);
});
afterAll(() => product.stop());

const stored = () =>
  ['bookings', 'booking_pools', 'cases', 'case_joins', 'attendance', 'questions', 'requests'].map((name) =>
    product.cloud.read(name),
  );

const commands: { [A in Action]?: () => Input<A> } = {
  'booking.create': () => ({ sessionId, form: bookingForm() }),
  'booking.cancel': () => ({ sessionId }),
  'case.submit': () => caseForm,
  'case.join': () => ({ caseId: 'some-case' }),
  'case.follow': () => ({ caseId: 'some-case', isFollowing: true }),
  'hall.vote': () => ({ questionId: 'some-question', isFor: true }),
  'hall.listMe': () => ({ sessionId, isListed: true }),
};

test.each(Object.entries(commands))(
  'a visitor gives %s, and nothing is taken or sent',
  async (action, input) => {
    const before = stored();
    const said = await product.as('reviewer').callRaw({ action, requestId: randomUUID(), input: input() });
    expect(said).toMatchObject({ ok: false, error: { code: 'visitor_only' } });
    expect(stored()).toEqual(before);
  },
);

test.each([
  'session.home',
  'session.list',
  'case.public',
  'case.mine',
  'account.rulebook',
  'announcement.inbox',
] as const)('a visitor reads %s as a student does', async (action) => {
  await expect(product.as('reviewer').call(action, {})).resolves.toBeDefined();
});

test('a visitor looks after the own account, and gives it up', async () => {
  const reviewer = product.as('reviewer');
  await reviewer.call('account.optOut', { kinds: ['preview'] });
  await reviewer.call('announcement.read', { upTo: START });
  expect((await reviewer.call('account.erase', {})).person).toBeNull();
});
