import type { BallotShard } from '../../../cloudfunctions/core/survey/ballot-box';
import { examine } from '../../../cloudfunctions/core/survey/examined-box';

/** As the database may hold it, whatever its types say. */
const shard = (planted: object): BallotShard =>
  JSON.parse(
    JSON.stringify({
      _id: '2026-11.1:00:00',
      survey: '2026-11.1',
      slot: 0,
      isOpen: false,
      cells: {},
      ...planted,
    }),
  );
const verifiers = new Map([[0, () => true]]);

test.each([
  ['a number for its name', { _id: 7, cells: { '0': { id: {} } } }, 'shape'],
  ['no name', { _id: null, cells: { '0': { id: {} } } }, 'shape'],
  ['an object for its name', { _id: { $oid: '7' }, cells: { '0': { id: {} } } }, 'shape'],
  ['a text for its cells', { cells: 'cells' }, 'shape'],
  ['a list for its cells', { cells: [[1]] }, 'shape'],
  ['nothing for its cells', { cells: null }, 'shape'],
  ['a text for its slot', { slot: '0', cells: { '0': { id: {} } } }, 'question'],
])('a shard with %s keeps no box from its seal: what lay there is listed', (_label, planted, why) => {
  const { valid, leftOut } = examine([shard(planted), shard({})], verifiers);
  expect(leftOut.map((each) => each.why)).toEqual([why]);
  expect(leftOut.every((each) => [each.shard, each.cell, each.id].every((name) => name.length <= 80))).toBe(
    true,
  );
  expect(valid.at(-1)).toEqual(shard({}));
});
