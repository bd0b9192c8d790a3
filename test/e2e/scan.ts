import type { TestPhone } from '../browser';

/** The phone's camera, which 扫码签到 has opened, sees a picture of the wall's code. */
async function scan(phone: TestPhone, code: Buffer): Promise<void> {
  await phone.page
    .getByLabel('二维码图片')
    .setInputFiles({ name: 'screen.png', mimeType: 'image/png', buffer: code });
}

/**
 * A code is good for seconds: who is slower is told to scan again, and does.
 * @param wall takes a picture of the code as it stands on the wall at that moment
 */
export async function scanUntilIn(phone: TestPhone, wall: () => Promise<Buffer>): Promise<void> {
  const again = '签到码刚刚换了，请对准大屏幕再扫一次。';
  for (let tries = 0; tries < 10; tries++) {
    await phone.tap('扫码签到');
    await scan(phone, await wall());
    if (tries > 0) await phone.seeNot(again);
    await phone.see(new RegExp(`签到成功|${again}`));
    if (await phone.page.getByText('签到成功').isVisible()) return;
  }
  throw new Error('ten codes were too old');
}
