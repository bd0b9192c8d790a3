import { openSession, START } from '../booking/crowd';
import { type Product, startProduct } from '../cloud';
import { seedCredit, templateOf } from './crowd';

const MINUTE = 60_000;
const LIN = { personId: 'p-lin', openid: 'demo-student-lin' };
const HE = { personId: 'p-he', openid: 'demo-student-he' };
const GAO = { personId: 'p-gao', openid: 'demo-teacher-gao' };
const MA = { personId: 'p-ma', openid: 'demo-staff-ma' };
const XU = { personId: 'p-xu', openid: 'demo-head-xu' };
const SUN = { personId: 'p-sun', openid: 'demo-staff-sun' };

// One cloud for all: each test has a session, and so a preview, of its own, and a reader of its own.
let product: Product;
beforeAll(async () => {
  product = await startProduct({ now: START });
});
afterAll(() => product.stop());

const deliveryOf = (personId: string, of = product) =>
  of.cloud
    .read('deliveries')
    .filter((delivery) => delivery.personId === personId)
    .at(-1);
const sentTo = ({ openid }: { openid: string }) =>
  product.cloud.weixin.sent.filter((message) => message.openid === openid);
const previewOf = (sessionId: string) =>
  product.cloud.read('messages').find(({ _id }) => String(_id).startsWith(`preview:${sessionId}.`));
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
      thing1: '第 1 期四点对话预告',
      time2: '2026年12月3日 16:00',
      thing3: '行政楼一楼报告厅',
      thing4: '发言名额20个，点开预约',
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
  await seedCredit(product, HE, 'preview');
  await product.as('p-he').call('account.optOut', { kinds: ['preview'] });
  const sessionId = await openSession(product);
  await product.cloud.tick('jobs');
  expect(sentTo(HE)).toEqual([]);
  const { messages } = await product.as('p-he').call('announcement.inbox', {});
  expect(messages.map(({ id }) => id)).toContain(previewOf(sessionId)?._id);
});

test('a credit that WeChat does not know is cleared, is no failure, and the office can try again', async () => {
  await seedCredit(product, GAO, 'preview', { weixin: 0, ours: 3 });
  await openSession(product);
  await product.cloud.tick('jobs');

  expect(mailboxOf('p-gao')?.credits).toEqual({ preview: 0 });
  const office = product.as('p-wu');
  const { deliveries, totals } = await office.call('announcement.deliveries', { state: 'unwanted' });
  expect(totals).toMatchObject({ waiting: 0, failed: 0, unwanted: 1 });
  expect(deliveries).toMatchObject([
    { kind: 'preview', state: 'unwanted', reason: '对方未订阅，或订阅次数已用完' },
  ]);

  product.cloud.weixin.credits.grant(GAO.openid, templateOf('preview'));
  const again = await office.call('announcement.retry', { deliveryId: deliveries[0]?.id ?? '' });
  expect(again.state).toBe('waiting');
  await product.cloud.tick('jobs');
  expect(deliveryOf('p-gao')?.state).toBe('sent');
  expect((await office.call('announcement.retry', { deliveryId: deliveries[0]?.id ?? '' })).state).toBe(
    'sent',
  );
  await product.cloud.tick('jobs');
  expect(sentTo(GAO)).toHaveLength(1);
});

test('a refused message is not tried again', async () => {
  // The college's template has a field that is not the one it was configured with.
  const other = await startProduct({
    now: START,
    templates: { preview: { id: templateOf('preview'), fields: ['thing1', 'time2', 'thing3', 'thing9'] } },
  });
  try {
    await seedCredit(other, LIN, 'preview');
    await openSession(other);
    await other.cloud.tick('jobs');
    expect(deliveryOf('p-lin', other)).toMatchObject({ state: 'failed', reason: '47003', tries: 1 });
    other.cloud.state.clock.move(START + 30 * MINUTE);
    await other.cloud.tick('jobs');
    expect(deliveryOf('p-lin', other)?.tries).toBe(1);
  } finally {
    await other.stop();
  }
});

