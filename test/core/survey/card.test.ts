import fc from 'fast-check';
import { FIRST_RULE_BOOK } from '../../../cloudfunctions/core/rules/rulebook';
import { type CardVerdict, cardRulesOf, judge } from '../../../cloudfunctions/core/survey/card';

const rules = cardRulesOf(FIRST_RULE_BOOK);

describe('the card rule', () => {
  it.each<[valid: number, dissatisfied: number, verdict: CardVerdict]>([
    [10, 3, 'none'],
    [10, 4, 'yellow'],
    [10, 5, 'yellow'],
    [10, 6, 'red'],
    [20, 6, 'none'],
    [20, 7, 'yellow'],
    [20, 10, 'yellow'],
    [20, 11, 'red'],
    [13, 3, 'none'],
    [13, 4, 'yellow'], // 30.8 %: a rounded 30 would have missed it
    [11, 5, 'yellow'],
    [11, 6, 'red'],
    [667, 200, 'none'], // 29.99 %
    [667, 201, 'yellow'],
    [667, 333, 'yellow'],
    [667, 334, 'red'],
    [1000, 300, 'none'],
    [1000, 301, 'yellow'],
    [1000, 500, 'yellow'],
    [1000, 501, 'red'],
  ])('%d ratings, %d dissatisfied: %s', (valid, dissatisfied, verdict) => {
    expect(judge({ valid, dissatisfied }, rules)).toBe(verdict);
  });

  it.each<[valid: number, verdict: CardVerdict]>([
    [0, 'hidden'],
    [4, 'hidden'],
    [5, 'too_few'],
    [9, 'too_few'],
    [10, 'red'],
  ])('with %d ratings, all dissatisfied: %s', (valid, verdict) => {
    expect(judge({ valid, dissatisfied: valid }, rules)).toBe(verdict);
  });

  it('does not judge a promise before its date, however it was rated', () => {
    expect(judge({ valid: 50, dissatisfied: 50 }, rules, false)).toBe('not_due');
  });

  it('is the comparison of whole numbers, for any figures', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 20_000 }), fc.nat(20_000), (valid, any) => {
        const dissatisfied = any % (valid + 1);
        const wanted = 2 * dissatisfied > valid ? 'red' : 10 * dissatisfied > 3 * valid ? 'yellow' : 'none';
        expect(judge({ valid, dissatisfied }, rules)).toBe(wanted);
      }),
    );
  });
});
