import { openSession, START } from '../booking/crowd';
import { type Product, startProduct } from '../cloud';
import { seedCredit, skipKeys, templateOf } from './crowd';

jest.setTimeout(20_000);

const MINUTE = 60_000;
const LIN = { personId: 'p-lin', openid: 'demo-student-lin' };
const ZHOU = { personId: 'p-zhou', openid: 'demo-student-zhou' };

let product: Product;
beforeEach(async () => {
  product = await startProduct({ now: START });
  await skipKeys(product);
});
afterEach(() => product.stop());

const deliveryOf = (personId: string) =>
  product.cloud.read('deliveries').find((delivery) => delivery.personId === personId);
const mailboxOf = (personId: string) => product.cloud.read('mailboxes').find((each) => each._id === personId);

test('the preview goes to every inbox and, once, to whoever has a credit', async () => {
  await seedCredit(product, LIN, 'preview');
  await openSession(product);
  await product.cloud.tick('jobs');
  await product.cloud.tick('jobs');

  const [sent, ...others] = product.cloud.weixin.sent;
  expect(others).toEqual([]);
  expect(sent).toMatchObject({
    openid: LIN.openid,
    templateId: templateOf('preview'),
    page: 'pages/session/session?id=session-1',
    data: {
      thing1: '第1期四点对话预告',
      time2: '2026年12月3日 16:00',
      thing3: '行政楼一楼报告厅',
      thing4: '发言名额20个,点开预约',
    },
  });
  expect(mailboxOf('p-lin')?.credits).toEqual({ preview: 0 });
  expect((await product.as('p-zhou').call('account.me', {})).unread).toBe(1);
  const { messages } = await product.as('p-zhou').call('announcement.inbox', {});
  expect(messages).toMatchObject([{ kind: 'preview', isUnread: true }]);
  expect((await product.as('p-zhou').call('announcement.read', { upTo: messages[0]?.at ?? 0 })).unread).toBe(
    0,
  );
  expect((await product.as('p-zhou').call('announcement.inbox', {})).messages[0]?.isUnread).toBe(false);
});

test('who has opted out of a kind finds it in the inbox only', async () => {
  await seedCredit(product, LIN, 'preview');
  await product.as('p-lin').call('account.optOut', { kinds: ['preview'] });
  await openSession(product);
  await product.cloud.tick('jobs');
  expect(product.cloud.weixin.sent).toEqual([]);
  expect((await product.as('p-lin').call('announcement.inbox', {})).messages).toHaveLength(1);
});

test('a credit that WeChat does not know is cleared, and the office sees the failure and can try again', async () => {
  await seedCredit(product, LIN, 'preview', { weixin: 0, ours: 3 });
  await openSession(product);
  await product.cloud.tick('jobs');

  expect(mailboxOf('p-lin')?.credits).toEqual({ preview: 0 });
  const office = product.as('p-wu');
  const { deliveries, totals } = await office.call('announcement.deliveries', { state: 'failed' });
  expect(totals).toEqual({ sent: 0, waiting: 0, failed: 1 });
  expect(deliveries).toMatchObject([{ kind: 'preview', state: 'failed', reason: '对方没有剩余的订阅次数' }]);

  product.cloud.weixin.credits.grant(LIN.openid, templateOf('preview'));
  const again = await office.call('announcement.retry', { deliveryId: deliveries[0]?.id ?? '' });
  expect(again.state).toBe('waiting');
  await product.cloud.tick('jobs');
  expect(deliveryOf('p-lin')?.state).toBe('sent');
  expect((await office.call('announcement.retry', { deliveryId: deliveries[0]?.id ?? '' })).state).toBe(
    'sent',
  );
  await product.cloud.tick('jobs');
  expect(product.cloud.weixin.sent).toHaveLength(1);
});

