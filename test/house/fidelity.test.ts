import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');
const rows = readFileSync(path.join(root, 'docs/fidelity.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| limit or rule'))
  .map((line) => line.split(' | '));

test('every limit of the platform names what is documented, what is done here and how that is seen', () => {
  expect(rows.length).toBeGreaterThan(50);
  for (const cells of rows) {
    expect(cells).toHaveLength(4);
    const shown = cells[3] ?? '';
    const tests = shown.match(/test\/[\w/-]+\.test\.ts/g) ?? [];
    expect(tests.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
    // What no test can show is left to the first real deployment, or is something that the product does not use.
    if (tests.length === 0) expect(shown).toMatch(/first real deployment|–/);
  }
});
