import type { Product } from '../cloud';

/** Links of a page that stay within the portal, as addresses below it. */
export const linksIn = (html: string): string[] =>
  Array.from(html.matchAll(/ (?:href|action)="\/http\/portal([^"#]*)/g), ([, at = '']) =>
    at.replace(/&amp;/g, '&'),
  ).map((at) => at || '/');

/** Which kind of page an address is: all sessions are one kind, all cases another. */
export const kindOf = (at: string): string => at.replace(/\/[^/?]*\d[^/?]*/g, '/N').replace(/\?.*/, '?');

export interface Visited {
  at: string;
  status: number;
  type: string;
  body: string;
}

/** Follows every link from the first page, at most so many addresses of each kind, and answers all that was given. */
export async function walk({ cloud }: Product, ofEachKind: number): Promise<Visited[]> {
  const waiting = ['/', '/sitemap.xml', '/embed.js', '/search?q=宿舍', '/sessions/15/revisions/1'];
  const known = new Set(waiting);
  const kinds = new Map<string, number>();
  const visited: Visited[] = [];
  for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
    const seen = kinds.get(kindOf(at)) ?? 0;
    if (seen >= ofEachKind) continue;
    kinds.set(kindOf(at), seen + 1);
    const { status, headers, body } = await cloud.http('portal', { path: at });
    visited.push({ at, status, type: headers['content-type'] ?? '', body });
    for (const link of linksIn(body).filter((link) => !known.has(link))) {
      known.add(link);
      waiting.push(link);
    }
  }
  return visited;
}
