import { outbox, queueCase, resumeOutbox, sendCase, takeOut } from '../../miniprogram/api/outbox';
import { installPhone, type PhoneDouble } from './phone';

const form = {
  channel: 'box',
  category: 'logistics',
  urgency: 'ordinary',
  title: '三号楼热水时断时续',
  text: '晚上十点以后没有热水。',
  place: '',
  identity: 'hidden',
  isProtected: false,
  phone: '',
} as const;
const sent = { caseId: 'c1', number: '20261123-0001', receiptCode: null, dueAt: 1 };
const filed = () => ({ ok: true, data: sent, now: Date.now() });
const refusal = (code: string) => () => ({ ok: false, error: { code, message: code, requestId: 'r-1' } });

let phone: PhoneDouble;
beforeEach(() => {
  phone = installPhone();
});

const ids = () => phone.sent.map(({ data }) => data.requestId);
const queued = () => queueCase(form, {}, []);

test('what was sent without a network waits, goes out later by itself, and always with the same id', async () => {
  phone.isOffline = true;
  const { id } = await queued();
  await expect(sendCase(id)).rejects.toMatchObject({ code: 'offline' });
  await resumeOutbox();
  expect(outbox()).toMatchObject([{ state: 'waiting', mayBeThere: false }]);
  phone.isOffline = false;
  phone.answer = filed;
  await resumeOutbox();
  expect(outbox()).toMatchObject([{ state: 'sent', sent }]);
  expect(new Set(ids())).toEqual(new Set([id]));
});

test('what is in is never sent again, however often the app is opened', async () => {
  phone.answer = filed;
  await queued();
  await Promise.all([resumeOutbox(), resumeOutbox()]);
  await resumeOutbox();
  expect(phone.sent).toHaveLength(1);
});

test('the network goes in the middle of the pictures: it goes on where it stopped, as one command', async () => {
  phone.answer = filed;
  phone.onUpload = (path) => {
    if (path !== 'two.jpg') return;
    phone.isOffline = true;
    throw new Error('cut');
  };
  const { id } = await queueCase(form, {}, ['one.jpg', 'two.jpg', 'three.jpg']);
  await expect(sendCase(id)).rejects.toMatchObject({ code: 'offline' });
  expect([phone.uploads, phone.sent]).toEqual([['one.jpg'], []]);
  expect(outbox()).toMatchObject([{ state: 'waiting', mayBeThere: false }]);

  // The app was killed meanwhile: only what lies on the phone is left.
  phone.isOffline = false;
  phone.onUpload = () => undefined;
  await resumeOutbox();
  expect(phone.uploads).toEqual(['one.jpg', 'two.jpg', 'three.jpg']);
  expect(phone.sent).toHaveLength(1);
  expect(phone.sent[0]?.data).toMatchObject({
    requestId: id,
    input: { pictures: ['one.jpg', 'two.jpg', 'three.jpg'].map((path) => `cloud://env/cases/${path}`) },
  });
});

test('a number or an id that was taken just then is told as what it is: nothing is lost, tap again', async () => {
  phone.answer = refusal('conflict');
  const { id } = await queued();
  await expect(sendCase(id)).rejects.toMatchObject({ code: 'conflict' });
  expect(outbox()).toMatchObject([{ state: 'refused', problem: '没有提交成功，内容都在，请再点一次。' }]);
});

test('a store that refuses a picture loses neither the words nor the pictures that are up', async () => {
  phone.answer = filed;
  phone.onUpload = (path) => {
    if (path === 'two.jpg') throw new Error('full');
  };
  const { id } = await queueCase(form, { title: form.title }, ['one.jpg', 'two.jpg']);
  await expect(sendCase(id)).rejects.toMatchObject({ code: 'storage_unavailable' });
  expect(outbox()).toMatchObject([{ state: 'waiting', uploaded: { 'one.jpg': expect.any(String) } }]);
  expect(takeOut(id)?.draft).toEqual({ title: form.title });
});

test('a lost answer may mean that it arrived: it is asked for again and cannot be typed anew', async () => {
  await queued();
  await resumeOutbox();
  expect(outbox()).toMatchObject([{ state: 'waiting', mayBeThere: true }]);
});

test.each([
  ['a word that is not let through', 'content_refused', 'refused'],
  ['nobody bound', 'not_bound', 'refused'],
  ['too many in a minute', 'too_many_requests', 'waiting'],
  ['a store that does not answer', 'storage_unavailable', 'waiting'],
] as const)('%s leaves the item %3$s, with the reason', async (_label, code, state) => {
  phone.answer = refusal(code);
  await queued();
  await resumeOutbox();
  const [item] = outbox();
  expect(item?.state).toBe(state);
  expect(item?.problem).not.toBe('');
});

test('what is taken back to be edited is out of the box, with everything that was typed', async () => {
  const { id } = await queueCase(form, { title: '没写完' }, []);
  expect(takeOut(id)?.draft).toEqual({ title: '没写完' });
  expect(outbox()).toEqual([]);
});

test('what lies there from an older version of the app is not sent', async () => {
  phone.storage.set('outbox', [{ version: 0, id: 'x' }, 'rubbish']);
  await resumeOutbox();
  expect(phone.sent).toEqual([]);
});
