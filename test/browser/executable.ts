import { existsSync } from 'node:fs';
import sparticuz from '@sparticuz/chromium';

const known = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The system's Chromium or Chrome when there is one (or CHROME_PATH), else the one inside @sparticuz/chromium. */
export async function browserExecutable(): Promise<string> {
  const wanted = process.env.CHROME_PATH;
  if (wanted) return wanted;
  return known.find((path) => existsSync(path)) ?? (await sparticuz.executablePath());
}
