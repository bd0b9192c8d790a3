import type { Browser, Locator, Page } from 'playwright-core';
import { computerWindow, type PhoneView, phoneScreen, phoneUrl } from '../dev/phone/browser';

export { launchBrowser } from '../dev/phone/browser';

/** Everything waits this long for what it names, then fails with its name. */
const patienceMs = 180_000;

/** Names a thing on the screen: its text or label, or a role with its name. */
export type Target = string | { role: Parameters<Page['getByRole']>[0]; name?: string | RegExp };

/** One phone, used as a person uses it. Its methods wait; none of them sleeps. */
export class TestPhone {
  /** Uncaught errors of the mini program, oldest first. A test that expects none checks that it is empty. */
  readonly errors: string[] = [];

  constructor(readonly page: Page) {
    page.on('pageerror', (error) => this.errors.push(error.stack ?? error.message));
  }

  /** What is on show and has that name; the last one drawn when several do, as that one lies on top. */
  find(target: Target): Locator {
    const { page } = this;
    if (typeof target !== 'string')
      return page
        .getByRole(target.role, target.name === undefined ? {} : { name: target.name })
        .filter({ visible: true })
        .last();
    const exact = { exact: true };
    return page
      .getByRole('button', { name: target, ...exact })
      .or(page.getByRole('tab', { name: target, ...exact }))
      .or(page.getByLabel(target, exact))
      .or(page.getByText(target, exact))
      .filter({ visible: true })
      .last();
  }

  /** Taps a thing by its text, label, or role and name. */
  async tap(target: Target): Promise<void> {
    // What covers a control is part of it in TDesign (label, ripple), so the press is sent where the finger would land.
    await this.find(target).click();
  }

  /** Types into the field with this label (aria-label, placeholder or the label before it), replacing what was there. */
  async fill(label: string, text: string): Promise<void> {
    const { page } = this;
    const field = page
      .getByRole('textbox', { name: label })
      .or(page.getByPlaceholder(label))
      .filter({ visible: true })
      .last();
    await field.fill(text);
  }

  /** Waits until a text is on show; part of a longer text is enough. */
  async see(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).filter({ visible: true }).first().waitFor();
  }

  /** Waits until a text is gone. */
  async seeNot(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).filter({ visible: true }).first().waitFor({ state: 'detached' });
  }

  /** Waits until the page on top is that of a route, such as `pages/home/home`. */
  async arrive(route: string): Promise<void> {
    await this.page.waitForURL((url) => {
      const page = url.searchParams.get('page') ?? '';
      return page.replace(/^\//, '').split('?')[0] === route;
    });
  }

  /** Draws the page down as a finger does to refresh it. */
  async pullDown(): Promise<void> {
    const { mouse } = this.page;
    await mouse.move(195, 200);
    await mouse.down();
    await mouse.move(195, 260, { steps: 3 });
    await mouse.move(195, 380, { steps: 3 });
    await mouse.up();
  }

  /** Scrolls the page on top to its end, which asks it for more. */
  async scrollToEnd(): Promise<void> {
    await this.page.locator('.page-frame:not([data-covered]) .page-scroll').evaluate((scroller) => {
      scroller.scrollTop = scroller.scrollHeight;
    });
  }

  /** Writes what is on the screen as a PNG, with fonts loaded and pictures drawn. */
  async screenshot(path: string): Promise<void> {
    await this.page.evaluate('document.fonts.ready.then(() => undefined)');
    await this.page.screenshot({ path, animations: 'disabled' });
  }

  /** Ends this phone; others of the same browser stay. */
  async close(): Promise<void> {
    await this.page.context().close();
  }
}

const isComputer = ({ platform }: PhoneView) => platform === 'windows' || platform === 'mac';

/** Opens one phone, 390×844 (on a computer WeChat's window), with storage of its own, and waits until its first page is there. */
export async function openPhone(browser: Browser, view: PhoneView): Promise<TestPhone> {
  const context = await browser.newContext({
    viewport: isComputer(view) ? computerWindow[view.window ?? 'fixed'] : phoneScreen,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  const phone = new TestPhone(page);
  await page.goto(phoneUrl(view));
  try {
    await page.locator('html[data-ready]').waitFor({ state: 'attached' });
  } catch (error) {
    const reasons = phone.errors.join('\n') || String(error);
    throw new Error(`The phone did not start: ${reasons}`);
  }
  return phone;
}
