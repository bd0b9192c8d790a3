import { ruleSections } from '../../cloudfunctions/core/report/rulebook-words';
import { FIRST_RULE_BOOK } from '../../cloudfunctions/core/rules/rulebook';
import { fileText, partChoices, periodsOf } from '../../miniprogram/packages/dialogue/own-data/view';
import { NOT_IN_OWN_DATA, OWN_PARTS } from '../../miniprogram/shared/own-data';

const NOW = Date.UTC(2026, 10, 24, 2);

test('the file has every part by its name, an empty one too, and says what is not in it', () => {
  const records = [{ title: '第 16 期发言', lines: [{ label: '电话', text: '13800138000' }] }];
  const file: unknown = JSON.parse(fileText({ bookings: records }, NOW));
  const empty = Object.fromEntries(Object.values(OWN_PARTS).map((name) => [name, []]));
  expect(file).toEqual({
    导出时间: expect.stringContaining('2026'),
    说明: NOT_IN_OWN_DATA,
    ...empty,
    预约: [{ 标题: '第 16 期发言', 电话: '13800138000' }],
  });
  expect(partChoices.map(({ label }) => label)).toEqual(Object.values(OWN_PARTS));
});

test('the page says the periods of the rules in force', () => {
  const { rules, version, effectiveAt, reason } = FIRST_RULE_BOOK;
  const retention = { ...rules.retention, messageDays: 123 };
  const book = {
    version,
    effectiveAt,
    reason,
    sections: ruleSections({ ...rules, retention }),
    isInForce: true,
    versions: [],
    numbers: [],
    breaks: [],
  };
  const periods = periodsOf(book).map(({ text }) => text);
  expect(periods).toHaveLength(6);
  expect(periods.join('')).toContain('123 天');
});
