import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { planFor, type Sort } from '../../dev/cloud/store/plan';
import { readSchema } from '../../dev/cloud/store/schema';
import type { Secondary } from '../../dev/cloud/store/secondary';
import type { Document } from '../../dev/cloud/store/value';

// Every index of `cases` costs a write with each reply, and a collection may have twenty. Each is named here with the
// query that needs it; lists of one desk, one person or what is open are short, so what else they ask for is looked at
// document by document.

const folder = path.resolve(__dirname, '../../cloudfunctions/database');
const definitions = readSchema(folder).find(({ name }) => name === 'cases')?.indexes ?? [];
const indexes: Secondary[] = definitions.map((definition, at) => ({
  ...definition,
  number: at,
  table: '',
  arrays: ['trace', 'lists', 'terms'].includes(definition.name) ? 1 : 0,
}));

const chosen = (query: Document, sort: Sort) => {
  const { source } = planFor(query, sort, indexes);
  return typeof source === 'string' ? source : source.name;
};

const newest: Sort = [['number', -1]];
const nearest: Sort = [['dueKey', 1]];
const key = { $gt: '1', $lt: '2' };

const NEEDED: [index: string, by: string, query: Document, sort: Sort][] = [
  ['number', 'a case by its number, and all cases newest first', { number: '20261126-0001' }, []],
  ['number', 'what a page of all cases went through', { wasOnTime: false, number: { $lt: '2' } }, newest],
  ['receipt', 'an anonymous case by its receipt code', { receiptSelector: 'abcdefg' }, []],
  ['asker', 'my cases', { askerId: 'p' }, newest],
  ['asker', 'my open cases, and those on home', { askerId: 'p', isOpen: true }, newest],
  ['desk_box', 'a box of a department', { deskId: 'd', deskBox: 'working', dueKey: key }, nearest],
  ['desk_box', 'what is open at a dissolved department', { deskId: 'd', deskBox: 'working' }, []],
  ['office_box', 'a box of the office', { officeBox: 'ours', dueKey: key }, nearest],
  ['open', 'what is overdue', { isOpen: true, isDue: true, dueKey: key }, nearest],
  ['open', 'what is overdue of one lead', { isOpen: true, isDue: true, leadId: 'd', dueKey: key }, nearest],
  ['lists', 'what is open on a desk, narrowed down', { lists: 'd|open|category:c', dueKey: key }, nearest],
  ['lists', 'what is closed on a desk, newest first', { lists: 'd|closed' }, [['dueKey', -1]]],
  ['terms', 'a word on a desk', { $and: [{ terms: 'd|w' }, { terms: 'd|x' }], number: { $lt: '2' } }, newest],
  ['open', 'all that is open', { isOpen: true, dueKey: key }, nearest],
  [
    'open',
    'what a department helps with',
    { coIds: 'd', isOpen: true, isHeld: false, isProtected: false },
    nearest,
  ],
  ['public', 'published cases', { isPublic: true, number: { $lt: '2' } }, newest],
  [
    'public',
    'published cases of one category and department',
    { isPublic: true, category: 'c', leadId: 'd' },
    newest,
  ],
  ['session', 'cases of a session', { sessionId: 's', channel: 'dialogue' }, []],
  ['overdue_list', 'the last rung', { isOnOverdueList: true }, nearest],
  ['commitment', 'promises that fall due', { 'commitment.state': 'open', 'commitment.key': key }, []],
  ['lists', 'orders that have not ended', { lists: 'supervised' }, nearest],
  ['lead', 'cases of one lead', { leadId: 'd', number: { $lt: '2' } }, newest],
  ['trace', 'the verdict on a picture', { 'pictures.traceId': 't' }, []],
  ['wake', 'what the timer has to look at', { wakeAt: { $lte: 1 } }, [['wakeAt', 1]]],
  ['notice', 'what is to be told', { hasNotice: true }, []],
  ['unchecked', 'pictures to be asked about', { hasUnchecked: true }, []],
  [
    'submitted',
    'cases of a period',
    { submittedAt: { $gte: 1, $lt: 2 } },
    [
      ['submittedAt', 1],
      ['_id', 1],
    ],
  ],
  ['outcome', 'how many suggestions were taken up', { 'reply.outcome': 'taken_up' }, []],
  ['verdict', 'how many were solved', { channel: 'box', verdict: 'solved' }, []],
  ['verdict', 'what was not solved', { verdict: 'not_solved' }, []],
];

test.each(NEEDED)('the index %s finds %s', (index, _by, query, sort) => {
  expect(chosen(query, sort)).toBe(index);
});

test('there is no index that no query needs', () => {
  expect(definitions.map(({ name }) => name).sort()).toEqual(
    [...new Set(NEEDED.map(([index]) => index))].sort(),
  );
  expect(definitions.length).toBeLessThanOrEqual(20);
});

test.each([
  [20, true],
  [21, false],
])('a collection with %i indexes is taken: %p', (count, isTaken) => {
  const own = mkdtempSync(path.join(tmpdir(), 'many-indexes-'));
  const many = Array.from({ length: count }, (_none, at) => ({ name: `i${at}`, keys: [[`f${at}`, 1]] }));
  const collections = [{ name: 'many', rule: 'ADMINONLY', indexes: many }];
  writeFileSync(path.join(own, 'many.json'), JSON.stringify({ collections }));
  const read = () => readSchema(own);
  if (isTaken) expect(read()).toHaveLength(1);
  else expect(read).toThrow(/at most 20 indexes/);
  rmSync(own, { recursive: true });
});
