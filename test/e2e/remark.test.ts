import type { TestPhone } from '../browser';
import { Phone, screenCode } from '../survey/phone';
import { add, closeAndPublish, makeKeys, question, seedGuests } from '../survey/thursday';
import { publishSession, type Stage, startStage } from './stage';

let stage: Stage;
let sessionId: string;
let phone: TestPhone;
let guests: Phone[];

beforeAll(async () => {
  stage = await startStage({ now: Date.parse('2026-12-03T15:35:00+08:00') });
  sessionId = await publishSession(stage.product, 2);
  await makeKeys(stage.product);
  guests = (await seedGuests(stage.product, 5)).map((openid) => new Phone(stage.product, openid));
});

afterAll(async () => stage?.stop());

const shot = async (name: string) => {
  if (process.env.SHOTS) await phone.screenshot(`${process.env.SHOTS}/${name}.png`);
};

test('whoever was there says something without a name; the office lets it through, everybody reads it', async () => {
  const office = stage.product.as('p-wu');
  phone = await stage.open('p-lin', { page: `packages/dialogue/checkin/checkin?id=${sessionId}` });
  await phone.tap('扫码签到');
  await phone.fill('二维码内容', await screenCode(stage.product, sessionId));
  await phone.tap('识别');
  await phone.see('评价凭证已存进这部手机');
  for (const guest of guests) await guest.checkIn(sessionId);
  await office.call('hall.open', { sessionId });
  await add(stage.product, sessionId, question());
  await closeAndPublish(stage.product, sessionId);
  const { survey } = await office.call('survey.open', { sessionId });

  await stage.reopen(phone, 'p-lin', { page: `packages/dialogue/remark/remark?id=${sessionId}` });
  await phone.fill('哪里还可以更好？不写自己的姓名和电话。', '答复以后请在楼下贴一张纸');
  await phone.tap('不记名送出');
  // It leaves in some minutes, apart from the ratings; until then it lies on this phone.
  await phone.see('已存入本机，几分钟后自动送出');
  await shot('remark');
  const [first, ...others] = guests;
  expect(await first?.remark(survey.survey, '答复以后请在楼下贴一张纸')).toBe('counted');
  for (const guest of others) expect(await guest.remark(survey.survey, `意见 ${guest.who}`)).toBe('counted');
  await office.call('survey.close', { sessionId, reason: '提前截止' });

  await stage.reopen(phone, 'p-wu', { page: `packages/dialogue/remarks/remarks?id=${sessionId}` });
  await phone.see('共 5 条，待审 5 条');
  await phone.tap('公开：答复以后请在楼下贴一张纸');
  await phone.see('共 5 条，待审 4 条');
  await shot('remarks-office');
  await office.call('survey.announce', { sessionId });

  await stage.reopen(phone, 'p-new', { page: `packages/dialogue/remarks/remarks?id=${sessionId}` });
  await phone.see('答复以后请在楼下贴一张纸');
  await phone.seeNot(/意见 guest/);
  await shot('remarks');
  expect(phone.errors).toEqual([]);
});
