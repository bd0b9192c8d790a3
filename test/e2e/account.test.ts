import type { TestPhone } from '../browser';
import { step } from '../story';
import { misfits } from './fit';
import { type Stage, startStage } from './stage';

let stage: Stage;
let phone: TestPhone | null = null;

const start = step('the people of the college, each with an account', [], async () => {
  stage = await startStage();
});

afterAll(async () => stage?.stop());

afterEach(async () => {
  const errors = phone?.errors ?? [];
  const wrong = phone ? await misfits(phone) : [];
  await phone?.close();
  phone = null;
  expect([...errors, ...wrong]).toEqual([]);
});

const open = async (personId: string, page = 'pages/me/me') => {
  phone = await stage.open(personId, { page });
  return phone;
};
const shot = async (name: string) => {
  if (process.env.SHOTS) await phone?.screenshot(`${process.env.SHOTS}/${name}.png`);
};
const personOf = (id: string) => stage.product.cloud.read('people').find(({ _id }) => _id === id);

const released = step(
  'the office frees a number for its holder and reads the code out, once',
  [start],
  async () => {
    const office = await open('p-wu');
    await office.tap('办理换绑');
    await office.find({ role: 'button', name: '办理换绑' }).click();
    for (const problem of ['请填学号或工号', '请填姓名', '请写明原因']) await office.see(problem);
    await office.fill('见校园卡', String(personOf('p-zhou')?.number));
    await office.fill('与名册一致', '不是这个人');
    await office.fill('记入操作记录', '换了微信');
    await office.find({ role: 'button', name: '办理换绑' }).click();
    await office.see('对不上');
    expect(personOf('p-zhou')?.openid).not.toBeNull();
    await office.fill('与名册一致', String(personOf('p-zhou')?.name));
    await office.find({ role: 'button', name: '办理换绑' }).click();
    await office.see(/^[A-Z2-9]{4} [A-Z2-9]{4}$/);
    await shot('release');
    expect(personOf('p-zhou')?.openid).toBeNull();
    expect(await office.page.getByPlaceholder('见校园卡').inputValue()).toBe('');
  },
);

step('whose account was freed reads when and why', [released], async () => {
  const before = await open('p-zhou', 'pages/bind/bind');
  await before.see('换了微信');
  await shot('released');
});

step(
  'a roster is looked through before it is loaded, and lines that cannot be read are named',
  [released],
  async () => {
    const roster = [
      '号码,姓名,类别,单位',
      ...stage.product.cloud
        .read('people')
        .map(({ number, name, kind, unit }) =>
          [number, name, kind === 'student' ? '学生' : '教职工', unit].join(','),
        ),
      '20279999,新同学,学生,信息工程系',
      '20279998,无类别,访客,信息工程系',
    ];
    const admin = await open('p-shen');
    await admin.tap('导入名册');
    await admin.page.getByPlaceholder('号码,姓名,类别,单位').fill(roster.join('\n'));
    await admin.tap('检查名册');
    await admin.see(`第 ${roster.length} 行`);
    await shot('roster-checked');
    const isThere = () => stage.product.cloud.read('people').some(({ number }) => number === '20279999');
    expect(isThere()).toBe(false);
    await admin.tap('导入');
    await admin.see('已导入');
    await shot('roster-loaded');
    expect(isThere()).toBe(true);
  },
);

step(
  'who gives the account up reads what goes and what stays, is asked once more, and is a guest',
  [start],
  async () => {
    const leaving = await open('p-lin');
    await leaving.tap('注销与删除');
    await leaving.see('按规定保留');
    await shot('erase');
    await leaving.tap('注销账号');
    await leaving.see('注销后无法恢复');
    await shot('erase-asked');
    await leaving.tap('取消');
    await leaving.seeNot('注销后无法恢复');
    expect(personOf('p-lin')?.openid).not.toBeNull();
    await leaving.tap('注销账号');
    await leaving.tap('注销账号');
    await leaving.arrive('pages/me/me');
    await leaving.seeNot('注销与删除');
    expect(personOf('p-lin')).toMatchObject({ openid: null, roles: [] });
  },
);
