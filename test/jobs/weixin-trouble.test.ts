import '../booking/sdk-environment';
import {
  deliveries,
  mailboxes,
  messages,
  weixinTroubles,
} from '../../cloudfunctions/platform/database/collections';
import { MESSAGE_KINDS, type MessageKind } from '../../miniprogram/shared/labels';
import { templateOf } from '../announcement/crowd';
import { form } from '../case/people';
import { type Product, startProduct } from '../cloud';
import { deliveryOf, messageTo } from './seeds';
import { DAY, HOUR, MINUTE, NOW, put, reset, runTimer, startQuiet } from './started';

let product: Product;
beforeAll(async () => {
  product = await startQuiet({ env: { CASE_SECRET: 'a secret of the test' } });
});
afterAll(() => product.stop());
let linesBefore = 0;
beforeEach(async () => {
  product.cloud.weixin.demands.clear();
  await reset(product);
  linesBefore = product.cloud.logs().length;
});

const SEND = '/cgi-bin/message/subscribe/send';
const TOKEN = '/cgi-bin/stable_token';
const READERS = [
  ['p-lin', 'demo-student-lin'],
  ['p-zhou', 'demo-student-zhou'],
  ['p-he', 'demo-student-he'],
] as const;

/** A message of this kind to each reader, fanned out and not sent yet. */
async function waitingFor(kind: MessageKind = 'preview', consents = 1): Promise<void> {
  for (const [personId, openid] of READERS) {
    product.cloud.weixin.credits.revoke(openid, templateOf(kind));
    if (consents > 0) product.cloud.weixin.credits.grant(openid, templateOf(kind), consents);
    const message = messageTo(personId, NOW - DAY, { _id: `${kind}:session-1.2:${personId}`, kind });
    await put(product, messages, message);
    await put(product, mailboxes, { _id: personId, credits: { [kind]: 1 }, optOut: [], consents: [] });
    await put(product, deliveries, deliveryOf(message, personId));
  }
}
const states = () =>
  product.cloud.read(deliveries.name).map(({ state, tries, reason }) => ({ state, tries, reason }));
const told = async () => (await product.as('p-wu').call('announcement.troubles', {})).troubles;
const troubleLines = () =>
  product.cloud
    .logs()
    .slice(linesBefore)
    .filter(({ text }) => text.includes('"weixin_trouble"'));
const endToken = () => product.cloud.weixin.miniProgramToken.drop();

