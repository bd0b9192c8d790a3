import { filterChoices, filterInput } from '../../miniprogram/packages/survey/cards/filter';

const counts = [
  { colour: 'red', state: 'final', isLate: true, cards: 2 },
  { colour: 'red', state: 'appealed', isLate: false, cards: 1 },
  { colour: 'yellow', state: 'final', isLate: false, cards: 4 },
] as const;

test('each chip says how many stand behind it, and what nothing stands behind is not offered', () => {
  const { colours, standings } = filterChoices([...counts]);
  expect(colours.map(({ label }) => label)).toEqual(['全部 7', '黄牌 4', '红牌 3']);
  expect(standings.map(({ label }) => label)).toEqual(['全部 7', '复核中 1', '已生效 6', '整改超期 2']);
  expect(filterChoices([]).colours.map(({ label }) => label)).toEqual(['全部 0']);
});

test.each([
  [{ colour: '', standing: '' }, {}],
  [{ colour: 'red', standing: '' }, { colour: 'red' }],
  [{ colour: '', standing: 'appealed' }, { state: 'appealed' }],
  [
    { colour: 'yellow', standing: 'late' },
    { colour: 'yellow', isLate: true },
  ],
  [{ colour: 'green', standing: 'gone' }, {}],
] as const)('%j asks for %j', (filter, expected) => {
  expect(filterInput(filter)).toEqual(expected);
});
