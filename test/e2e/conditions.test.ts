import { readFileSync } from 'node:fs';
import type { PhoneView } from '../../dev/phone/browser';
import { COLLEGE } from '../../miniprogram/shared/college';
import { hallLink } from '../../miniprogram/shared/hall';
import type { TestPhone } from '../browser';
import { makeKeys, seedBookings } from '../survey/thursday';
import { publishSession, type Stage, startStage } from './stage';

let stage: Stage;
let sessionId: string;
let phone: TestPhone;

beforeAll(async () => {
  stage = await startStage({ now: Date.parse('2026-12-03T15:35:00+08:00') });
  sessionId = await publishSession(stage.product, 5);
  await makeKeys(stage.product);
  await seedBookings(stage.product, sessionId, [{ personId: 'p-lin', code: 'LIN234' }]);
}, 90_000);

afterAll(async () => stage?.stop());

afterEach(async () => {
  const { errors } = phone;
  await phone.close();
  expect(errors).toEqual([]);
});

const open = async (personId: string, view: Omit<PhoneView, 'url' | 'as'> = {}) => {
  phone = await stage.open(personId, view);
};
const shot = async (name: string) => {
  if (process.env.SHOTS) await phone.screenshot(`${process.env.SHOTS}/${name}.png`);
};
const venue = '图书馆一楼报告厅';
const computer = { platform: 'windows', window: 'wide' } as const;
const checkIn = () => `packages/dialogue/checkin/checkin?id=${sessionId}`;
const checkedIn = () => stage.product.cloud.read('attendance').map(({ personId }) => personId);

describe('the app starts and says something', () => {
  test('without BigInt', async () => {
    await open('p-lin', { faults: ['no-bigint'] });
    await phone.see(venue);
  });

  test('with a base library that is too old', async () => {
    await open('p-lin', { faults: ['old-library'] });
    await phone.see('请更新微信');
    await phone.tap('更新微信');
    await phone.see(venue);
  });

  test('with a storage that takes nothing', async () => {
    await open('p-lin', { faults: ['storage-full'] });
    await phone.see(venue);
  });

  test.each(['android', 'mac', 'ohos'] as const)('on %s', async (platform) => {
    await open('p-lin', { platform });
    await phone.see(venue);
  });
});

test('on a computer the screen of the hall has the title bar of its window and a code that 扫一扫 opens', async () => {
  await open('p-wu', { ...computer, page: `packages/hall/wall/wall?id=${sessionId}` });
  await phone.page.getByLabel('签到码').waitFor();
  await phone.see('大屏');
  expect(await phone.page.getByLabel('退出大屏').count()).toBe(0);
  await shot('hall-screen-computer');
});

test('a computer sends the person to the phone for checking in', async () => {
  await open('p-zhou', { ...computer, page: checkIn() });
  await phone.see('请用手机打开微信，扫会场大屏幕上的二维码签到。');
  expect(await phone.page.getByLabel('扫码签到').count()).toBe(0);
});

test('a computer cannot choose a file of a chat, so the roster is pasted', async () => {
  await open('p-admin', { ...computer, page: 'packages/admin/roster/roster' });
  await phone.see('电脑版微信不能选聊天文件');
  await shot('roster-computer');
});

const ledger = 'packages/report/ledger/ledger';

test('a computer saves the ledger to its disk, under its name', async () => {
  await open('p-wu', { ...computer, page: ledger });
  await phone.tap('生成台账');
  const [sheet] = await Promise.all([phone.page.waitForEvent('download'), phone.tap('打开台账')]);
  expect(sheet.suggestedFilename()).toMatch(/台账.*\.xlsx$/);
  // A workbook is a zip.
  expect(readFileSync(await sheet.path(), 'latin1')).toMatch(/^PK/);
  await shot('ledger-computer');
});

test.each([
  ['that has it', ['127.0.0.1'], true],
  ['that lacks it', ['files.college.example'], false],
])(
  'the ledger comes from the host of the storage, under a list of download domains %s',
  async (_label, download, comes) => {
    phone = await stage.openUnder({ request: ['127.0.0.1'], download }, 'p-wu', { page: ledger });
    await phone.tap('生成台账');
    const outcome = comes
      ? phone.page.waitForEvent('download')
      : phone.see('学校未设置下载域名，请联系系统管理员。');
    await Promise.all([outcome, phone.tap('打开台账')]);
  },
);

test('pictures have names of their own on a computer, where nothing unpredictable is drawn', async () => {
  await open('p-lin', { platform: 'windows', page: 'pages/case-form/case-form?channel=box' });
  await phone.tap('后勤保障');
  await phone.fill('一句话说清楚', '走廊照明');
  await phone.fill('什么时候、影响到谁，你希望怎么解决', '二楼走廊的灯不亮。');
  for (const position of [1, 2]) {
    await phone.tap({ role: 'button', name: /^加图片/ });
    await phone.tap('拍一张样片');
    await phone.find(`去掉第 ${position} 张图片`).waitFor();
  }
  await phone.tap({ role: 'radio', name: /^署名/ });
  await phone.tap('提交');
  await phone.see(/^20261203-\d{4}$/);
  const [kept] = stage.product.cloud.read('cases').filter(({ title }) => title === '走廊照明');
  const names = JSON.stringify(kept?.pictures).match(/[0-9a-f]{32}\.jpg/g) ?? [];
  expect(new Set(names).size).toBe(2);
});

test('a person who refused the privacy dialog is told, and may go on without a picture', async () => {
  await open('p-lin', { faults: ['privacy-refused'], page: 'pages/case-form/case-form?channel=box' });
  await phone.tap({ role: 'button', name: /^加图片/ });
  await phone.see('没有同意使用照片，不加图片也可以提交');
});

test('checking in works where no credentials can be made', async () => {
  await open('p-lin', { faults: ['no-bigint'], page: checkIn() });
  const { codes } = await stage.product.as('p-wu').call('hall.codes', { sessionId });
  await phone.tap('扫码签到');
  await phone.page.getByPlaceholder('二维码内容').fill(codes[0]?.text ?? '');
  await phone.tap('识别');
  await phone.see('本机不能领取评价凭证');
  expect(checkedIn()).toEqual(['p-lin']);
});

test("WeChat's own 扫一扫 opens the check-in with the code in hand", async () => {
  await open('p-zhou');
  await phone.see(venue);
  const { codes } = await stage.product.as('p-wu').call('hall.codes', { sessionId });
  const link = hallLink(COLLEGE.host, codes[0]?.text ?? '');
  await phone.page.evaluate(`phone.scan(${JSON.stringify(link)})`);
  await phone.see('评价凭证已存进这部手机');
  expect(checkedIn()).toContain('p-zhou');
});

test('ten pages deep a tap still opens the next page', async () => {
  await open('p-lin', { page: 'packages/dialogue/anonymity/anonymity' });
  for (let round = 0; round < 6; round++) {
    await phone.tap({ role: 'button', name: '核对我的评价票' });
    await phone.see('这部手机还没有送出评价票');
    await phone.tap({ role: 'button', name: '匿名说明' });
    await phone.arrive('packages/dialogue/anonymity/anonymity');
  }
});
