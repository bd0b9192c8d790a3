import { randomUUID } from 'node:crypto';
import { withoutKeys } from '../booking/crowd';
import type { TestPhone } from '../browser';
import { add, closeAndPublish, question } from '../survey/thursday';
import { publishSession, type Stage, startStage } from './stage';

let stage: Stage;
let sessionId: string;
let phone: TestPhone;

beforeAll(async () => {
  stage = await startStage({ now: Date.parse('2026-12-03T15:35:00+08:00') });
  sessionId = await publishSession(stage.product, 2);
  await withoutKeys(stage.product, sessionId);
  await stage.product.as('p-wu').call('hall.open', { sessionId });
});

afterAll(async () => stage?.stop());

afterEach(async () => {
  const { errors } = phone;
  await phone.close();
  expect(errors).toEqual([]);
});

test('whoever is in the hall gives a topic one voice and may take it back; nobody sees who asked', async () => {
  const topic = await add(
    stage.product,
    sessionId,
    question({ title: '第二轮选课总是卡', asker: 'named', askerId: 'p-zhou', settlement: null }),
  );
  await stage.product
    .as('p-wu')
    .call('hall.approveTopic', { questionId: topic.id, isApproved: true, title: '第二轮选课' });
  // With the doors open whoever is checked in votes.
  await stage.product.as('p-wu').call('hall.deskCheckIn', {
    sessionId,
    entries: [{ entryId: randomUUID(), ageMs: 0, personId: 'p-lin' }],
  });
  phone = await stage.open('p-lin', { page: `pages/session/session?id=${sessionId}` });
  await phone.tap('话题征集');
  await phone.tap('第二轮选课，后勤保障，0 人也想问，点一下表示也想问');
  await phone.find('第二轮选课，后勤保障，1 人也想问，你也想问，点一下取消').waitFor();
  await phone.seeNot('周');
  await phone.tap('第二轮选课，后勤保障，1 人也想问，你也想问，点一下取消');
  await phone.find('第二轮选课，后勤保障，0 人也想问，点一下表示也想问').waitFor();
  const form = question({ title: '第二轮选课总是卡', asker: 'named', askerId: 'p-zhou' });
  const office = stage.product.as('p-wu');
  const { questions } = await office.call('hall.view', { sessionId });
  const version = questions.find(({ id }) => id === topic.id)?.version ?? 0;
  await office.call('hall.saveQuestion', { questionId: topic.id, version, question: form });
});

test('the asker says with one tap that it is solved, or that it is not, and keeps a private matter out', async () => {
  for (const title of ['宿舍晚上没有热水', '补考安排冲突', '家里的困难'])
    await add(stage.product, sessionId, question({ title, asker: 'hidden', askerId: 'p-lin' }));
  phone = await stage.open('p-lin', { page: 'pages/me/me' });
  await phone.tap('我的提问');
  await phone.tap('已解决：宿舍晚上没有热水');
  await phone.see('提问人已确认');
  await phone.tap('没解决：补考安排冲突');
  await phone.fill('可以不写', '两门课还是同一天');
  await phone.tap('转给部门继续办');
  await phone.see('提问人不认可，已转办');
  const card = phone.page.locator('.sheet', { hasText: '家里的困难' });
  await card.getByText('这是我的私事，不要写进纪要').click();
  await phone.see('恢复写入纪要');
  await phone.tap('看办理进展：补考安排冲突');
  await phone.see('后勤保障');

  await closeAndPublish(stage.product, sessionId);
  await stage.reopen(phone, 'p-lin', { page: `packages/dialogue/minutes/minutes?id=${sessionId}` });
  await phone.see('现场答复（提问人已确认）');
  await phone.see('另有 1 个问题涉及个人，不公开内容。');
  await phone.seeNot('家里的困难');
});
