import {
  outbox,
  queueCase,
  resumeOutbox,
  sendCase,
  takeOut,
  watchOutbox,
} from '../../miniprogram/api/outbox';
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

test('whoever watches the box hears of every change, until they stop', async () => {
  phone.answer = filed;
  let heard = 0;
  const stop = watchOutbox(() => {
    heard += 1;
  });
  const { id } = await queued();
  expect(heard).toBe(1);
  await sendCase(id);
  expect(heard).toBe(2);
  takeOut(id);
  expect(heard).toBe(3);
  stop();
  await queued();
  expect(heard).toBe(3);
});

test('a submission is kept as it was typed, before anything is sent', async () => {
  const before = Date.now();
  const item = await queueCase(form, { title: '没写完' }, ['one.jpg']);
  expect(item).toEqual({
    version: 1,
    id: expect.stringMatching(/^box-[0-9a-f]{32}$/),
    form,
    draft: { title: '没写完' },
    pictures: ['one.jpg'],
    uploaded: {},
    at: expect.any(Number),
    state: 'waiting',
    mayBeThere: false,
    problem: '',
    sent: null,
  });
  expect(item.at).toBeGreaterThanOrEqual(before);
  expect(outbox()).toEqual([item]);
  expect(phone.sent).toEqual([]);
});

test('two taps are one attempt; what has gone out answers without going out again', async () => {
  phone.answer = filed;
  const { id } = await queued();
  expect(await Promise.all([sendCase(id), sendCase(id)])).toEqual([sent, sent]);
  expect(await sendCase(id)).toEqual(sent);
  expect(phone.sent).toHaveLength(1);
});

test('while it is on its way it cannot be taken out; what is not there is not found', async () => {
  phone.answer = filed;
  const { id } = await queued();
  const other = await queued();
  const sending = sendCase(id);
  expect(takeOut(id)).toBeNull();
  await sending;
  expect(takeOut(id)).toMatchObject({ id, state: 'sent' });
  expect(takeOut(id)).toBeNull();
  expect(outbox()).toEqual([other]);
  await expect(sendCase(id)).rejects.toMatchObject({ code: 'not_found' });
});

test('pictures of what was filed give back their room; of what is edited again they stay', async () => {
  const removed: string[] = [];
  Object.assign(Reflect.get(globalThis, 'wx'), {
    getFileSystemManager: () => ({
      unlink: ({ filePath }: { filePath: string }) => removed.push(filePath),
    }),
  });
  phone.answer = filed;
  const edited = await queueCase(form, {}, ['one.jpg']);
  takeOut(edited.id);
  expect(removed).toEqual([]);
  const gone = await queueCase(form, {}, ['two.jpg', 'three.jpg']);
  await sendCase(gone.id);
  takeOut(gone.id);
  expect(removed).toEqual(['two.jpg', 'three.jpg']);
});

test('which picture is going up is told, each from its beginning', async () => {
  phone.answer = filed;
  const { id } = await queueCase(form, {}, ['one.jpg', 'two.jpg']);
  const told: Array<[number, number]> = [];
  await sendCase(id, (index, share) => told.push([index, share]));
  expect(told).toEqual([
    [0, 0],
    [1, 0],
  ]);
});

