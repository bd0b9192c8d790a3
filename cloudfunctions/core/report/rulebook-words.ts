import { DOORS_OPEN_MINUTES, HALL_CODE } from '../../../miniprogram/shared/hall';
import { WEEKDAYS } from '../../../miniprogram/shared/time';
import { chinesePeriod } from '../date-words';
import { MINUTES_WORKING_DAYS } from '../hall/minutes';
import type { Rules } from '../rules/rulebook';
import type { Span } from '../rules/working-time';
import { SURVEY_TIMES } from '../survey/survey';

export interface RuleSection {
  title: string;
  rules: Array<{ key: string; text: string }>;
}

const spoken = (span: Span) => ('hours' in span ? `${span.hours} 小时` : `${span.workingDays} 个工作日`);
const percent = ({ numerator, denominator }: { numerator: number; denominator: number }) =>
  `${(100 * numerator) / denominator}%`;

/** The rule book as everybody reads it: each number in a sentence, with its reason. Sections of docs/rules.md. */
export function ruleSections(rules: Rules): RuleSection[] {
  return [
    { title: '日期', rules: calendar(rules) },
    { title: '预约', rules: booking(rules) },
    { title: '签到', rules: CHECK_IN },
    { title: '对话问题', rules: questions(rules) },
    { title: '诉求办理', rules: cases(rules) },
    { title: '满意度调查', rules: survey(rules) },
    { title: '红黄牌', rules: cards(rules) },
  ];
}

const calendar = ({ calendar: { weekday, hour, previewLeadHours, breaks } }: Rules) => [
  {
    key: 'calendar.day',
    text: `每月第一个${WEEKDAYS[weekday] ?? ''} ${hour}:00 举行。遇法定节假日或学校假期，顺延到下一个上课的${WEEKDAYS[weekday] ?? ''}。`,
  },
  { key: 'calendar.override', text: '活动办公室可以改期，但必须写明原因，原因公开显示。' },
  {
    key: 'calendar.preview',
    text: `预告至少提前 ${previewLeadHours / 24}×24 小时发布，让大家有时间准备；晚发的预告永久标注。`,
  },
  {
    key: 'calendar.breaks',
    text: `学校假期：${breaks.map(({ name, from, to }) => name + chinesePeriod(from, to)).join('；')}。`,
  },
];

const booking = ({ booking: rules }: Rules) => [
  {
    key: 'booking.slots',
    text: `每期发言名额默认 ${rules.speakingSlots} 个，保证每个人都有时间把话说完；可按学生和教职工分配。可预约的座席另计，默认 ${rules.seats} 个，不预约也可以直接来。`,
  },
  {
    key: 'booking.waitlist',
    text: '约满后按先后顺序候补，你能看到自己排第几。空出的名额立刻按顺序给下一位，每个名额只给一次。',
  },
  {
    key: 'booking.offer',
    text: `轮到你时请在 ${rules.offerHours} 小时内确认（至少留 ${rules.offerMinHours} 小时）；活动前 ${rules.confirmAtOnceHours} 小时内轮到的直接确认，免得来不及。`,
  },
  {
    key: 'booking.cutOff',
    text: `预约和取消截止到活动前 ${rules.cutOffHours} 小时。截止前取消不需要理由，登记表内容随即删除。`,
  },
  {
    key: 'booking.noShow',
    text: `约了发言却没来，下一期的预约先排在其他人后面，到活动前 ${rules.noShowHoldHours} 小时恢复；只影响一期。`,
  },
];

/** What does not follow from a number of the rule book: the code is part of how check-in works. */
const CHECK_IN: RuleSection['rules'] = [
  {
    key: 'checkin.code',
    text: `开场前 ${DOORS_OPEN_MINUTES} 分钟开始签到。会场的二维码每 ${HALL_CODE.periodMs / 1000} 秒换一次，${HALL_CODE.acceptedMs / 1000} 秒后作废，转发照片没有用。`,
  },
  {
    key: 'checkin.desk',
    text: '没带手机的，签到台按姓名、学工号或预约码登记；没有预约也一样登记。每人只算一次，再签会告诉你第一次是几点。',
  },
  {
    key: 'checkin.private',
    text: '到场名单只有活动办公室看得到，别人只看到人数。愿意公开姓名的自己打开，随时可以收回。',
  },
];

const questions = ({ questions: { objectionDays } }: Rules) => [
  {
    key: 'questions.solved',
    text: `“现场解决”由提问人一键确认，或 ${objectionDays} 天内没有异议才算数。`,
  },
  { key: 'questions.owner', text: '每个问题要么有答复，要么有承办部门和办理时限，否则本期不能结束。' },
  {
    key: 'questions.minutes',
    text: `对话纪要在活动后 ${MINUTES_WORKING_DAYS} 个工作日内发布，晚了会注明。个人事项和提问人不愿公开的，不写进纪要，也不列入评价。`,
  },
];

