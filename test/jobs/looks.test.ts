import { readFileSync } from 'node:fs';
import path from 'node:path';
import { looksAt } from '../../cloudfunctions/jobs/looks';

const source = readFileSync(path.resolve(__dirname, '../../cloudfunctions/jobs/index.ts'), 'utf8');
const steps = Array.from(source.matchAll(/name: '([a-z_]+)'/g), ([, name]) => name ?? '');

beforeAll(() => {
  process.env.OA_APP_ID = 'id';
  process.env.OA_APP_SECRET = 'secret';
});
afterAll(() => {
  delete process.env.OA_APP_ID;
  delete process.env.OA_APP_SECRET;
});

test('each step of the timer is announced by a look, and each look announces a step', () => {
  const looked = new Set<string>(looksAt(0).map(({ step }) => step));
  expect(steps.length).toBeGreaterThan(20);
  expect([...looked].sort()).toEqual([...new Set(steps)].sort());
});
