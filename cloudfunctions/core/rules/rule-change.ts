import { ensure } from '../domain-error';
import type { RuleBook, Rules } from './rulebook';

/** One number of the rule book that can be changed: how it is called, its bounds, and where it stands. */
interface RuleNumber {
  label: string;
  min: number;
  max: number;
  read(rules: Rules): number;
  write(rules: Rules, value: number): Rules;
}

type Booking = keyof Rules['booking'];

const booking = (name: Booking, label: string, min: number, max: number): RuleNumber => ({
  label,
  min,
  max,
  read: (rules) => rules.booking[name],
  write: (rules, value) => ({ ...rules, booking: { ...rules.booking, [name]: value } }),
});

const percent = (color: 'red' | 'yellow', label: string): RuleNumber => ({
  label,
  min: 1,
  max: 99,
  read: ({ cards }) => Math.round((100 * cards[color].numerator) / cards[color].denominator),
  write: (rules, value) => ({
    ...rules,
    cards: { ...rules.cards, [color]: { numerator: value, denominator: 100 } },
  }),
});

// Spans keep their unit: hours stay hours, working days stay working days.
const span = (name: keyof Rules['cases']['deadlines'], label: string, max: number): RuleNumber => ({
  label,
  min: 1,
  max,
  read: ({ cases }) => {
    const length = cases.deadlines[name];
    return 'hours' in length ? length.hours : length.workingDays;
  },
  write: (rules, value) => {
    const changed = 'hours' in rules.cases.deadlines[name] ? { hours: value } : { workingDays: value };
    const deadlines = { ...rules.cases.deadlines, [name]: changed };
    return { ...rules, cases: { ...rules.cases, deadlines } };
  },
});

type CaseNumber = Exclude<keyof Rules['cases'], 'deadlines' | 'rungs'>;

const ofCases = (name: CaseNumber, label: string, min: number, max: number): RuleNumber => ({
  label,
  min,
  max,
  read: ({ cases }) => cases[name],
  write: (rules, value) => ({ ...rules, cases: { ...rules.cases, [name]: value } }),
});

// Only the rungs of classes in working days: those of emergencies are hours, and part of what an emergency is.
const rung = (at: 1 | 2 | 3, label: string, max: number): RuleNumber => ({
  label,
  min: 1,
  max,
  read: ({ cases }) => cases.rungs.workingDays[at],
  write: (rules, value) => {
    const [handler, head, leader, publicList] = rules.cases.rungs.workingDays;
    const workingDays = [
      handler,
      at === 1 ? value : head,
      at === 2 ? value : leader,
      at === 3 ? value : publicList,
    ] as const;
    return { ...rules, cases: { ...rules.cases, rungs: { ...rules.cases.rungs, workingDays } } };
  },
});

/** Every number an administrator may change, by its path. Day and hour of the session are the institution itself. */
const NUMBERS: Readonly<Record<string, RuleNumber>> = {
  'booking.speakingSlots': booking('speakingSlots', '每期发言名额（默认）', 1, 100),
  'booking.seats': booking('seats', '可预约座席（默认）', 0, 2000),
  'booking.offerHours': booking('offerHours', '候补确认时限（小时）', 2, 168),
  'booking.offerMinHours': booking('offerMinHours', '候补确认最短时限（小时）', 2, 48),
  'booking.confirmAtOnceHours': booking('confirmAtOnceHours', '活动前多少小时内直接确认', 2, 72),
  'booking.cutOffHours': booking('cutOffHours', '预约和取消截止（活动前小时）', 0, 48),
  'booking.noShowHoldHours': booking('noShowHoldHours', '爽约者恢复排队（活动前小时）', 0, 168),
  'questions.objectionDays': {
    label: '现场解决的异议期（天）',
    min: 1,
    max: 30,
    read: ({ questions }) => questions.objectionDays,
    write: (rules, objectionDays) => ({ ...rules, questions: { ...rules.questions, objectionDays } }),
  },
  'cases.emergency': span('emergency', '紧急诉求时限', 72),
  'cases.utilities': span('utilities', '水电暖网诉求时限', 168),
  'cases.ordinary': span('ordinary', '一般诉求时限', 30),
  'cases.complex': span('complex', '复杂诉求时限', 60),
  'cases.reminderWorkingDays': ofCases('reminderWorkingDays', '到期前提醒（工作日）', 1, 5),
  'cases.rungHead': rung(1, '超期几个工作日报部门负责人', 10),
  'cases.rungLeader': rung(2, '超期几个工作日报分管校领导', 20),
  'cases.rungPublic': rung(3, '超期几个工作日列入公开名单', 30),
  'cases.returnWorkingDays': ofCases('returnWorkingDays', '退回期限（工作日）', 1, 5),
  'cases.extensionsMax': ofCases('extensionsMax', '最多延期次数', 0, 2),
  'cases.askerWorkingDays': ofCases('askerWorkingDays', '等提出人补充最多停表（工作日）', 1, 15),
  'cases.silenceWorkingDays': ofCases('silenceWorkingDays', '答复后无异议办结（工作日）', 3, 30),
  'cases.reopenDays': ofCases('reopenDays', '答复后可以说没解决的天数', 7, 365),
  'cases.progressWorkingDays': ofCases('progressWorkingDays', '办理进度通知间隔（工作日）', 1, 15),
  'cases.recurringVoices': ofCases('recurringVoices', '列为共性问题的最少人数', 2, 50),
  'survey.smallestShown': {
    label: '公布比例的最少评价数',
    min: 5,
    max: 50,
    read: ({ survey }) => survey.smallestShown,
    write: (rules, smallestShown) => ({ ...rules, survey: { ...rules.survey, smallestShown } }),
  },
  'cards.yellow': percent('yellow', '黄牌：不满意度超过（%）'),
  'cards.red': percent('red', '红牌：不满意度超过（%）'),
  'cards.fewestRatings': {
    label: '发牌的最少评价数',
    min: 5,
    max: 100,
    read: ({ cards }) => cards.fewestRatings,
    write: (rules, fewestRatings) => ({ ...rules, cards: { ...rules.cards, fewestRatings } }),
  },
  'cards.reviewWorkingDays': {
    label: '复核期（工作日）',
    min: 1,
    max: 30,
    read: ({ cards }) => cards.reviewWorkingDays,
    write: (rules, reviewWorkingDays) => ({ ...rules, cards: { ...rules.cards, reviewWorkingDays } }),
  },
};

