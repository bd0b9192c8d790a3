import type { SchoolBreak } from '../../../cloudfunctions/core/rules/calendar';
import { nextRuleBook, ruleChangeInWords, ruleNumbers } from '../../../cloudfunctions/core/rules/rule-change';
import { FIRST_RULE_BOOK, type Rules } from '../../../cloudfunctions/core/rules/rulebook';

const NOW = Date.UTC(2026, 10, 23, 2);
const changed = (path: string, value: number, book = FIRST_RULE_BOOK) =>
  nextRuleBook(book, { path, value }, '试行', NOW);
const valueAt = (rules: Rules, path: string) =>
  ruleNumbers(rules).find((number) => number.path === path)?.value;
const refusal = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    return error instanceof Error && 'fields' in error ? error.fields : error;
  }
  return 'not refused';
};

/** [path, at the start, least, most]; where another number limits it further, the second pair says what still fits. */
const NUMBERS: ReadonlyArray<
  readonly [path: string, start: number, min: number, max: number, fits: readonly [number, number] | null]
> = [
  ['calendar.workEnds', 1730, 1600, 2000, null],
  ['booking.speakingSlots', 20, 1, 100, null],
  ['booking.seats', 300, 0, 2000, null],
  ['booking.offerHours', 48, 2, 168, null],
  ['booking.offerMinHours', 2, 2, 48, null],
  ['booking.confirmAtOnceHours', 24, 2, 72, null],
  ['booking.cutOffHours', 2, 0, 48, [0, 24]],
  ['booking.noShowHoldHours', 72, 0, 168, null],
  ['booking.unreachedDays', 14, 1, 60, null],
  ['booking.lotteryHours', 0, 0, 168, null],
  ['booking.firstTimeFirst', 1, 0, 1, null],
  ['questions.objectionDays', 3, 1, 30, null],
  ['questions.seatQuestions', 3, 1, 10, null],
  ['questions.coObjections', 3, 1, 50, null],
  ['cases.emergency', 2, 1, 72, null],
  ['cases.utilities', 24, 1, 168, null],
  ['cases.ordinary', 3, 1, 30, null],
  ['cases.complex', 15, 1, 60, null],
  ['cases.reminderWorkingDays', 1, 1, 5, null],
  ['cases.rungHead', 1, 1, 10, null],
  ['cases.rungLeader', 2, 1, 20, null],
  ['cases.rungPublic', 5, 1, 30, null],
  ['cases.returnWorkingDays', 1, 1, 5, null],
  ['cases.extensionsMax', 2, 0, 2, null],
  ['cases.askerWorkingDays', 5, 1, 15, null],
  ['cases.silenceWorkingDays', 5, 3, 30, null],
  ['cases.reopenDays', 30, 7, 365, null],
  ['cases.progressWorkingDays', 5, 1, 15, null],
  ['cases.tellFromHour', 8, 6, 10, null],
  ['cases.tellUntilHour', 21, 18, 23, null],
  ['cases.recurringVoices', 3, 2, 50, null],
  ['cases.passesPerMonth', 4, 1, 10, null],
  ['survey.smallestShown', 5, 5, 50, [5, 10]],
  ['survey.areOpenedByObservers', 0, 0, 1, null],
  ['cards.yellow', 30, 1, 99, [1, 49]],
  ['cards.red', 50, 1, 99, [31, 99]],
  ['cards.fewestRatings', 10, 5, 100, null],
  ['cards.reviewWorkingDays', 5, 1, 30, null],
  ['cards.decisionWorkingDays', 5, 1, 30, null],
  ['cards.yellowPoints', 1, 0, 20, [0, 3]],
  ['cards.redPoints', 3, 0, 20, [1, 20]],
  ['cards.latePlanPoints', 1, 0, 20, null],
  ['retention.caseDays', 730, 400, 1825, null],
  ['retention.attendanceDays', 730, 400, 1825, null],
  ['retention.messageDays', 365, 90, 730, null],
  ['retention.ledgerDays', 90, 7, 365, null],
  ['retention.leaverDays', 365, 180, 730, null],
  ['retention.auditDays', 2190, 730, 3650, null],
];

