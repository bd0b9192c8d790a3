import type { TestPhone } from '../browser';
import { PassHolder } from '../case/pass-holder';
import { type Stage, startStage } from './stage';

// An anonymous item by pass, as a person sees it. That the phone fetches its passes by itself, and when, is looked at in
// test/api/passes.test.ts; here they lie in its storage.

const FORM = 'pages/case-form/case-form?channel=box';
const CODE = /^([0-9A-Z]{5}-){3}[0-9A-Z]{5}$/;
let stage: Stage;
let phones: TestPhone[] = [];

beforeAll(async () => {
  stage = await startStage({ env: { PASSES: '1', CASE_SECRET: 'a secret of the test' } });
  await stage.product.cloud.tick('jobs');
});
afterAll(async () => stage?.stop());
afterEach(async () => {
  const errors = phones.flatMap((phone) => phone.errors);
  await Promise.all(phones.map((phone) => phone.close()));
  phones = [];
  expect(errors).toEqual([]);
});

async function open(who: string, page: string): Promise<TestPhone> {
  const phone = await stage.open(who, { page });
  phones.push(phone);
  return phone;
}

/** Passes fetched on this day, on this person's phone, which then opens the form. */
async function withPasses(who: string, day: string): Promise<TestPhone> {
  const holder = new PassHolder(stage.product, who);
  await holder.fetch('2026-11');
  const phone = await open(who, 'pages/home/home');
  const kept = { ...Object.fromEntries(holder.kept), 'pass-fetched': { month: '2026-11', day } };
  const prefix = `phone/${stage.product.as(who).openid}/`;
  for (const [key, data] of Object.entries(kept))
    await phone.page.evaluate(
      `localStorage.setItem(${JSON.stringify(prefix + key)}, ${JSON.stringify(JSON.stringify({ data }))})`,
    );
  await stage.reopen(phone, who, { page: FORM });
  return phone;
}

async function write(phone: TestPhone, title: string): Promise<void> {
  await phone.tap('后勤保障');
  await phone.fill('一句话说清楚', title);
  await phone.fill('什么时候、影响到谁，你希望怎么解决', '写一写具体情况。');
  await phone.tap({ role: 'radio', name: /^匿名/ });
}

test('one pass, one item: kept at once, a case ten minutes later, opened by its code', async () => {
  const phone = await withPasses('p-lin', '2026-11-22');
  await phone.see('还有 4 张');
  await write(phone, '食堂的账不对');
  await phone.see('匿名送出时不带图片');
  await phone.tap('提交');
  await phone.see('查询码，只给你这一次');
  await phone.see('已投入匿名信箱');
  const code = (await phone.page.getByText(CODE).textContent()) ?? '';
  expect(stage.product.cloud.read('cases')).toEqual([]);
  await phone.tap('保存好了');

  await stage.product.cloud.clock.advance(10 * 60_000);
  const other = await open('somebody-else', 'pages/receipt/receipt');
  await other.fill('查询码', code);
  await other.tap('查进展');
  await other.see('食堂的账不对');
});

test('passes that came today are for tomorrow, and the form says so before anything is sent', async () => {
  const phone = await withPasses('p-he', '2026-11-23');
  await write(phone, '今天就想写');
  await phone.tap('提交');
  await phone.see('明天起能用');
  await phone.arrive('pages/case-form/case-form');
});

test('who is not bound is asked to bind, and files nothing', async () => {
  const phone = await open('somebody-else', FORM);
  await write(phone, '路过的人');
  await phone.tap('提交');
  await phone.see('绑定');
  await phone.arrive('pages/bind/bind');
  expect(JSON.stringify(stage.product.cloud.read('letters'))).not.toContain('路过的人');
});
