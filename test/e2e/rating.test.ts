import { MINUTE } from '../booking/crowd';
import type { TestPhone } from '../browser';
import { step } from '../story';
import { Phone, screenCode } from '../survey/phone';
import { seedKeys } from '../survey/slot-keys';
import { add, closeAndPublish, DAY, question, seedGuests, transferred } from '../survey/thursday';
import { previewPlan, type Stage, startStage } from './stage';

const GUESTS = 11;
let stage: Stage;
let sessionId: string;
let phone: TestPhone;
let other: TestPhone;
let guests: Phone[];

const office = () => stage.product.as('p-wu');

const start = step('a session is about to begin, and its keys are made', [], async () => {
  // Twenty-five minutes before four, so that no timer has to run on the way.
  stage = await startStage({ now: Date.parse('2026-12-03T15:35:00+08:00') });
  ({ sessionId } = await office().call('session.create', { reason: '', plan: previewPlan(2) }));
  await office().call('session.publishPreview', { sessionId });
  await seedKeys(stage.product, sessionId);
  guests = (await seedGuests(stage.product, GUESTS)).map((openid) => new Phone(stage.product, openid));
});

afterAll(async () => stage?.stop());

const scanned = step(
  'a student scans the screen and is in, once, with credentials in the same breath',
  [start],
  async () => {
    phone = await stage.open('p-lin');
    await phone.tap('扫码签到');
    await phone.see('对准会场大屏幕上的二维码。');
    await phone.tap('扫码签到');
    await phone.fill('二维码内容', await screenCode(stage.product, sessionId));
    await phone.tap('识别');
    await phone.see('林小满');
    await phone.see('评价凭证已存进这部手机');
    await stage.reopen(phone, 'p-lin');
    await phone.tap('你已签到');
    await phone.see('扫码签到');
  },
);

const fetched = step(
  'who comes by the desk fetches credentials with the phone, while it is time',
  [start],
  async () => {
    const entry = { entryId: 'desk-0000-0001', personId: 'p-zhou', ageMs: 0 };
    await office().call('hall.deskCheckIn', { sessionId, entries: [entry] });
    other = await stage.open('p-zhou');
    await other.see('还差一步：把评价凭证领到这部手机上');
    await other.tap('你已签到');
    await other.see('签到台登记');
    await other.tap('领取评价凭证');
    await other.see('评价凭证已存进这部手机');
  },
);

const opened = step(
  'weeks later the survey stands on the home page, and every question is one tap',
  [scanned],
  async () => {
    for (const guest of guests) await guest.checkIn(sessionId);
    await office().call('hall.open', { sessionId });
    const now = stage.product.cloud.clock.now();
    await add(stage.product, sessionId, question());
    for (let order = 2; order <= 15; order++)
      await add(
        stage.product,
        sessionId,
        question({ title: `食堂第 ${order} 窗口`, departmentId: 'logistics' }),
      );
    await add(stage.product, sessionId, transferred(now + 40 * DAY, { title: '操场翻新' }));
    await closeAndPublish(stage.product, sessionId);
    await office().call('survey.open', { sessionId });
    await stage.product.cloud.tick('jobs');

    await stage.reopen(phone, 'p-lin');
    await phone.see('评价第 1 期的 15 个问题');
    await phone.tap('评价本期');
    await phone.see('操场翻新（承诺');
    await phone.tap('开始评价');
    await phone.see('第 1 题，共 15 题');
    await phone.tap('不满意');
    await phone.see('第 2 题，共 15 题');
    await phone.tap('上一题');
    await phone.see('第 1 题，共 15 题');
    await phone.tap('下一题');
    await phone.tap('满意');
    await phone.see('第 3 题，共 15 题');
    await phone.tap('看全部并送出');
    await phone.see('评了 2 个，还有 13 个没评');
    expect(phone.errors).toEqual([]);
  },
);

const sent = step(
  'a killed app keeps the choices; sent without a network, the ballots finish by themselves later',
  [opened],
  async () => {
    const rate = { page: `packages/dialogue/rate/rate?id=${sessionId}` };
    await stage.reopen(phone, 'p-lin', { ...rate, isOffline: true });
    await phone.tap('开始评价');
    await phone.see('第 3 题，共 15 题');
    await phone.tap('看全部并送出');
    await phone.tap('送出 2 张评价票');
    await phone.see('还有 2 张正在送出');
    await stage.reopen(phone, 'p-lin');
    await phone.page.getByText('2 张票都进了票箱').waitFor();
    expect(phone.errors).toEqual([]);
  },
);

const late = step('fifteen questions take fifteen taps', [fetched, opened], async () => {
  await stage.reopen(other, 'p-zhou', { page: `packages/dialogue/rate/rate?id=${sessionId}` });
  await other.see('评价第 1 期的 15 个问题');
  const begun = Date.now();
  await other.tap('开始评价');
  for (let number = 1; number <= 15; number++) {
    await other.see(`第 ${number} 题，共 15 题`);
    await other.tap(number % 5 === 0 ? '不了解' : '非常满意');
  }
  await other.see('15 个问题都评了');
  expect(Date.now() - begun).toBeLessThan(120_000);
  expect(other.errors).toEqual([]);
  // Sent without a network, and the app is not opened again before the close.
  const rate = { page: `packages/dialogue/rate/rate?id=${sessionId}`, isOffline: true };
  await stage.reopen(other, 'p-zhou', rate);
  await other.tap('开始评价');
  await other.tap('送出 15 张评价票');
  await other.see('还有 15 张正在送出');
  expect(await other.page.evaluate('JSON.stringify({ ...localStorage })')).toContain('very_satisfied');
});

step(
  'after the close everybody reads the results, and the phone finds its own ballots and forgets them',
  [sent, late],
  async () => {
    const { survey } = await office().call('survey.get', { sessionId });
    if (!survey) throw new Error('no survey');
    for (const [at, guest] of guests.entries())
      for (const item of survey.items)
        await guest.cast(survey.survey, item.slot, at < 7 && item.slot === 0 ? 'dissatisfied' : 'satisfied');
    const closesAt = stage.product.cloud.clock.now() + MINUTE;
    await office().call('survey.reschedule', { sessionId, closesAt, reason: '提前' });
    await stage.product.cloud.clock.set(closesAt + MINUTE);
    await office().call('survey.announce', { sessionId });
    await stage.product.cloud.tick('jobs');

    await stage.reopen(phone, 'p-lin', { page: 'packages/dialogue/verify/verify' });
    await phone.see('你的 2 张评价票都在票箱里');
    await phone.see('印章号码和公布的一致');
    const kept = await phone.page.evaluate('JSON.stringify({ ...localStorage })');
    expect(kept).not.toContain('dissatisfied');
    await phone.tap('看结果：第 1 期');
    await phone.see('不满意度 66.7%');
    await phone.tap('查看整改：图书馆延长开放');
    await phone.see('部门还没有提交整改方案。');

    await stage.reopen(other, 'p-zhou');
    await other.see('15 张评价票来晚了');
    expect(await other.page.evaluate('JSON.stringify({ ...localStorage })')).not.toMatch(
      /satisfied|cannot_judge/,
    );
    await other.tap('知道了');
    await stage.reopen(other, 'p-zhou', { page: 'packages/dialogue/verify/verify' });
    await other.see('15 张评价票都来晚了');
    expect(other.errors).toEqual([]);
    await other.close();

    const stranger = await stage.open('p-new', { page: `packages/dialogue/minutes/minutes?id=${sessionId}` });
    await stranger.see('12 人评价，不满意 8 人');
    await stranger.close();
    expect(phone.errors).toEqual([]);
  },
);
