import type { TestPhone } from '../browser';

/** The phone's camera, which 扫码签到 has opened, sees a picture of the wall's code. */
export async function scan(phone: TestPhone, code: Buffer): Promise<void> {
  await phone.page
    .getByLabel('二维码图片')
    .setInputFiles({ name: 'screen.png', mimeType: 'image/png', buffer: code });
}
