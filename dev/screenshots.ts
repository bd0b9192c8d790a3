import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Browser, Request } from 'playwright-core';
import * as z from 'zod';
import { launchBrowser, phoneScreen, phoneUrl } from './phone/browser';

const Shot = z.strictObject({
  /** File name without `.png`. */
  name: z.string().min(1),
  as: z.string().min(1),
  page: z.string().min(1),
  theme: z.enum(['light', 'dark']).optional(),
  size: z.enum(['standard', 'large', 'xlarge']).optional(),
});

export type Shot = z.infer<typeof Shot>;

/** The list of pictures to take, as JSON. @throws ZodError when it is not one */
export const readShots = (text: string): Shot[] => z.array(Shot).parse(JSON.parse(text));

/** A page counts as drawn when nothing is on its way and no skeleton is left. */
const quiet = `document.fonts.ready.then(() => !document.querySelector('.page-frame:not([data-covered]) .t-skeleton'))`;

async function take(browser: Browser, url: string, shot: Shot, folder: string): Promise<string> {
  const context = await browser.newContext({
    viewport: phoneScreen,
    deviceScaleFactor: 2,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  try {
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    // The phone's event stream never ends, so the network is never idle: calls are counted instead.
    let open = 0;
    const isCall = (address: string) => /\/(call|http)(\/|$)/.test(new URL(address).pathname);
    page.on('request', (request) => {
      if (isCall(request.url())) open += 1;
    });
    const ended = (request: Request) => {
      if (isCall(request.url())) open -= 1;
    };
    page.on('requestfinished', ended);
    page.on('requestfailed', ended);
    await page.goto(phoneUrl({ url, ...shot }));
    await page.locator('html[data-ready]').waitFor({ state: 'attached' });
    for (let calm = 0; calm < 3; calm = open === 0 ? calm + 1 : 0) await page.waitForTimeout(100);
    await page.waitForFunction(quiet);
    if (errors.length > 0) throw new Error(`${shot.name}: ${errors.join('\n')}`);
    const path = join(folder, `${shot.name}.png`);
    await page.screenshot({ path, animations: 'disabled' });
    return path;
  } finally {
    await context.close();
  }
}

/**
 * Writes a PNG of each page, 390×844 at twice the density.
 *
 * @param url address of a running phone (`startPhone`)
 * @returns the files written, in the order of the list
 * @throws Error naming the picture whose page failed
 */
export async function takeScreenshots(
  url: string,
  shots: readonly Shot[],
  folder: string,
): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const browser = await launchBrowser();
  try {
    const files: string[] = [];
    for (const shot of shots) files.push(await take(browser, url, shot, folder));
    return files;
  } finally {
    await browser.close();
  }
}

/** `node --import tsx dev/screenshots.ts --url http://127.0.0.1:4400 --list shots.json --out docs/images` */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { url: { type: 'string' }, list: { type: 'string' }, out: { type: 'string' } },
  });
  if (!values.url || !values.list || !values.out)
    throw new Error('usage: dev/screenshots.ts --url <phone> --list <json> --out <folder>');
  const shots = readShots(readFileSync(values.list, 'utf8'));
  for (const file of await takeScreenshots(values.url, shots, values.out)) console.log(file);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
