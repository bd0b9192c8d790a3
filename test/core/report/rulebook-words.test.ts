import { ruleSections } from '../../../cloudfunctions/core/report/rulebook-words';
import { FIRST_RULE_BOOK } from '../../../cloudfunctions/core/rules/rulebook';

const KEYS = {
  日期: [
    'calendar.day',
    'calendar.override',
    'calendar.preview',
    'calendar.breaks',
    'calendar.workEnds',
    'calendar.guess',
  ],
  预约: [
    'booking.slots',
    'booking.waitlist',
    'booking.lottery',
    'booking.offer',
    'booking.cutOff',
    'booking.noShow',
    'booking.unreached',
  ],
  签到: ['checkin.code', 'checkin.desk', 'checkin.private'],
  对话问题: [
    'questions.solved',
    'questions.seats',
    'questions.coAskers',
    'questions.owner',
    'questions.minutes',
  ],
  诉求办理: [
    'cases.deadlines',
    'cases.escalation',
    'cases.pause',
    'cases.return',
    'cases.extension',
    'cases.progress',
    'cases.night',
    'cases.closed',
    'cases.identity',
    'cases.passes',
    'cases.recurring',
  ],
  满意度调查: [
    'survey.levels',
    'survey.when',
    'survey.promises',
    'survey.words',
    'survey.raters',
    'survey.small',
    'survey.opening',
  ],
  保存期限: [
    'retention.cases',
    'retention.attendance',
    'retention.messages',
    'retention.leavers',
    'retention.audit',
    'retention.ratings',
  ],
  红黄牌: [
    'cards.thresholds',
    'cards.fewest',
    'cards.carrier',
    'cards.review',
    'cards.plan',
    'cards.assessment',
  ],
};

test('every section says each of its rules, in whole sentences', () => {
  const sections = ruleSections(FIRST_RULE_BOOK.rules);
  expect(
    Object.fromEntries(sections.map(({ title, rules }) => [title, rules.map(({ key }) => key)])),
  ).toEqual(KEYS);
  for (const { text } of sections.flatMap(({ rules }) => rules)) {
    expect(text).toMatch(/^[^\s].*。$/);
    expect(text).not.toMatch(/undefined|NaN|null/);
  }
});

test('the day is named twice, the same', () => {
  const [{ rules = [] } = {}] = ruleSections(FIRST_RULE_BOOK.rules);
  expect(rules[0]?.text).toBe('每月第一个周四 16:00 举行。遇法定节假日或学校假期，顺延到下一个上课的周四。');
});
