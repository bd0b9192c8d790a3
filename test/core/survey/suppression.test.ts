import fc from 'fast-check';
import {
  type CountedCell,
  type Published,
  publish,
  show,
  unanimityMargin,
} from '../../../cloudfunctions/core/survey/suppression';
import { type Tally, tally } from '../../../cloudfunctions/core/survey/tally';
import type { RatingCode } from '../../../miniprogram/shared/rating';

const K = 5;
const counted = (...counts: number[]): Tally =>
  tally(Object.fromEntries(counts.map((count, index) => [String(index + 1) as RatingCode, count])));
const cell = (departmentId: string, ...counts: number[]): CountedCell => ({
  departmentId,
  isDue: true,
  tally: counted(...counts),
});

describe('one question', () => {
  it.each([
    ['4 ratings are hidden', [2, 0, 1, 1, 0], 'hidden'],
    ['5 mixed ratings are shown', [2, 1, 1, 1, 0], 'exact'],
    ['nobody is hidden', [0, 0, 0, 0, 0], 'hidden'],
    ['all of one mind is a band', [12, 0, 0, 0, 0], 'band'],
    ['all but one of one mind is a band too, or the band would say "all"', [11, 1, 0, 0, 0], 'band'],
    ['all but two of twelve is exact', [10, 2, 0, 0, 0], 'exact'],
    ['all dissatisfied on two levels is a band', [0, 0, 0, 6, 6], 'band'],
    ['all but one dissatisfied is a band', [0, 1, 0, 6, 5], 'band'],
    ['none dissatisfied on several levels is exact', [5, 4, 3, 0, 0], 'exact'],
  ])('%s', (_label, counts, kind) => {
    expect(show({ isDue: true, tally: counted(...counts) }, K).kind).toBe(kind);
  });

  it.each([
    ['nearly all dissatisfied', [0, 1, 0, 10, 9], 20, 18, 20],
    ['nearly none', [19, 0, 0, 1, 0], 20, 0, 2],
    ['nearly all of few', [0, 0, 1, 5, 0], 6, 5, 6],
  ])('a band says how many it may be: %s', (_label, counts, valid, from, to) => {
    expect(show({ isDue: true, tally: counted(...counts) }, K)).toEqual({
      kind: 'band',
      valid,
      dissatisfied: { from, to },
    });
  });

  it('is not shown before its promise is due', () => {
    expect(show({ isDue: false, tally: counted(9, 9, 9, 9, 9) }, K)).toEqual({ kind: 'not_due' });
  });

  it('a band leaves at least one other count possible and never crosses a card', () => {
    for (let valid = 10; valid <= 700; valid++) {
      const margin = unanimityMargin(valid);
      expect(margin).toBeGreaterThanOrEqual(1);
      expect(10 * margin > 3 * valid).toBe(false); // 0 … margin: no card anywhere
      expect(2 * (valid - margin) > valid).toBe(true); // the rest: red everywhere
    }
  });
});

describe('totals', () => {
  it('are sums over what is shown, and say how much is left out', () => {
    const { departments, total } = publish(
      [
        cell('a', 5, 5, 5, 3, 2),
        cell('a', 1, 1, 0, 0, 1),
        cell('b', 30, 0, 0, 0, 0),
        cell('c', 1, 0, 0, 0, 0),
      ],
      K,
    );
    expect(departments.a).toEqual({ questions: 1, leftOut: 1, valid: 20, dissatisfied: { from: 5, to: 5 } });
    expect(departments.b).toEqual({ questions: 1, leftOut: 0, valid: 30, dissatisfied: { from: 0, to: 3 } });
    expect(departments.c).toEqual({ questions: 0, leftOut: 1, valid: null, dissatisfied: null });
    expect(total).toEqual({ questions: 2, leftOut: 2, valid: 50, dissatisfied: { from: 5, to: 8 } });
  });

  it('leave a promise not yet due out of everything', () => {
    const rolled = { ...cell('a', 0, 0, 0, 0, 0), isDue: false };
    expect(publish([rolled], K).total).toEqual({ questions: 0, leftOut: 0, valid: null, dissatisfied: null });
  });
});

// The solver: whoever reads a publication and knows this code runs it backwards. Every table of counts that would have
// been published in the same words is a possible world; a figure that is the same in all of them is given away.
const SMALL_K = 3;
const MOST = 4; // ratings of one question in the worlds that are tried

/** All tables of one question with up to MOST ratings, by how many stand on a satisfied, a middle and a bad level. */
const tables: Tally[] = [];
for (let good = 0; good <= MOST; good++)
  for (let middle = 0; good + middle <= MOST; middle++)
    for (let bad = 0; good + middle + bad <= MOST; bad++) tables.push(counted(good, 0, middle, bad, 0));

type Rule = (cells: readonly CountedCell[], k: number) => unknown;

/** For each question, the figures that are possible after reading the publication. */
function solve(
  cells: readonly CountedCell[],
  rule: Rule,
): { valid: Set<number>; dissatisfied: Set<number> }[] {
  const seen = JSON.stringify(rule(cells, SMALL_K));
  const possible = cells.map(() => ({ valid: new Set<number>(), dissatisfied: new Set<number>() }));
  const world: CountedCell[] = [];
  const tryAll = (index: number): void => {
    const at = cells[index];
    if (!at) {
      if (JSON.stringify(rule(world, SMALL_K)) !== seen) return;
      world.forEach(({ tally: { valid, dissatisfied } }, each) => {
        possible[each]?.valid.add(valid);
        possible[each]?.dissatisfied.add(dissatisfied);
      });
      return;
    }
    for (const each of tables) {
      world[index] = { ...at, tally: each };
      tryAll(index + 1);
    }
  };
  tryAll(0);
  return possible;
}

/** Hidden or banded questions whose dissatisfied count the reader knows exactly. */
function givenAway(cells: readonly CountedCell[], rule: Rule): number[] {
  const possible = solve(cells, rule);
  return cells.flatMap((each, index) => {
    const isSecret = show(each, SMALL_K).kind !== 'exact';
    return isSecret && possible[index]?.dissatisfied.size === 1 ? [index] : [];
  });
}

const world = fc.array(
  fc.record({
    departmentId: fc.constantFrom('a', 'b'),
    isDue: fc.constant(true),
    tally: fc.constantFrom(...tables),
  }),
  { minLength: 2, maxLength: 2 },
);

describe('solving for the hidden cells', () => {
  it('finds none, from questions, departments and session together', () => {
    fc.assert(
      fc.property(world, (cells) => {
        expect(givenAway(cells, publish)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('does find them when totals count what is hidden', () => {
    const withTrueTotal: Rule = (cells, k) => ({
      questions: publish(cells, k).questions,
      total: cells.reduce((sum, { tally: { dissatisfied } }) => sum + dissatisfied, 0),
    });
    expect(givenAway([cell('a', 2, 0, 1, 1), cell('b', 1, 0, 0, 1)], withTrueTotal)).toEqual([1]);
  });

  it('does find them when only what is really unanimous becomes a band', () => {
    const onlyUnanimous: Rule = (cells, k) => {
      const shown: Published = publish(cells, k);
      return cells.map(({ tally: { valid, dissatisfied } }, index) =>
        shown.questions[index]?.kind === 'band' && dissatisfied !== valid && dissatisfied !== 0
          ? { valid, dissatisfied }
          : shown.questions[index],
      );
    };
    expect(givenAway([cell('a', 0, 0, 0, 4), cell('b', 2, 0, 1, 1)], onlyUnanimous)).toEqual([0]);
  });
});
