import { type Product, seedPeople } from '../cloud';
import { person, question, seedBookings, startThursday } from '../survey/thursday';
import { form } from './people';

// One gate between somebody's words and everybody's eyes: what may tell who is meant is shown to the person who releases
// the words, and passes only when it was looked at.

let product: Product;
let sessionId: string;
beforeAll(async () => {
  ({ product, sessionId } = await startThursday());
});
afterAll(() => product.stop());
const office = () => product.as('p-wu');

describe('a case that is to be public', () => {
  const words = {
    title: '林小满说没有热水',
    text: '她住三号楼402室，电话13800138000。',
    reply: '已答复2023010118同学。',
  };
  let caseId: string;
  beforeAll(async () => {
    ({ caseId } = await product.as('p-lin').call('case.submit', { ...form, phone: '0371 6588 1234' }));
    await office().call('case.accept', { caseId, urgency: 'ordinary', leadId: 'logistics', coIds: [] });
  });
  const publish = (kept: string[]) => office().call('case.publish', { caseId, ...words, kept });
  const found = async () => (await office().call('case.publicFindings', { caseId, ...words })).findings;

  test('is refused while nobody has looked at what may tell who asked', async () => {
    const refused = publish([]);
    await expect(refused).rejects.toMatchObject({ code: 'redaction_open' });
    expect((await found()).map(({ field, kind, text }) => [field, kind, text])).toEqual([
      ['title', 'name', '林小满'],
      ['body', 'address', '三号楼402室'],
      ['body', 'phone', '13800138000'],
      ['answer', 'number', '2023010118'],
    ]);
  });

  test('is public once each was looked at, and not when one was passed over', async () => {
    const ids = (await found()).map(({ id }) => id);
    await expect(publish(ids.slice(1))).rejects.toMatchObject({
      code: 'redaction_open',
      fields: { [ids[0] ?? '']: 'redaction_open' },
    });
    expect(await publish(ids)).toMatchObject({ isPublic: true });
  });

  test('shows the telephone of whoever asked, however it was left', async () => {
    const { findings } = await office().call('case.publicFindings', {
      caseId,
      ...words,
      text: '0371 6588 1234',
    });
    expect(findings.map(({ text }) => text)).toContain('0371 6588 1234');
  });
});

describe('a name that begins with no usual surname', () => {
  test.each(['阿依古丽', 'John Smith', '李䶮'])('is found where the roster holds it: %s', async (name) => {
    await seedPeople(product.cloud, [person(`rare-${name.codePointAt(0)}`, name)]);
    const { caseId } = await product.as('p-he').call('case.submit', form);
    const words = { caseId, title: '热水', text: `昨天${name}反映没有热水`, reply: '' };
    const { findings } = await office().call('case.publicFindings', words);
    expect(findings.map(({ text }) => text)).toEqual([name]);
  });
});

describe('a name as people write it', () => {
  const NAMES = ['白玛央金', '马合木提', '陈王思远', '马里亚·冈萨雷斯·洛佩斯', '王Amy'];
  let caseId: string;
  const asked = (text: string) => ({ caseId, title: '热水', text, reply: '' });
  beforeAll(async () => {
    const people = NAMES.map((name, at) => person(`long-${at}`, name));
    await seedPeople(product.cloud, people);
    ({ caseId } = await product.as('p-zhou').call('case.submit', form));
    await office().call('case.accept', { caseId, urgency: 'ordinary', leadId: 'logistics', coIds: [] });
  });

  test.each(NAMES)('is found where it begins with a usual surname and goes on: %s', async (name) => {
    const text = `昨天${name}反映没有热水`;
    const refused = office().call('case.publish', { ...asked(text), kept: [] });
    await expect(refused).rejects.toMatchObject({ code: 'redaction_open' });
    const words = { main: { key: 'reason', text }, others: [] };
    const { findings } = await office().call('hall.wordFindings', words);
    expect(findings.map((finding) => finding.text)).toEqual([name]);
  });

  test.each([
    ['a variation selector', '林\ufe00小满', '林小满'],
    ['a joiner', '林\u200d小满', '林小满'],
    ['a radical', '林⼩满', '林小满'],
    ['digits as pictures', Array.from('13800138000', (digit) => `${digit}\ufe0e`).join(''), '13800138000'],
  ])('is neither let through nor kept from a correction by %s', async (_label, written, passage) => {
    const words = asked(`${written}说没有热水👨‍👩‍👧`);
    const publish = (kept: string[]) => office().call('case.publish', { ...words, kept });
    await expect(publish([])).rejects.toMatchObject({ code: 'redaction_open' });
    const { findings } = await office().call('case.publicFindings', words);
    expect(await publish(findings.map(({ id }) => id))).toMatchObject({ isPublic: true });
    await office().call('case.correctPrivacy', { caseId, passages: [passage], reason: '涉及个人' });
    const read = await product.as('nobody').call('case.get', { caseId });
    expect(JSON.stringify(read)).toContain('██说没有热水👨‍👩‍👧');
  });
});

describe('a topic of a hidden asker', () => {
  let questionId: string;
  beforeAll(async () => {
    const booked = { personId: 'p-zhou', code: 'A0001', isUnnamed: true };
    await seedBookings(product, sessionId, [{ ...booked, title: '周一鸣 13800138000 三号楼412室没有热水' }]);
    const { questions } = await office().call('hall.prepare', { sessionId });
    questionId = questions[0]?.id ?? '';
  });
  const title = '周一鸣 13800138000 三号楼412室没有热水';

  test('stands on no wall and no agenda before everything in it was looked at', async () => {
    const approve = (kept: string[], words = title) =>
      office().call('hall.approveTopic', { questionId, isApproved: true, title: words, kept });
    await expect(approve([])).rejects.toMatchObject({ code: 'redaction_open' });
    expect((await product.as('nobody').call('hall.agenda', { sessionId })).topics).toEqual([]);
    const { findings } = await office().call('hall.topicFindings', { questionId, title });
    expect(findings.map(({ text }) => text)).toEqual(['周一鸣', '13800138000', '三号楼412室']);
    expect(await approve([], '三号楼没有热水')).toMatchObject({ isApproved: true });
    expect(await approve(findings.map(({ id }) => id))).toMatchObject({ isApproved: true, title });
  });

  test('leaves wall and agenda when the recorded words are others than the approved ones', async () => {
    await office().call('hall.open', { sessionId });
    const { questions } = await office().call('hall.view', { sessionId });
    const [asked] = questions;
    const recorded = question({
      title: '周一鸣的宿舍没有热水',
      asker: 'hidden',
      askerId: 'p-zhou',
      settlement: null,
    });
    await office().call('hall.saveQuestion', {
      questionId,
      version: asked?.version ?? 0,
      question: recorded,
    });
    expect((await product.as('nobody').call('hall.agenda', { sessionId })).topics).toEqual([]);
  });
});
