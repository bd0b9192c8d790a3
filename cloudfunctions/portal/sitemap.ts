import { addressOf } from './address';
import type { Made } from './answer';
import { sessionsFrom } from './public';

const ALWAYS = [
  '/',
  '/sessions',
  '/commitments',
  '/departments',
  '/cards',
  '/cases',
  '/rules',
  '/overdue',
  '/data',
];

/** The lasting pages, for search engines (sitemaps.org, protocol 0.9); sessions of the last two years. */
export async function sitemap(): Promise<Made> {
  const listed = await sessionsFrom();
  const pages = [...ALWAYS, ...(listed?.sessions ?? []).map(({ number }) => `/sessions/${number}`)];
  const urls = pages.map((page) => `<url><loc>${addressOf(page)}</loc></url>`).join('\n');
  return {
    status: 200,
    type: 'application/xml; charset=utf-8',
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls}\n</urlset>\n`,
  };
}
