import fc from 'fast-check';
import { countRatings, tally } from '../../../cloudfunctions/core/survey/tally';
import { RATING_CODES, type RatingCode } from '../../../miniprogram/shared/rating';

const codes = Object.values(RATING_CODES);

describe('the tally', () => {
  it('counts the lower two of five levels as dissatisfied, and "cannot judge" not at all', () => {
    const counted = tally({ '1': 7, '2': 6, '3': 5, '4': 4, '5': 3, '0': 20 });
    expect(counted).toEqual({
      levels: { very_satisfied: 7, satisfied: 6, fairly_satisfied: 5, dissatisfied: 4, very_dissatisfied: 3 },
      cannotJudge: 20,
      valid: 25,
      dissatisfied: 7,
    });
  });

  it('of no ratings is nothing', () => {
    expect(tally({})).toMatchObject({ valid: 0, dissatisfied: 0, cannotJudge: 0 });
  });

  it('loses no rating and invents none', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom<RatingCode>(...codes)), (ratings) => {
        const counted = tally(countRatings(ratings));
        expect(counted.valid + counted.cannotJudge).toBe(ratings.length);
        expect(counted.dissatisfied).toBe(ratings.filter((code) => code === '4' || code === '5').length);
      }),
    );
  });

  it.each([[-1], [1.5], [Number.NaN]])('refuses %d as a count', (count) => {
    expect(() => tally({ '1': count })).toThrow(RangeError);
  });
});
