import { ruleSections } from '../../../cloudfunctions/core/report/rulebook-words';
import { FIRST_RULE_BOOK, inForce, type RuleBook } from '../../../cloudfunctions/core/rules/rulebook';

const version = (number: number, effectiveAt: number): RuleBook => ({
  ...FIRST_RULE_BOOK,
  _id: `rulebook-${number}`,
  version: number,
  effectiveAt,
});

describe('the rule book', () => {
  test.each([
    ['nothing stored: the first', [], 1],
    ['the second from its hour on', [version(2, 1000)], 2],
    ['not a moment before', [version(2, 1001)], 1],
    ['the newest of those in force', [version(3, 1000), version(2, 500), version(4, 2000)], 3],
  ])('in force is %s', (_label, stored, expected) => {
    expect(inForce(stored, 1000).version).toBe(expected);
  });

  test('every number that decides something stands in a sentence', () => {
    const text = ruleSections(FIRST_RULE_BOOK.rules)
      .flatMap(({ rules }) => rules)
      .map((rule) => rule.text)
      .join('\n');
    for (const phrase of [
      '16:00',
      '7×24 小时',
      '20 个',
      '48 小时',
      '2 小时',
      '24 小时',
      '72 小时',
      '3 个工作日',
      '15 个工作日',
      '60 分钟',
      '每 15 秒',
      '20 秒后作废',
      '50%',
      '30%',
      '5 份',
      '10 份',
      '5 个工作日',
    ])
      expect(text).toContain(phrase);
  });

  test('a changed number changes the sentence', () => {
    const rules = structuredClone(FIRST_RULE_BOOK.rules);
    rules.booking.cutOffHours = 6;
    expect(JSON.stringify(ruleSections(rules))).toContain('活动前 6 小时');
  });

  test('breaks are said in days that people say, with the second year only where it is another', () => {
    const rules = structuredClone(FIRST_RULE_BOOK.rules);
    rules.calendar.breaks = [
      { name: '寒假', from: '2026-12-28', to: '2027-02-28' },
      { name: '暑假', from: '2027-07-10', to: '2027-08-29' },
    ];
    expect(JSON.stringify(ruleSections(rules))).toContain(
      '学校假期：寒假2026年12月28日至2027年2月28日；暑假2027年7月10日至8月29日。',
    );
  });

  test('keys are unique, so that a page can link to a rule', () => {
    const keys = ruleSections(FIRST_RULE_BOOK.rules).flatMap(({ rules }) => rules.map(({ key }) => key));
    expect(new Set(keys).size).toBe(keys.length);
  });
});
