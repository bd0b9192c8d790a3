import {
  emptyRemarkShards,
  openRemarks,
  remarkId,
  remarkShardOf,
} from '../../../cloudfunctions/core/survey/remark';

const SURVEY = 'session-16.1';
const boxOf = (count: number) => {
  const shards = emptyRemarkShards(SURVEY);
  for (let at = 0; at < count; at++) {
    const id = remarkId(SURVEY, `serial-${at}`);
    const shard = shards.find(({ _id }) => _id === remarkShardOf(SURVEY, id));
    if (!shard) throw new Error('no shard');
    shard.texts[id] = `text ${at}`;
  }
  return shards;
};

describe('words of raters', () => {
  it.each([
    ['four of five', 4, 0],
    ['five of five', 5, 5],
    ['many', 90, 90],
  ])('are opened from k on: %s', (_label, count, expected) => {
    expect(openRemarks(boxOf(count), 'session-16', 5)).toHaveLength(expected);
  });

  it('lie in 64 open and empty shards, by the first two digits of their id', () => {
    const shards = emptyRemarkShards(SURVEY);
    expect(shards).toHaveLength(64);
    expect(shards[63]).toEqual({ _id: `${SURVEY}:3f`, survey: SURVEY, isOpen: true, texts: {} });
    const places = ['00', '05', '3f', '40', 'c5', 'ff'].map((digits) =>
      remarkShardOf(SURVEY, `${digits}${'7'.repeat(62)}`),
    );
    expect(places).toEqual(['00', '05', '3f', '00', '05', '3f'].map((shard) => `${SURVEY}:${shard}`));
  });

  it('come in an order that has nothing to do with when they came', () => {
    const opened = openRemarks(boxOf(40), 'session-16', 5).map(({ text }) => text);
    expect(opened).not.toEqual(Array.from({ length: 40 }, (_none, at) => `text ${at}`));
    expect(new Set(opened).size).toBe(40);
  });
});