describe('pictures of an anonymous submission', () => {
  const anonymous = { ...form, identity: 'anonymous' as const };
  const phoneReads = (data: string) =>
    Object.assign(Reflect.get(globalThis, 'wx'), {
      compressImage: async () => ({ tempFilePath: 'small.jpg' }),
      getFileSystemManager: () => ({
        readFile: ({ success }: { success: (read: { data: string }) => void }) => success({ data }),
      }),
    });

  test('go through the function, and how much of one has arrived is told', async () => {
    phoneReads('A'.repeat(250_000));
    phone.answer = ({ action }) =>
      action === 'case.submit'
        ? filed()
        : { ok: true, data: { fileId: 'cloud://nameless' }, now: Date.now() };
    const { id } = await queueCase(anonymous, {}, ['one.jpg']);
    const told: Array<[number, number]> = [];
    await sendCase(id, (index, share) => told.push([index, share]));
    expect(told).toEqual([
      [0, 0],
      [0, 0],
      [0, 0.25],
      [0, 0.5],
      [0, 0.75],
    ]);
    expect(phone.uploads).toEqual([]);
    expect(phone.sent.at(-1)?.data.input).toMatchObject({ pictures: ['cloud://nameless'] });
  });

  test('go up as well when the app goes on by itself, and nobody looks on', async () => {
    phoneReads('A'.repeat(250_000));
    phone.answer = ({ action }) =>
      action === 'case.submit'
        ? filed()
        : { ok: true, data: { fileId: 'cloud://nameless' }, now: Date.now() };
    await queueCase(anonymous, {}, ['one.jpg']);
    await resumeOutbox();
    expect(outbox()).toMatchObject([{ state: 'sent' }]);
  });

  test('that are none are named by their place, and the submission is refused', async () => {
    phoneReads('A');
    phone.answer = refusal('picture_refused');
    const { id } = await queueCase(anonymous, {}, ['one.jpg']);
    await expect(sendCase(id)).rejects.toMatchObject({
      code: 'picture_refused',
      fields: { 'pictures.0': 'picture_type' },
    });
    expect(outbox()).toMatchObject([
      { state: 'refused', problem: '第 1 张不是照片，请去掉或换一张', mayBeThere: false },
    ]);
  });
});

test('a fault of the program is no refusal of the submission', async () => {
  const { id } = await queueCase(form, {}, ['one.jpg']);
  Object.assign(Reflect.get(globalThis, 'wx'), {
    getRandomValues: async () => {
      throw new TypeError('a fault');
    },
  });
  await expect(sendCase(id)).rejects.toThrow(TypeError);
  await expect(resumeOutbox()).rejects.toThrow(TypeError);
  expect(outbox()).toMatchObject([{ state: 'waiting', problem: '' }]);
});

test.each([
  ['internal', true],
  ['unreachable', true],
  ['content_refused', false],
])('after %s it may be there: %p, and stays so once it may', async (code, mayBeThere) => {
  const { id } = await queued();
  phone.answer = code === 'unreachable' ? () => Promise.reject(new Error('lost')) : refusal(code);
  await sendCase(id).catch(() => undefined);
  expect(outbox()).toMatchObject([{ mayBeThere }]);
  phone.answer = refusal('content_refused');
  await sendCase(id).catch(() => undefined);
  expect(outbox()).toMatchObject([{ mayBeThere, state: 'refused' }]);
});

test('a lost network ends the round; a refusal goes on with the next, and is not tried again', async () => {
  const [first, second] = [await queued(), await queued()];
  await resumeOutbox();
  expect(ids()).toEqual([first.id]);
  phone.sent.length = 0;
  phone.answer = refusal('content_refused');
  await resumeOutbox();
  expect(ids()).toEqual([first.id, second.id]);
  await resumeOutbox();
  expect(phone.sent).toHaveLength(2);
  expect(outbox().map(({ problem }) => problem)).toEqual(Array(2).fill(expect.stringContaining('安全检查')));
});

test('a refused field is what the person reads', async () => {
  const { id } = await queued();
  phone.answer = () => ({
    ok: false,
    error: { code: 'invalid_input', message: '', requestId: 'r-1', fields: { title: 'text_too_long' } },
  });
  await expect(sendCase(id)).rejects.toMatchObject({ code: 'invalid_input' });
  expect(outbox()).toMatchObject([{ problem: '写得太长了，请精简一些' }]);
});

test.each<[string, boolean, unknown]>([
  ['as it was written', true, {}],
  ['of another version', false, { version: 2 }],
  ['without an id', false, { id: 7 }],
  ['without its form', false, { form: 'text' }],
  ['without a list of pictures', false, { pictures: 'one.jpg' }],
])('an item %s is read: %p', async (_label, isRead, changes) => {
  const item = { ...(await queued()), ...Object(changes) };
  phone.storage.set('outbox', [item, null]);
  expect(outbox()).toEqual(isRead ? [item] : []);
  for (const field of Object.keys(Object(changes))) {
    const { [field]: _missing, ...rest } = item;
    phone.storage.set('outbox', [rest]);
    expect(outbox()).toEqual([]);
  }
  phone.storage.set('outbox', { 0: item });
  expect(outbox()).toEqual([]);
});
