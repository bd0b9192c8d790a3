import path from 'node:path';
import { readSchema } from '../../dev/cloud/store/schema';
import { asShell, databaseCommands } from '../../dev/deploy/commands';

test('a collection is made, indexed and closed to clients', () => {
  const commands = databaseCommands(
    [
      {
        name: 'people',
        rule: 'ADMINONLY',
        indexes: [{ name: 'number', keys: [['number', 1]], unique: true }],
      },
    ],
    'college-1a2b',
  );
  expect(commands.map(({ command }) => asShell(command))).toEqual([
    `tcb db nosql execute --command '{"create":"people"}' -e college-1a2b`,
    `tcb db nosql execute --command '{"createIndexes":"people","indexes":[{"name":"number","key":{"number":1},"unique":true}]}' -e college-1a2b`,
    'tcb permission set collection:people --level adminonly -e college-1a2b',
  ]);
  expect(commands.map(({ mayFail }) => mayFail)).toEqual([true, false, false]);
});

test('every collection of the product is closed', () => {
  const collections = readSchema(path.resolve(__dirname, '../../cloudfunctions/database'));
  const closed = databaseCommands(collections, 'e')
    .map(({ command }) => asShell(command))
    .filter((text) => text.startsWith('tcb permission set'));
  expect(closed).toHaveLength(collections.length);
  expect(closed.every((text) => text.includes('--level adminonly'))).toBe(true);
});

test('a quote in a word does not end it', () => {
  expect(asShell(['tcb', `it's`])).toBe(`tcb 'it'\\''s'`);
});