test('a delivery left by a crash waits for the event of WeChat, and for the end of its lease', async () => {
  const at = product.cloud.clock.now();
  const left = (personId: string, extra: object) => ({
    _id: `preview:session-99.2:everyone:${personId}`,
    messageId: 'preview:session-99.2:everyone',
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
  await seedCredit(product, MA, 'preview');
  await seedCredit(product, XU, 'preview');
  await product.cloud.seed('messages', [
    {
      _id: 'preview:session-99.2:everyone',
      kind: 'preview',
      to: 'everyone',
      title: '预告',
      body: '预告',
      opens: { page: 'session', id: 'session-99' },
      at,
      push: { subject: '预告', time: at, place: '报告厅', note: '点开看看' },
      fanOut: 'done',
      fanOutAfter: '',
    },
  ]);
  await product.cloud.seed('deliveries', [left('p-ma', {}), left('p-xu', {})]);
  const event = {
    MsgType: 'event',
    Event: 'subscribe_msg_sent_event',
    FromUserName: MA.openid,
    List: [{ TemplateId: templateOf('preview'), MsgID: '77', ErrorCode: '0', ErrorStatus: 'success' }],
  };
  // Anybody can call any function: a forged event changes nothing.
  await product.cloud.call('jobs', event, { openid: MA.openid });
  expect(deliveryOf('p-ma')?.state).toBe('sending');
  const push = () => product.cloud.state.gateway.invoke('jobs', event, { source: 'wx_event' });
  await push();
  await push();
  await product.cloud.tick('jobs');
  expect(deliveryOf('p-ma')).toMatchObject({ state: 'sent', msgId: '77' });
  expect(mailboxOf('p-ma')?.credits).toEqual({ preview: 0 });
  expect(deliveryOf('p-xu')?.state).toBe('sending');

  product.cloud.state.clock.move(at + 10 * MINUTE - 5000);
  await product.cloud.tick('jobs');
  expect(sentTo(XU)).toEqual([]);
  product.cloud.state.clock.move(at + 10 * MINUTE + 1000);
  await product.cloud.tick('jobs');
  expect(sentTo(XU)).toHaveLength(1);
  expect(sentTo(MA)).toEqual([]);
});

test('who unbinds before it is sent gets nothing, and the office sees why', async () => {
  await seedCredit(product, SUN, 'preview');
  await openSession(product);
  await product.as('p-sun').call('account.unbind', {});
  await product.cloud.tick('jobs');
  expect(sentTo(SUN)).toEqual([]);
  expect(deliveryOf('p-sun')).toMatchObject({ state: 'failed', reason: 'unbound' });
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
  const tang = product.as('p-tang');
  const give = (requestId: string) =>
    tang.call('account.consent', { accepted: ['preview', 'session_reminder'], rejected: [] }, requestId);
  await Promise.all([give('consent-0001'), give('consent-0001'), give('consent-0001')]);
  expect((await give('consent-0001')).credits).toEqual({ preview: 1, session_reminder: 1 });
  expect((await give('consent-0002')).credits).toEqual({ preview: 2, session_reminder: 2 });
  // Invented ones end at five of a kind a day, one after the other and side by side.
  await Promise.all(['consent-0003', 'consent-0004', 'consent-0005', 'consent-0006'].map(give));
  for (const id of ['consent-0007', 'consent-0008']) await give(id);
  expect((await give('consent-0009')).credits).toEqual({ preview: 5, session_reminder: 5 });
});

test('a relay that was cut off is repeated, and nobody is told twice', async () => {
  const sessionId = await openSession(product);
  await product.cloud.tick('jobs');
  // As a crash leaves it after the messages are written and before the notice is cleared.
  const session = product.cloud.read('sessions').find(({ _id }) => _id === sessionId);
  const preview = previewOf(sessionId);
  const told = () => product.cloud.read('messages').map(({ _id }) => _id);
  const before = told();
  const notice = {
    kind: 'preview',
    to: 'everyone',
    subject: String(preview?._id).split(':')[1],
    at: START,
    facts: { sessionId, sessionNumber: 99, startsAt: START, venue: '报告厅' },
  };
  await product.as('p-wu').call('session.reschedule', {
    sessionId,
    startsAt: Number(session?.startsAt) + 60 * MINUTE,
    reason: '报告厅检修',
  });
  await product.cloud.seed('surveys', [
    { _id: 'cut-off', version: 1, notices: [notice, { ...notice, kind: 'deadline_near' }], hasNotice: true },
    { _id: 'cut-off-2', version: 1, notices: [notice], hasNotice: true },
  ]);
  await product.cloud.tick('jobs');
  expect(told()).toEqual(before);
  const cleared = product.cloud.read('surveys').map(({ hasNotice }) => hasNotice);
  // The first has a notice that nobody has words for: it stays, is logged, and keeps no other waiting.
  expect(cleared).toEqual([true, false]);
  expect(product.cloud.logs().some(({ text }) => text.includes('relay_notices'))).toBe(true);
});