describe('the numbers an administrator may change', () => {
  test('are these, with these bounds', () => {
    expect(
      ruleNumbers(FIRST_RULE_BOOK.rules).map(({ path, value, min, max }) => [path, value, min, max]),
    ).toEqual(NUMBERS.map(([path, start, min, max]) => [path, start, min, max]));
  });

  test('have names of their own', () => {
    const labels = ruleNumbers(FIRST_RULE_BOOK.rules).map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
    expect(labels.every((label) => label.length > 3)).toBe(true);
  });

  test.each(NUMBERS)(
    '%s (%d at the start) takes what lies within its bounds and changes nothing else',
    (path, start, min, max, fits) => {
      for (const value of fits ?? [min, max]) {
        const next = changed(path, value);
        expect(valueAt(next.rules, path)).toBe(value);
        const back = changed(path, start, next);
        expect(ruleNumbers(back.rules)).toEqual(ruleNumbers(FIRST_RULE_BOOK.rules));
        const others = (rules: Rules) => ruleNumbers(rules).filter((number) => number.path !== path);
        expect(others(next.rules)).toEqual(others(FIRST_RULE_BOOK.rules));
      }
      for (const value of [min - 1, max + 1])
        expect(refusal(() => changed(path, value))).toEqual({ 'change.value': 'out_of_bounds' });
      if (fits)
        for (const value of [fits[0] - 1, fits[1] + 1].filter((beyond) => beyond >= min && beyond <= max))
          expect(refusal(() => changed(path, value))).toEqual({ 'change.value': 'does_not_fit' });
    },
  );

  test.each([
    ['an offer is never shorter than its least', 'booking.offerMinHours', 48, 'booking.offerHours', 47],
    [
      'the cut-off is not before the hours in which offers are confirmed at once',
      'booking.cutOffHours',
      24,
      'booking.confirmAtOnceHours',
      23,
    ],
    [
      'a card never comes from fewer people than a rate',
      'survey.smallestShown',
      10,
      'cards.fewestRatings',
      9,
    ],
  ])('fit each other: %s', (_rule, path, value, other, tooSmall) => {
    const book = changed(path, value);
    expect(refusal(() => changed(other, tooSmall, book))).toEqual({ 'change.value': 'does_not_fit' });
    expect(valueAt(changed(other, tooSmall + 1, book).rules, other)).toBe(tooSmall + 1);
  });

  test('yellow stays below red, compared as fractions', () => {
    expect(refusal(() => changed('cards.yellow', 50))).toEqual({ 'change.value': 'does_not_fit' });
    expect(valueAt(changed('cards.yellow', 49).rules, 'cards.yellow')).toBe(49);
    expect(changed('cards.red', 60).rules.cards.red).toEqual({ numerator: 60, denominator: 100 });
  });

  test.each(['booking.nothing', 'toString', 'calendar.hour', ''])('%p is none of them', (path) => {
    expect(refusal(() => changed(path, 10))).toEqual({ 'change.path': 'unknown_rule' });
  });

  test('a clock is no number: its last two digits are minutes', () => {
    expect(changed('calendar.workEnds', 1759).rules.calendar.workEndsMinute).toBe(17 * 60 + 59);
    expect(refusal(() => changed('calendar.workEnds', 1760))).toEqual({ 'change.value': 'out_of_bounds' });
  });

  test('spans keep their unit', () => {
    expect(changed('cases.emergency', 4).rules.cases.deadlines.emergency).toEqual({ hours: 4 });
    expect(changed('cases.complex', 20).rules.cases.deadlines.complex).toEqual({ workingDays: 20 });
  });

  test('the rung of the handler is the deadline itself, whatever changes above it', () => {
    const rungs = ['cases.rungHead', 'cases.rungLeader', 'cases.rungPublic'].reduce(
      (book, path, index) => changed(path, 3 + index, book),
      FIRST_RULE_BOOK,
    ).rules.cases.rungs;
    expect(rungs.workingDays).toEqual([0, 3, 4, 5]);
    expect(rungs.hours).toEqual(FIRST_RULE_BOOK.rules.cases.rungs.hours);
  });
});