test.each([
  ['a wrong secret', TOKEN, 40125, /MP_APP_SECRET/],
  ['an address that is not on the list', TOKEN, 40164, /白名单/],
  ['an account without the right', SEND, 48001, /接口权限/],
  ['a token that WeChat keeps refusing', SEND, 40001, /密钥/],
])(
  '%s stops the queue, costs no try, is logged once and told to the office, and then all goes out',
  async (_label, path, code, todo) => {
    await waitingFor();
    endToken();
    product.cloud.weixin.demands.refuse(path, code);
    const sent = product.cloud.weixin.sent.length;
    const start = product.cloud.clock.now();
    // Eleven minutes: tried at the first, rests, and tries once more.
    for (let minute = 0; minute <= 10; minute++)
      await runTimer(product, start + minute * MINUTE + 1000 * minute);
    expect(states()).toEqual(READERS.map(() => expect.objectContaining({ state: 'waiting', tries: 0 })));
    expect(troubleLines()).toHaveLength(1);
    expect(await told()).toEqual([
      expect.objectContaining({
        id: 'messages',
        what: '微信提醒暂停发送',
        todo: expect.stringMatching(todo),
      }),
    ]);
    product.cloud.weixin.demands.clear();
    await runTimer(product, start + 22 * MINUTE);
    expect(states().map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
    expect(product.cloud.weixin.sent.length).toBe(sent + 3);
    expect(await told()).toEqual([]);
  },
);

test('a rest of the queue asks WeChat nothing', async () => {
  await waitingFor();
  product.cloud.weixin.demands.refuse(SEND, 48001, 3);
  await runTimer(product, NOW);
  await runTimer(product, NOW + MINUTE);
  await runTimer(product, NOW + 9 * MINUTE);
  expect(states().map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting']);
});

test('who has not agreed is no failure of ours, and nobody is told to repair anything', async () => {
  await waitingFor('preview', 0);
  await runTimer(product, NOW);
  expect(states()).toEqual(READERS.map(() => ({ state: 'unwanted', tries: 1, reason: '43101' })));
  const { totals } = await product.as('p-wu').call('announcement.deliveries', { state: 'unwanted' });
  expect(totals).toMatchObject({ failed: 0, unwanted: 3 });
  expect((await product.as('p-wu').call('session.desk', {})).failedDeliveries).toBe(0);
  expect(await told()).toEqual([]);
});

test('a template that does not fit is told by the kind of its messages, until one of them goes out', async () => {
  await waitingFor();
  product.cloud.weixin.demands.refuse(SEND, 47003, 3);
  await runTimer(product, NOW);
  expect(states()).toEqual(READERS.map(() => ({ state: 'failed', tries: 1, reason: '47003' })));
  expect(await told()).toEqual([
    expect.objectContaining({ id: 'template:preview', todo: expect.stringContaining('模板') }),
  ]);
  expect(troubleLines()).toHaveLength(1);
  const [failed] = product.cloud.read(deliveries.name);
  await product.as('p-wu').call('announcement.retry', { deliveryId: String(failed?._id) });
  await runTimer(product, NOW + MINUTE);
  expect(await told()).toEqual([]);
});

test('no answer is waited for and asked again, three times at most', async () => {
  await waitingFor();
  product.cloud.weixin.demands.refuse(SEND, 'nothing');
  for (let run = 0; run < 5; run++) await runTimer(product, NOW + run * 11 * MINUTE);
  expect(states()).toEqual(READERS.map(() => ({ state: 'failed', tries: 3, reason: 'no_answer' })));
});

test('a token that cannot be asked for leaves everything unleased, and the next minute goes on', async () => {
  await waitingFor();
  product.cloud.state.clock.move(NOW + 3 * HOUR);
  product.cloud.weixin.demands.refuse(TOKEN, 'nothing', 1);
  await runTimer(product, NOW + 3 * HOUR);
  expect(states()).toEqual(READERS.map(() => ({ state: 'waiting', tries: 0, reason: '' })));
  await runTimer(product, NOW + 3 * HOUR + 2 * MINUTE);
  expect(states().map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
});

const submit = (who: string) => product.as(who).call('case.submit', form);

test.each([
  ['has been replaced', () => endToken()],
  ['has run out', () => product.cloud.state.clock.move(product.cloud.clock.now() + 3 * HOUR)],
])('ten texts at once after the token %s are checked with one new token', async (_label, end) => {
  await submit('p-lin');
  end();
  const { asked } = product.cloud.weixin.miniProgramToken;
  const before = { ...asked };
  const people = ['p-lin', 'p-zhou', 'p-he', 'p-gao', 'p-ma', 'p-xu', 'p-sun', 'p-qian', 'p-wu', 'p-luo'];
  const ids = await Promise.all(people.map(submit));
  expect(asked).toEqual({ times: before.times + 1, forced: before.forced });
  const held = product.cloud.read('cases').filter(({ isHeld }) => isHeld);
  expect([ids.length, held.length]).toEqual([10, 0]);
});

test('a text that may not be checked is taken and held, and the office reads why', async () => {
  product.cloud.weixin.demands.refuse('/wxa/msg_sec_check', 48001);
  const { caseId } = await submit('p-he');
  expect(await product.as('p-wu').call('case.get', { caseId })).toMatchObject({ isHeld: true });
  await submit('p-lin');
  expect(await told()).toEqual([
    expect.objectContaining({ id: 'texts', what: expect.stringContaining('活动办公室审核') }),
  ]);
  expect(troubleLines()).toHaveLength(1);
  await runTimer(product, NOW + 25 * HOUR);
  expect(await told()).toEqual([]);
});

test('a text whose check has no answer is checked once more', async () => {
  product.cloud.weixin.demands.refuse('/wxa/msg_sec_check', 'nothing', 1);
  const { caseId } = await submit('p-zhou');
  expect(await product.as('p-wu').call('case.get', { caseId })).toMatchObject({ isHeld: false });
  expect(product.cloud.read(weixinTroubles.name)).toEqual([]);
});

test('only the office and administrators read what WeChat refuses', async () => {
  await expect(product.as('p-lin').call('announcement.troubles', {})).rejects.toMatchObject({
    code: 'not_allowed',
  });
});

test('the office reads which reminders have no template, and go no further than the mini program', async () => {
  const troubles = (college: Product) => college.as('p-wu').call('announcement.troubles', {});
  expect((await troubles(product)).withoutTemplate).toEqual([]);
  const templates = Object.keys(MESSAGE_KINDS).filter((kind) => kind !== 'results');
  const chosen = JSON.stringify(Object.fromEntries(templates.map((kind) => [kind, `T-${kind}`])));
  const other = await startProduct({ env: { MESSAGE_TEMPLATES: chosen, HTTP_BASE_URL: '' } });
  expect((await troubles(other)).withoutTemplate).toEqual(['results']);
  // What the deployment has not set stands beside it, as `npm run doctor` would say it.
  expect((await troubles(other)).lacking).toMatchObject([{ id: 'timer' }, { id: 'domain' }]);
  await other.stop();
});

// Nobody says what an event of WeChat's is marked with. Should it be as a phone's calls are, it must not be lost in silence.
test.each([
  ['wx_event', 'a message', 0],
  ['wx_client', 'a message', 1],
  ['wx_client', 'a picture', 1],
] as const)('an event marked %s about %s is refused aloud so often: %i', async (source, about, lines) => {
  const event =
    about === 'a message'
      ? {
          Event: 'subscribe_msg_sent_event',
          FromUserName: 'o-x',
          List: { TemplateId: 't', MsgID: '1', ErrorCode: 0 },
        }
      : { Event: 'wxa_media_check', trace_id: 'none' };
  const answer = await product.cloud.state.gateway.invoke('jobs', event, { source });
  expect(answer).toEqual({ failed: lines === 0 ? [] : ['not_for_phones'] });
  const told = product.cloud.logs().slice(linesBefore);
  expect(told.filter(({ text }) => text.includes('"event_from_phone_refused"'))).toHaveLength(lines);
});
