import { randomUUID } from 'node:crypto';
import type { Product } from '../cloud';
import { step } from '../story';
import { add, question, seedBookings, startThursday } from '../survey/thursday';

// One tap from a name in the queue to words on the wall; and whoever raises a hand is like everybody.

let product: Product;
let sessionId: string;
const office = () => product.as('p-wu');
const wall = () => office().call('hall.wall', { sessionId });
const questions = async () => (await office().call('hall.view', { sessionId })).questions;
const idOf = async (askerId: string) => (await questions()).find((row) => row.askerId === askerId)?.id ?? '';

const live = step('two have booked, and the session is on', [], async () => {
  ({ product, sessionId } = await startThursday());
  await seedBookings(product, sessionId, [
    { personId: 'p-lin', code: 'AAAAAA', title: '宿舍热水' },
    { personId: 'p-zhou', code: 'BBBBBB', title: '林小满说的设备' },
  ]);
  await office().call('hall.prepare', { sessionId });
  await office().call('hall.open', { sessionId });
});
afterAll(() => product?.stop());

step('one tap approves the words as edited, calls the speaker and fills the wall', [live], async () => {
  const questionId = await idOf('p-lin');
  const approval = { title: '三号楼的热水', kept: [] };
  const view = await office().call('hall.call', { sessionId, questionId, approval });
  expect(view.currentId).toBe(questionId);
  expect(await wall()).toMatchObject({ current: { title: '三号楼的热水', asker: '信息工程系 林小满' } });
});

step('a name in the words is refused first, and neither approved nor called', [live], async () => {
  const questionId = await idOf('p-zhou');
  const call = (title: string) =>
    office().call('hall.call', { sessionId, questionId, approval: { title, kept: [] } });
  await expect(call('林小满说的设备')).rejects.toMatchObject({ code: 'redaction_open' });
  expect((await questions()).find(({ id }) => id === questionId)).toMatchObject({
    state: 'queued',
    isApproved: false,
  });
  await call('实训设备');
  expect((await wall()).current?.title).toBe('实训设备');
});

step('a raised hand joins the queue once, is called in one tap and stands on the wall', [live], async () => {
  const requestId = randomUUID();
  const hand = { sessionId, title: '操场照明', asker: 'none', askerId: null } as const;
  await office().call('hall.addSpeaker', hand, requestId);
  const { questions: queue } = await office().call('hall.addSpeaker', hand, requestId);
  const added = queue.filter(({ title }) => title === '操场照明');
  expect(added).toMatchObject([{ state: 'queued', asker: 'none', askerName: '' }]);
  // Preparing again takes out who cancelled, and nobody else.
  await office().call('hall.prepare', { sessionId });
  const approval = { title: '操场照明', kept: [] };
  await office().call('hall.call', { sessionId, questionId: added[0]?.id ?? '', approval });
  expect((await wall()).current).toMatchObject({ title: '操场照明', asker: '' });
});

step('a raised hand may have a name, and nobody who is not in the roster', [live], async () => {
  const hand = { sessionId, title: '自习室', asker: 'named', askerId: 'p-gao' } as const;
  const { questions: queue } = await office().call('hall.addSpeaker', hand);
  expect(queue.find(({ title }) => title === '自习室')).toMatchObject({ askerId: 'p-gao' });
  for (const askerId of ['p-nobody', null])
    await expect(office().call('hall.addSpeaker', { ...hand, askerId })).rejects.toMatchObject({
      code: 'asker_unknown',
    });
});

step(
  'what was written down without an answer is called like others; what has one is not',
  [live],
  async () => {
    const open = await add(product, sessionId, question({ title: '班车', settlement: null }));
    const approval = { title: '班车时刻', kept: [] };
    await office().call('hall.call', { sessionId, questionId: open.id, approval });
    expect((await wall()).current?.title).toBe('班车时刻');
    const answered = await add(product, sessionId, question({ title: '食堂' }));
    await expect(office().call('hall.call', { sessionId, questionId: answered.id })).rejects.toMatchObject({
      code: 'wrong_stage',
    });
  },
);