test('a refused message is not tried again, and keeps nobody else waiting', async () => {
  await product.stop();
  // The college's template has a field that is not the one it was configured with.
  product = await startProduct({
    now: START,
    templates: { preview: { id: templateOf('preview'), fields: ['thing1', 'time2', 'thing3', 'thing9'] } },
  });
  await seedCredit(product, LIN, 'preview');
  await openSession(product);
  await product.cloud.tick('jobs');
  expect(deliveryOf('p-lin')).toMatchObject({ state: 'failed', reason: '47003', tries: 1 });
  product.cloud.state.clock.move(START + 30 * MINUTE);
  await product.cloud.tick('jobs');
  expect(deliveryOf('p-lin')?.tries).toBe(1);
});

test('a delivery left by a crash waits for the event of WeChat, and for the end of its lease', async () => {
  const at = START;
  const left = (personId: string, extra: object) => ({
    _id: `preview:session-9.2:everyone:${personId}`,
    messageId: 'preview:session-9.2:everyone',
    personId,
    kind: 'preview',
    title: '预告',
    state: 'sending',
    tries: 1,
    dueAt: at + 10 * MINUTE,
    reason: '',
    msgId: '',
    at,
    ...extra,
  });
  await seedCredit(product, LIN, 'preview');
  await seedCredit(product, ZHOU, 'preview');
  await product.cloud.seed('messages', [
    {
      _id: 'preview:session-9.2:everyone',
      kind: 'preview',
      to: 'everyone',
      title: '预告',
      body: '预告',
      page: '/pages/session/session?id=session-9',
      at,
      push: { subject: '预告', time: at, place: '报告厅', note: '点开看看' },
      fanOut: 'done',
      fanOutAfter: '',
    },
  ]);
  await product.cloud.seed('deliveries', [left('p-lin', {}), left('p-zhou', {})]);
  const event = {
    MsgType: 'event',
    Event: 'subscribe_msg_sent_event',
    FromUserName: LIN.openid,
    List: [{ TemplateId: templateOf('preview'), MsgID: '77', ErrorCode: '0', ErrorStatus: 'success' }],
  };
  await product.cloud.call('jobs', event, { openid: 'weixin' });
  await product.cloud.call('jobs', event, { openid: 'weixin' });
  await product.cloud.tick('jobs');
  expect(deliveryOf('p-lin')).toMatchObject({ state: 'sent', msgId: '77' });
  expect(mailboxOf('p-lin')?.credits).toEqual({ preview: 0 });
  expect(deliveryOf('p-zhou')?.state).toBe('sending');

  product.cloud.state.clock.move(at + 10 * MINUTE - 5000);
  await product.cloud.tick('jobs');
  expect(product.cloud.weixin.sent).toEqual([]);
  product.cloud.state.clock.move(at + 10 * MINUTE + 1000);
  await product.cloud.tick('jobs');
  expect(product.cloud.weixin.sent.map((message) => message.openid)).toEqual([ZHOU.openid]);
});

test('who unbinds before it is sent gets nothing, and the office sees why', async () => {
  await seedCredit(product, LIN, 'preview');
  await openSession(product);
  await product.as('p-lin').call('account.unbind', {});
  await product.cloud.tick('jobs');
  expect(product.cloud.weixin.sent).toEqual([]);
  expect(deliveryOf('p-lin')).toMatchObject({ state: 'failed', reason: 'unbound' });
});

test('only the office and administrators look at deliveries', async () => {
  await expect(product.as('p-lin').call('announcement.deliveries', {})).rejects.toMatchObject({
    code: 'not_allowed',
  });
  await expect(product.as('demo-newcomer').call('announcement.inbox', {})).rejects.toMatchObject({
    code: 'not_bound',
  });
});

test('a consent is one credit, however often its request is repeated', async () => {
  const lin = product.as('p-lin');
  const give = (requestId: string) =>
    lin.call('account.consent', { accepted: ['preview', 'session_reminder'], rejected: [] }, requestId);
  await Promise.all([give('consent-0001'), give('consent-0001'), give('consent-0001')]);
  expect((await give('consent-0001')).credits).toEqual({ preview: 1, session_reminder: 1 });
  expect((await give('consent-0002')).credits).toEqual({ preview: 2, session_reminder: 2 });
});
