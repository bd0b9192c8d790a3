import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

// What `npm run mutants` is told to pass over (CONTRIBUTING.md, Would the tests notice?): it fails for a survivor that
// is not named, and takes half an hour; that what is named still stands in the code is seen here at once.

const root = path.resolve(__dirname, '../..');
const survivors = z.record(
  z.string(),
  z.array(z.strictObject({ code: z.string().min(1), becomes: z.string(), why: z.string().min(20) })),
);
const named = survivors.parse(
  JSON.parse(readFileSync(path.join(root, 'test/mutants/survivors.json'), 'utf8')),
);
const onOneLine = (text: string) => text.replace(/\s+/g, ' ');

test.each(Object.entries(named))(
  'what survives in %s is there, each once and with its reason',
  (file, list) => {
    expect(existsSync(path.join(root, file))).toBe(true);
    const source = onOneLine(readFileSync(path.join(root, file), 'utf8'));
    for (const { code, why } of list) {
      expect(source).toContain(code);
      expect(why).toMatch(/^(Equivalent|Left)[: ]/);
    }
    const keys = list.map(({ code, becomes }) => `${code} → ${becomes}`);
    expect(new Set(keys).size).toBe(keys.length);
  },
);

test('the runner of the mutants knows every part of Jest that its tests use', () => {
  const known = readFileSync(path.join(root, 'test/mutants/collect.mjs'), 'utf8');
  const used = ['core', 'ballot', 'api'].flatMap((folder) =>
    readdirSync(path.join(root, 'test', folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts'))
      .flatMap((file) =>
        [...readFileSync(path.join(root, 'test', folder, file), 'utf8').matchAll(/\bjest\.(\w+)\(/g)].map(
          ([, part]) => part ?? '',
        ),
      ),
  );
  expect(used.length).toBeGreaterThan(10);
  expect([...new Set(used)].filter((part) => !new RegExp(`\\b${part}: `).test(known))).toEqual([]);
});
