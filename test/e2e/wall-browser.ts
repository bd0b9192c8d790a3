import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { TestPhone } from '../browser';
import { root } from '../built';
import type { Stage } from './stage';

/**
 * The browser of the hall's computer, at a projector's size. For pictures alone the machine is given Chinese letters,
 * which the page's own policy would not let in.
 */
export async function openWall(browser: Browser): Promise<Page> {
  const isPictured = process.env.SHOTS !== undefined;
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, bypassCSP: isPictured });
  if (!isPictured) return page;
  const fonts = path.join(root, 'node_modules/@fontsource-variable/noto-sans-sc');
  await page.route('**/letters/**', (route) =>
    route.fulfill({
      path: path.join(fonts, new URL(route.request().url()).pathname.slice('/letters/'.length)),
    }),
  );
  page.on('load', () => {
    void page.addStyleTag({ url: '/letters/index.css' });
    void page.addStyleTag({ content: "* { font-family: 'Noto Sans SC Variable' !important; }" });
  });
  return page;
}

export const wallAddress = ({ product }: Stage): string => `${product.cloud.url}/http/portal/wall`;

/** The six digits that the office's phone shows on the page of the walls go into the browser. */
export async function pairWall(wall: Page, office: TestPhone): Promise<void> {
  await office.tap('取大屏码');
  const code = office.page.getByLabel(/^大屏码/);
  await code.waitFor();
  await wall.getByLabel('输入 6 位大屏码').fill((await code.textContent()) ?? '');
}