const cases = ({ cases: rules }: Rules) => {
  const { deadlines, rungs } = rules;
  return [
    {
      key: 'cases.deadlines',
      text: `紧急 ${spoken(deadlines.emergency)}，水电暖网 ${spoken(deadlines.utilities)}，一般 ${spoken(deadlines.ordinary)}，复杂 ${spoken(deadlines.complex)}。从你提出时开始计时，不从部门签收时算起；以后规则改了，已经告诉你的时限不变。`,
    },
    {
      key: 'cases.escalation',
      text: `到期前 ${rules.reminderWorkingDays} 个工作日提醒经办人。到期当天催经办人，再过 ${rungs.workingDays[1]} 个工作日报部门负责人，${rungs.workingDays[2]} 个工作日报分管校领导，${rungs.workingDays[3]} 个工作日列入公开超期名单；每一级只报一次，时限从到期算起。`,
    },
    {
      key: 'cases.pause',
      text: `只有请你补充情况时才停表，最多停 ${rules.askerWorkingDays} 个工作日。停了多久、谁停的、为什么，都写在进展里。`,
    },
    {
      key: 'cases.return',
      text: `部门认为不归自己管，要在接到后 ${rules.returnWorkingDays} 个工作日内写明理由退回，由活动办公室裁定并计数；在别的部门接手之前，谁先接的谁负责。`,
    },
    {
      key: 'cases.extension',
      text: `延期要写理由、经批准，最多 ${rules.extensionsMax} 次，你会收到通知。`,
    },
    { key: 'cases.progress', text: `办理期间，至少每 ${rules.progressWorkingDays} 个工作日告诉你一次进展。` },
    {
      key: 'cases.closed',
      text: `“办结”不等于“解决”。答复后 ${rules.silenceWorkingDays} 个工作日没有异议就办结，但不计入解决。${rules.reopenDays} 天内你说没解决，就退回部门重办，并重新定时限。`,
    },
    {
      key: 'cases.identity',
      text: '你不同意，部门就看不到是谁提的。活动办公室必要时可以查看，每次查看都记下来给你看。匿名的不存任何账号。',
    },
    {
      key: 'cases.recurring',
      text: `${rules.recurringDays} 天内同一件事有 ${rules.recurringVoices} 个以上的人反映，就提议列入下一期对话。`,
    },
  ];
};

const survey = ({ survey: { smallestShown } }: Rules) => [
  {
    key: 'survey.levels',
    text: '分非常满意、满意、基本满意、不满意、非常不满意五级，后两级算不满意；选“不了解”的不计入分母。截止前可以改，以最后一次为准。',
  },
  {
    key: 'survey.when',
    text: `纪要发布后的第二天 ${SURVEY_TIMES.openHour} 点开始，为期 ${SURVEY_TIMES.days} 天，至迟在下一期活动前一天截止；截止前谁也看不到结果，下一期开始前通报。`,
  },
  {
    key: 'survey.promises',
    text: '承诺的期限还没到的问题，不算没解决，转到下一次调查，由同一批人评。',
  },
  {
    key: 'survey.words',
    text: '也可以不记名写一句话，和打分分开送出；不足规定份数都不打开，活动办公室只决定公不公开，不能改字。',
  },
  { key: 'survey.raters', text: '只有签到的人能评，每个问题单独评；谁评了什么，谁也无法知道。' },
  {
    key: 'survey.small',
    text: `有效评价不足 ${smallestShown} 份的不公布比例：人太少，公布就等于点名。`,
  },
];

const cards = ({ cards: rules }: Rules) => [
  {
    key: 'cards.thresholds',
    text: `不满意度超过 ${percent(rules.red)} 为红牌，超过 ${percent(rules.yellow)} 为黄牌，按票数整数比较，不四舍五入。`,
  },
  {
    key: 'cards.fewest',
    text: `有效评价不足 ${rules.fewestRatings} 份不发牌：样本太小，一两票就能翻转结果。`,
  },
  {
    key: 'cards.carrier',
    text: '牌由问题的牵头部门承担，牵头部门在调查开始前就已确定；部门撤销的，由承接的部门承担。',
  },
  {
    key: 'cards.review',
    text: `发牌后有 ${rules.reviewWorkingDays} 个工作日复核期。每张牌附整改方案，下次调查再评。`,
  },
];
