import {
  type BallotEntry,
  type BallotShard,
  ballotId,
  emptyShards,
  gather,
  judgeUnchanged,
  placeOf,
  SHARDS_PER_SLOT,
  shownTurnout,
} from '../../../cloudfunctions/core/survey/ballot-box';

const SURVEY = 'session-16.1';
const entry = (
  serial: string,
  rating: BallotEntry['rating'] = '1' as BallotEntry['rating'],
): BallotEntry => ({
  serial,
  signature: `signature-of-${serial}`,
  rating,
  revision: 2,
});

describe('where a ballot lies', () => {
  test('there is a cell for every ballot there can be', () => {
    const shards = new Map(emptyShards(SURVEY, [0, 12]).map((shard) => [shard._id, shard]));
    expect(shards.size).toBe(2 * SHARDS_PER_SLOT);
    for (let n = 0; n < 500; n++) {
      const { shard, cell } = placeOf(SURVEY, 12, ballotId(SURVEY, 12, `serial-${n}`));
      expect(shards.get(shard)).toMatchObject({ slot: 12, survey: SURVEY, isOpen: true });
      expect(shards.get(shard)?.cells[cell]).toEqual({});
    }
  });

  test('the id says survey, slot and serial, and each of them matters', () => {
    const ids = [
      ballotId(SURVEY, 1, 's'),
      ballotId(SURVEY, 2, 's'),
      ballotId(SURVEY, 1, 't'),
      ballotId('session-17.1', 1, 's'),
    ];
    expect(new Set(ids).size).toBe(4);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{64}$/);
  });

  test('two digits choose the shard and the third the cell', () => {
    expect(placeOf('s', 3, 'ffa0')).toEqual({ shard: 's:03:ff', cell: 'a' });
    expect(placeOf('s', 3, '0a70')).toEqual({ shard: 's:03:0a', cell: '7' });
  });
});

describe('when nothing was changed', () => {
  const ballot = entry('a');
  const place = { cell: '0', id: 'x', entry: ballot };
  const shard = (isOpen: boolean, held?: BallotEntry): Pick<BallotShard, 'cells' | 'isOpen'> => ({
    isOpen,
    cells: { '0': held ? { x: held } : {} },
  });
  test.each([
    ['the same ballot is there: counted', shard(true, ballot), 'counted'],
    ['the same ballot is there and the box is closed: counted', shard(false, ballot), 'counted'],
    [
      'another rating of the same revision is there: it stands',
      shard(true, { ...ballot, rating: '2' as BallotEntry['rating'] }),
      'superseded',
    ],
    [
      'another rating of the same revision is there and the box is closed',
      shard(false, { ...ballot, rating: '2' as BallotEntry['rating'] }),
      'superseded',
    ],
    ['another signature is there', shard(false, { ...ballot, signature: 'z' }), 'superseded'],
    ['a later revision is there: superseded', shard(true, { ...ballot, revision: 3 }), 'superseded'],
    [
      'a later revision is there and the box is closed',
      shard(false, { ...ballot, revision: 3 }),
      'superseded',
    ],
    [
      'an earlier revision is there and the box is open: again',
      shard(true, { ...ballot, revision: 1 }),
      'again',
    ],
    [
      'an earlier revision is there and the box is closed',
      shard(false, { ...ballot, revision: 1 }),
      'survey_closed',
    ],
    ['nothing is there and the box is open: again', shard(true), 'again'],
    ['nothing is there and the box is closed', shard(false), 'survey_closed'],
    ['the cell is not there', { isOpen: true, cells: {} }, 'again'],
    ['the shard has been removed', null, 'survey_closed'],
  ])('%s', (_label, found, answer) => {
    expect(judgeUnchanged(found, place)).toBe(answer);
  });
});

describe('emptying the box on the table', () => {
  const shards = emptyShards(SURVEY, [2, 1]).slice(0);
  const put = (slot: number, shard: number, cell: string, id: string, serial: string) => {
    const found = shards.find(
      (each) => each._id === `${SURVEY}:0${slot}:${shard.toString(16).padStart(2, '0')}`,
    );
    const place = found?.cells[cell];
    if (place) place[id] = entry(serial);
  };
  // In the order of arrival, which must not be seen.
  put(2, 200, 'f', 'ee', 'third');
  put(2, 3, '1', '0a', 'first');
  put(2, 3, '0', '7b', 'second');
  put(1, 9, '4', '11', 'other question');

  test('gives each question its ballots in the order of their ids, questions by slot', () => {
    expect(gather(shards).map(({ slot, ballots }) => [slot, ballots.map(({ serial }) => serial)])).toEqual([
      [1, ['other question']],
      [2, ['first', 'second', 'third']],
    ]);
  });

  test('does not depend on the order in which shards are read', () => {
    expect(gather([...shards].reverse())).toEqual(gather(shards));
  });

  test('gives a question without a ballot an empty list', () => {
    expect(gather(emptyShards(SURVEY, [5]))).toEqual([{ slot: 5, ballots: [] }]);
  });
});

test.each([
  [[], 0],
  [[9], 0],
  [[10, 3], 10],
  [[3, 19, 12], 10],
  [[20], 20],
])('turnout of %p is shown as %d', (perSlot, shown) => {
  expect(shownTurnout(perSlot)).toBe(shown);
});
