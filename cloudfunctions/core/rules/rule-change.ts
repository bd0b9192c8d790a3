import { LIMITS } from '../../../miniprogram/shared/limits';
import { ensure } from '../domain-error';
import type { SchoolBreak } from './calendar';
import type { RuleBook, Rules } from './rulebook';

/** One number of the rule book that can be changed: how it is called, its bounds, and where it stands. */
interface RuleNumber {
  label: string;
  /** What it is counted in; of spans it depends on the rules. */
  unit: string | ((rules: Rules) => string);
  min: number;
  max: number;
  read(rules: Rules): number;
  write(rules: Rules, value: number): Rules;
}

type Booking = keyof Rules['booking'];

const booking = (name: Booking, label: string, unit: string, min: number, max: number): RuleNumber => ({
  label,
  unit,
  min,
  max,
  read: (rules) => rules.booking[name],
  write: (rules, value) => ({ ...rules, booking: { ...rules.booking, [name]: value } }),
});

const percent = (color: 'red' | 'yellow', label: string, unit: string): RuleNumber => ({
  label,
  unit,
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
  unit: ({ cases }) => ('hours' in cases.deadlines[name] ? '小时' : '工作日'),
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

const ofCases = (name: CaseNumber, label: string, unit: string, min: number, max: number): RuleNumber => ({
  label,
  unit,
  min,
  max,
  read: ({ cases }) => cases[name],
  write: (rules, value) => ({ ...rules, cases: { ...rules.cases, [name]: value } }),
});

// Only the rungs of classes in working days: those of emergencies are hours, and part of what an emergency is.
const rung = (at: 1 | 2 | 3, label: string, max: number): RuleNumber => ({
  label,
  unit: '工作日',
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

const ofCards = (
  name: Exclude<keyof Rules['cards'], 'red' | 'yellow'>,
  label: string,
  unit: string,
  min: number,
  max: number,
): RuleNumber => ({
  label,
  unit,
  min,
  max,
  read: ({ cards }) => cards[name],
  write: (rules, value) => ({ ...rules, cards: { ...rules.cards, [name]: value } }),
});

const kept = (
  name: keyof Rules['retention'],
  label: string,
  unit: string,
  min: number,
  max: number,
): RuleNumber => ({
  label,
  unit,
  min,
  max,
  read: ({ retention }) => retention[name],
  write: (rules, value) => ({ ...rules, retention: { ...rules.retention, [name]: value } }),
});

const ofQuestions = (
  name: keyof Rules['questions'],
  label: string,
  unit: string,
  min: number,
  max: number,
): RuleNumber => ({
  label,
  unit,
  min,
  max,
  read: ({ questions }) => questions[name],
  write: (rules, value) => ({ ...rules, questions: { ...rules.questions, [name]: value } }),
});

// A clock is typed as four digits: 1730 is half past five.
const workEnds: RuleNumber = {
  label: '工作日下班时刻（时分，如 1730）',
  unit: '',
  min: 1600,
  max: 2000,
  read: ({ calendar: { workEndsMinute } }) => Math.floor(workEndsMinute / 60) * 100 + (workEndsMinute % 60),
  write: (rules, value) => {
    ensure(value % 100 < 60, 'rule_malformed', { 'change.value': 'out_of_bounds' });
    const workEndsMinute = Math.floor(value / 100) * 60 + (value % 100);
    return { ...rules, calendar: { ...rules.calendar, workEndsMinute } };
  },
};

/** Every number an administrator may change, by its path. Day and hour of the session are the institution itself. */
const NUMBERS: Readonly<Record<string, RuleNumber>> = {
  'calendar.workEnds': workEnds,
  'booking.speakingSlots': booking('speakingSlots', '每期发言名额（默认）', '个', 1, 100),
  'booking.seats': booking('seats', '可预约座席（默认）', '个', 0, 2000),
  'booking.offerHours': booking('offerHours', '候补确认时限', '小时', 2, 168),
  'booking.offerMinHours': booking('offerMinHours', '候补确认最短时限', '小时', 2, 48),
  'booking.confirmAtOnceHours': booking('confirmAtOnceHours', '活动前多久以内直接确认', '小时', 2, 72),
  'booking.cutOffHours': booking('cutOffHours', '活动前多久截止预约和取消', '小时', 0, 48),
  'booking.noShowHoldHours': booking('noShowHoldHours', '预约未到者在活动前多久恢复排序', '小时', 0, 168),
  'booking.unreachedDays': booking('unreachedDays', '候补未轮到的登记表保留', '天', 1, 60),
  'booking.lotteryHours': booking('lotteryHours', '活动前多久抽签分配发言名额（0 为按先后）', '小时', 0, 168),
  'booking.firstTimeFirst': booking('firstTimeFirst', '抽签时首次发言者优先（1 是，0 否）', '', 0, 1),
  'questions.objectionDays': ofQuestions('objectionDays', '现场解决的异议期', '天', 1, 30),
  'questions.seatQuestions': ofQuestions('seatQuestions', '每人每期场内提问', '条', 1, 10),
  'questions.coObjections': ofQuestions('coObjections', '共同提问人不认可，满多少人重办', '人', 1, 50),
  'cases.emergency': span('emergency', '紧急诉求时限', 72),
  'cases.utilities': span('utilities', '水电暖网诉求时限', 168),
  'cases.ordinary': span('ordinary', '一般诉求时限', 30),
  'cases.complex': span('complex', '复杂诉求时限', 60),
  'cases.reminderWorkingDays': ofCases('reminderWorkingDays', '到期前提醒', '工作日', 1, 5),
  'cases.rungHead': rung(1, '超期多久报部门负责人', 10),
  'cases.rungLeader': rung(2, '超期多久报分管校领导', 20),
  'cases.rungPublic': rung(3, '超期多久列入公开名单', 30),
  'cases.returnWorkingDays': ofCases('returnWorkingDays', '退回期限', '工作日', 1, 5),
  'cases.extensionsMax': ofCases('extensionsMax', '最多延期次数', '次', 0, 2),
  'cases.askerWorkingDays': ofCases('askerWorkingDays', '等提出人补充最多暂停计时', '工作日', 1, 15),
  'cases.silenceWorkingDays': ofCases('silenceWorkingDays', '答复后无异议办结', '工作日', 3, 30),
  'cases.reopenDays': ofCases('reopenDays', '答复后多久以内可以重办', '天', 7, 365),
  'cases.progressWorkingDays': ofCases('progressWorkingDays', '办理进度通知间隔', '工作日', 1, 15),
  'cases.tellFromHour': ofCases('tellFromHour', '不急的消息从几点起发', '点', 6, 10),
  'cases.tellUntilHour': ofCases('tellUntilHour', '不急的消息发到几点为止', '点', 18, 23),
  'cases.recurringVoices': ofCases('recurringVoices', '列为共性问题的最少人数', '人', 2, 50),
  'cases.passesPerMonth': ofCases('passesPerMonth', '每人每月的匿名凭条', '张', 1, LIMITS.passesMax),
  'survey.smallestShown': {
    label: '公布比例的最少评价数',
    unit: '份',
    min: 5,
    max: 50,
    read: ({ survey }) => survey.smallestShown,
    write: (rules, smallestShown) => ({ ...rules, survey: { ...rules.survey, smallestShown } }),
  },
  'survey.areOpenedByObservers': {
    label: '评价由观察员开封（1 是，0 否）',
    unit: '',
    min: 0,
    max: 1,
    read: ({ survey }) => (survey.areOpenedByObservers ? 1 : 0),
    write: (rules, value) => ({ ...rules, survey: { ...rules.survey, areOpenedByObservers: value === 1 } }),
  },
  'cards.yellow': percent('yellow', '黄牌：不满意度超过', '%'),
  'cards.red': percent('red', '红牌：不满意度超过', '%'),
  'cards.fewestRatings': ofCards('fewestRatings', '亮牌所需最少有效评价数', '份', 5, 100),
  'cards.reviewWorkingDays': ofCards('reviewWorkingDays', '亮牌后的复核期', '工作日', 1, 30),
  'cards.decisionWorkingDays': ofCards('decisionWorkingDays', '复核决定期限', '工作日', 1, 30),
  'cards.yellowPoints': ofCards('yellowPoints', '考核：黄牌每张扣分', '分', 0, 20),
  'cards.redPoints': ofCards('redPoints', '考核：红牌每张扣分', '分', 0, 20),
  'cards.latePlanPoints': ofCards('latePlanPoints', '考核：整改超期每张扣分', '分', 0, 20),
  // Never shorter than something may still come of it: a case is reopened, a promise is rated again.
  'retention.caseDays': kept('caseDays', '诉求个人信息保存期（办结后）', '天', 400, 1825),
  'retention.attendanceDays': kept('attendanceDays', '参会和预约名单保存期（活动后）', '天', 400, 1825),
  'retention.messageDays': kept('messageDays', '消息保存期', '天', 90, 730),
  'retention.ledgerDays': kept('ledgerDays', '台账文件保存期', '天', 7, 365),
  'retention.leaverDays': kept('leaverDays', '离校人员信息保存期', '天', 180, 730),
  'retention.auditDays': kept('auditDays', '操作记录保存期', '天', 730, 3650),
};

const unitOf = ({ unit }: RuleNumber, rules: Rules): string =>
  typeof unit === 'string' ? unit : unit(rules);

/** The numbers as the administrator's page shows them, in the groups of the rule book. */
export const ruleNumbers = (rules: Rules) =>
  Object.entries(NUMBERS).map(([path, number]) => ({
    path,
    group: GROUPS[path.split('.')[0] ?? ''] ?? '',
    label: number.label,
    unit: unitOf(number, rules),
    value: number.read(rules),
    min: number.min,
    max: number.max,
  }));

/** Sections of the rule book (core/report/rulebook-words.ts) by the first part of a path. */
const GROUPS: Readonly<Record<string, string>> = {
  calendar: '日期',
  booking: '预约',
  questions: '对话问题',
  cases: '诉求办理',
  survey: '满意度调查',
  cards: '红黄牌',
  retention: '保存期限',
};

/** What one version changed against the one before, in words: each number with its unit, and the breaks. */
export function changesBetween(
  before: Rules,
  after: Rules,
): Array<{ label: string; before: string; after: string }> {
  const numbers = Object.values(NUMBERS).flatMap((number) => {
    const [was, is] = [before, after].map((rules) => `${number.read(rules)} ${unitOf(number, rules)}`);
    return was === is || was === undefined || is === undefined
      ? []
      : [{ label: number.label, before: was, after: is }];
  });
  const [was, is] = [breaksInWords(before), breaksInWords(after)];
  return was === is ? numbers : [...numbers, { label: '校历', before: was, after: is }];
}

const breakInWords = ({ name, from, to, isWorked }: SchoolBreak): string =>
  `${name} ${from} 至 ${to}${isWorked ? ' 上课' : ''}`;

const breaksInWords = ({ calendar }: Rules): string => calendar.breaks.map(breakInWords).join('；') || '没有';

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
  if (!('path' in change)) {
    const [was, is] = [before.calendar.breaks, change.breaks].map((breaks) => breaks.map(breakInWords));
    const added = is?.filter((line) => !was?.includes(line)).map((line) => `加 ${line}`) ?? [];
    const dropped = was?.filter((line) => !is?.includes(line)).map((line) => `删 ${line}`) ?? [];
    return `校历：${[...added, ...dropped].join('；') || '没有变化'}`;
  }
  const number = NUMBERS[change.path];
  return number
    ? `${number.label}：${number.read(before)} → ${change.value} ${unitOf(number, before)}`
    : change.path;
}

function withNumber(rules: Rules, { path, value }: { path: string; value: number }): Rules {
  const number = Object.keys(NUMBERS).includes(path) ? NUMBERS[path] : undefined;
  ensure(number !== undefined, 'rule_malformed', { 'change.path': 'unknown_rule' });
  ensure(value >= number.min && value <= number.max, 'rule_malformed', { 'change.value': 'out_of_bounds' });
  return number.write(rules, value);
}

function withBreaks(rules: Rules, breaks: Rules['calendar']['breaks']): Rules {
  const sorted = [...breaks].sort((a, b) => (a.from < b.from ? -1 : 1));
  // A day worked may lie within a break: it is an exception to it.
  const end = { closed: '', worked: '' };
  for (const { from, to, isWorked } of sorted) {
    const kind = isWorked ? 'worked' : 'closed';
    ensure(from <= to && from > end[kind], 'rule_malformed', { 'change.breaks': 'breaks_overlap' });
    end[kind] = to;
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
  // A red card never weighs less than a yellow one.
  value(cards.yellowPoints <= cards.redPoints);
}