/** The numbers as the administrator's page shows them. */
export const ruleNumbers = (rules: Rules) =>
  Object.entries(NUMBERS).map(([path, { label, min, max, read }]) => ({
    path,
    label,
    value: read(rules),
    min,
    max,
  }));

export type RuleChange = { path: string; value: number } | { breaks: Rules['calendar']['breaks'] };

/**
 * The next version of the rule book with one change and its reason (docs/rules.md, Rule book). Sessions already
 * previewed keep the version that is stamped on them.
 *
 * @throws DomainError rule_malformed when the value is out of bounds or does not fit the other rules
 */
export function nextRuleBook(book: RuleBook, change: RuleChange, reason: string, now: number): RuleBook {
  const rules = 'path' in change ? withNumber(book.rules, change) : withBreaks(book.rules, change.breaks);
  ensureConsistent(rules);
  const version = book.version + 1;
  return { _id: `rulebook-${version}`, version, effectiveAt: now, reason, rules };
}

/** What the change was, for the audit log. */
export function ruleChangeInWords(before: Rules, change: RuleChange): string {
  if (!('path' in change)) return `学校假期改为 ${change.breaks.length} 段`;
  const number = NUMBERS[change.path];
  return number ? `${number.label}:${number.read(before)} → ${change.value}` : change.path;
}

function withNumber(rules: Rules, { path, value }: { path: string; value: number }): Rules {
  const number = Object.keys(NUMBERS).includes(path) ? NUMBERS[path] : undefined;
  ensure(number !== undefined, 'rule_malformed', { 'change.path': 'unknown_rule' });
  ensure(value >= number.min && value <= number.max, 'rule_malformed', { 'change.value': 'out_of_bounds' });
  return number.write(rules, value);
}

function withBreaks(rules: Rules, breaks: Rules['calendar']['breaks']): Rules {
  const sorted = [...breaks].sort((a, b) => (a.from < b.from ? -1 : 1));
  let end = '';
  for (const { from, to } of sorted) {
    ensure(from <= to && from > end, 'rule_malformed', { 'change.breaks': 'breaks_overlap' });
    end = to;
  }
  return { ...rules, calendar: { ...rules.calendar, breaks: sorted } };
}

function ensureConsistent({ booking, cards, survey }: Rules): void {
  const value = (holds: boolean) => ensure(holds, 'rule_malformed', { 'change.value': 'does_not_fit' });
  value(booking.offerMinHours <= booking.offerHours);
  value(booking.cutOffHours <= booking.confirmAtOnceHours);
  value(cards.yellow.numerator * cards.red.denominator < cards.red.numerator * cards.yellow.denominator);
  // A card says more than a rate, so it never comes from fewer people.
  value(survey.smallestShown <= cards.fewestRatings);
}
