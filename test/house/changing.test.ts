import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');
const pageOf = (name: string) => readFileSync(path.join(root, 'docs', name), 'utf8');

/** Paths in code marks: with a folder, or a file of the root. */
const pathsIn = (text: string): string[] =>
  Array.from(text.matchAll(/`([\w.-]+(?:\/[\w.-]*)+|[\w-]+\.json)`/g), ([, file]) => file ?? '');

test('each of the ten ordinary changes names its files, and all of them are there', () => {
  const rows = pageOf('changing.md')
    .split('\n')
    .filter((line) => line.startsWith('| **'));
  expect(rows).toHaveLength(10);
  for (const row of rows) {
    const files = pathsIn(row);
    expect([row.slice(0, 40), files.length]).not.toEqual([row.slice(0, 40), 0]);
    expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  }
});

test('every room that the walks pass is there', () => {
  const files = pathsIn(pageOf('walk.md'));
  expect(files.length).toBeGreaterThan(20);
  expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
});
