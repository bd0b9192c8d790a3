import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contract } from '../../cloudfunctions/contract';
import { rightsPage } from '../../dev/rights/table';

const page = readFileSync(join(__dirname, '../../docs/rights.md'), 'utf8');

test('docs/rights.md is what the use cases say; npm run rights writes it anew', () => {
  expect(page).toBe(rightsPage());
});

test('every action of the contract has one row, and every row somebody who may', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  expect(rows.map((row) => /`(.+?)`/.exec(row)?.[1]).sort()).toEqual(Object.keys(contract).sort());
  expect(rows.filter((row) => !row.includes('●'))).toEqual([]);
});
