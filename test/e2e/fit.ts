import type { TestPhone } from '../browser';

/** The page on top of the stack. */
export const TOP = '.page-frame:not([data-covered])';
const CONTROLS = ['button', 'radio', 'link', 'switch', 'tab']
  .map((role) => `${TOP} [role="${role}"]`)
  .join(',');

/** What is wrong with the controls of the page on top: smaller than 44 px either way, or without a name. */
async function badControls({ page }: TestPhone): Promise<string[]> {
  return page.locator(CONTROLS).evaluateAll((controls) => {
    const bad: string[] = [];
    for (const control of controls) {
      if (control.closest('[aria-hidden="true"]') !== null) continue;
      const { width, height } = control.getBoundingClientRect();
      const name = control.getAttribute('aria-label') || control.textContent?.trim();
      if (width > 0 && (width < 43.9 || height < 43.9)) bad.push(`${name} is ${width}×${height}`);
      if (width > 0 && !name) bad.push(`no name: ${control.outerHTML.slice(0, 120)}`);
    }
    return bad;
  });
}

const sideways = ({ page }: TestPhone): Promise<number> =>
  page.locator(`${TOP} .page-scroll`).evaluate((scroller) => scroller.scrollWidth - scroller.clientWidth);

/** What is wrong with the page on top: controls too small or without a name, and a page that scrolls sideways. */
export async function misfits(phone: TestPhone): Promise<string[]> {
  const bad = await badControls(phone);
  return (await sideways(phone)) > 1 ? [...bad, 'scrolls sideways'] : bad;
}
