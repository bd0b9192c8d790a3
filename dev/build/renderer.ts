import * as z from 'zod';

const Json = z.record(z.string(), z.unknown());

/**
 * Says in every page's JSON what app.json says of the renderer: DevTools' simulator reads it there only, and falls
 * back to the old framework where it is missing.
 *
 * @param files the mini program's files; pages' JSON is replaced in place
 */
export function rendererOfPages(files: Map<string, string | Buffer>, pages: readonly string[]): void {
  const { glassEaselWebview } = Json.parse(JSON.parse(String(files.get('app.json'))));
  if (glassEaselWebview === undefined) return;
  for (const page of pages) {
    const own = files.get(`${page}.json`);
    const json = own === undefined ? {} : Json.parse(JSON.parse(String(own)));
    files.set(`${page}.json`, JSON.stringify({ glassEaselWebview, ...json }, null, 2));
  }
}