describe('the next version', () => {
  test('carries its number, its hour and its reason, and leaves the earlier one as it was', () => {
    const before = structuredClone(FIRST_RULE_BOOK);
    const next = changed('cards.yellow', 20);
    expect(next).toMatchObject({ _id: 'rulebook-2', version: 2, effectiveAt: NOW, reason: '试行' });
    expect(FIRST_RULE_BOOK).toEqual(before);
  });
});

describe('the breaks of the college', () => {
  const withBreaks = (...days: ReadonlyArray<readonly [from: string, to: string]>) =>
    nextRuleBook(
      FIRST_RULE_BOOK,
      { breaks: days.map(([from, to]) => ({ name: '假期', from, to })) },
      '校历',
      NOW,
    ).rules.calendar.breaks;

  test('stand in the order of their days', () => {
    expect(
      withBreaks(['2027-07-10', '2027-08-29'], ['2027-01-16', '2027-02-28']).map(({ from }) => from),
    ).toEqual(['2027-01-16', '2027-07-10']);
  });

  test('may be a single day, and none at all', () => {
    expect(withBreaks(['2027-04-30', '2027-04-30'])).toHaveLength(1);
    expect(withBreaks()).toEqual([]);
  });

  test.each([
    ['end before they begin', [['2027-02-28', '2027-01-16']]],
    [
      'share a day',
      [
        ['2027-01-16', '2027-02-28'],
        ['2027-02-28', '2027-03-01'],
      ],
    ],
    [
      'lie within one another',
      [
        ['2027-01-16', '2027-02-28'],
        ['2027-02-01', '2027-02-02'],
      ],
    ],
  ] as const)('are refused when they %s', (_what, days) => {
    expect(refusal(() => withBreaks(...days))).toEqual({ 'change.breaks': 'breaks_overlap' });
  });

  test('may have a day worked within, and no two such days that share a day', () => {
    const winter = { name: '寒假', from: '2027-01-16', to: '2027-02-28' };
    const worked = { name: '补课', from: '2027-01-16', to: '2027-01-17', isWorked: true } as const;
    const set = (...breaks: SchoolBreak[]) => nextRuleBook(FIRST_RULE_BOOK, { breaks }, '校历', NOW);
    expect(set(worked, winter).rules.calendar.breaks).toHaveLength(2);
    expect(refusal(() => set(winter, worked, { ...worked, from: '2027-01-17' }))).toEqual({
      'change.breaks': 'breaks_overlap',
    });
  });

  test('may follow each other from one day to the next', () => {
    expect(withBreaks(['2027-01-16', '2027-02-28'], ['2027-03-01', '2027-03-02'])).toHaveLength(2);
  });
});

describe('a change in words, for the audit log', () => {
  test('a number says what it was and what it is', () => {
    const said = ruleChangeInWords(FIRST_RULE_BOOK.rules, { path: 'cases.ordinary', value: 5 });
    expect(said).toContain('一般诉求');
    expect(said).toMatch(/3 → 5 工作日$/);
  });

  test('days off and days worked say which came and which went', () => {
    const { breaks } = FIRST_RULE_BOOK.rules.calendar;
    const worked = { name: '调休', from: '2027-01-30', to: '2027-01-30', isWorked: true } as const;
    const said = ruleChangeInWords(FIRST_RULE_BOOK.rules, { breaks: [...breaks.slice(1), worked] });
    expect(said).toBe('校历：加 调休 2027-01-30 至 2027-01-30 上课；删 暑假 2025-07-12 至 2025-08-31');
    expect(ruleChangeInWords(FIRST_RULE_BOOK.rules, { breaks })).toBe('校历：没有变化');
  });

  test('a path that is none says itself', () => {
    expect(ruleChangeInWords(FIRST_RULE_BOOK.rules, { path: 'x.y', value: 1 })).toBe('x.y');
  });
});
