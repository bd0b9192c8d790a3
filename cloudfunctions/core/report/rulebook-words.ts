import { DOORS_OPEN_MINUTES, HALL_CODE } from '../../../miniprogram/shared/hall';
import { NOTICE_MISSING, WEEKDAYS } from '../../../miniprogram/shared/time';
import { chinesePeriod } from '../date-words';
import { MINUTES_WORKING_DAYS } from '../hall/minutes';
import type { Rules } from '../rules/rulebook';
import type { Span } from '../rules/working-time';
import { SURVEY_TIMES } from '../survey/survey-times';

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
    { title: '保存期限', rules: retention(rules) },
  ];
}

const periods = (breaks: Rules['calendar']['breaks']): string =>
  breaks.map(({ name, from, to }) => name + chinesePeriod(from, to)).join('；');

const clockOf = (minute: number): string =>
  `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;

const calendar = ({ calendar: { weekday, hour, previewLeadHours, breaks, workEndsMinute } }: Rules) => [
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
    text: `学校假期：${periods(breaks.filter(({ isWorked }) => !isWorked))}。`,
  },
  ...(breaks.some(({ isWorked }) => isWorked)
    ? [
        {
          key: 'calendar.worked',
          text: `照常上课：${periods(breaks.filter(({ isWorked }) => isWorked))}。`,
        },
      ]
    : []),
  {
    key: 'calendar.workEnds',
    text: `按工作日计算的期限，开始当天不计入，到最后那个工作日 ${clockOf(workEndsMinute)} 截止；按天计算的，到最后一天 24:00 截止；选定某一天的，到当天 ${clockOf(workEndsMinute)} 截止；按小时计算的期限昼夜连续计算。`,
  },
  {
    key: 'calendar.guess',
    text: `国家放假通知公布前，国庆节、春节和劳动节按往年的长假计，据此推算的日期注明“${NOTICE_MISSING}”。`,
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
    key: 'booking.lottery',
    text:
      rules.lotteryHours > 0
        ? `发言名额在活动前 ${rules.lotteryHours} 小时抽签，此前预约发言的都参加${
            rules.firstTimeFirst === 1 ? '，首次发言的优先' : ''
          }；候补按抽签次序。抽签种子的摘要随预告公布，种子在抽签后公布，人人可以核对。`
        : '发言名额按预约先后分配。',
  },
  {
    key: 'booking.offer',
    text: `轮到你时请在 ${rules.offerHours} 小时内确认（至少留 ${rules.offerMinHours} 小时）；活动前 ${rules.confirmAtOnceHours} 小时内轮到的直接确认。`,
  },
  {
    key: 'booking.cutOff',
    text: `预约和取消截止到活动前 ${rules.cutOffHours} 小时。截止前取消不需要理由，登记表内容随即删除。`,
  },
  {
    key: 'booking.noShow',
    text: `约了发言却没来，下一期的预约先排在其他人后面，到活动前 ${rules.noShowHoldHours} 小时恢复；只影响一期。`,
  },
  {
    key: 'booking.unreached',
    text: `发言候补到活动结束仍未轮到的，可将题目转为书面诉求、留到下期或删除；${rules.unreachedDays} 天内未选择的，登记表内容自动删除。`,
  },
];

/** What does not follow from a number of the rule book: the code is part of how check-in works. */
const CHECK_IN: RuleSection['rules'] = [
  {
    key: 'checkin.code',
    text: `开场前 ${DOORS_OPEN_MINUTES} 分钟开始签到。会场的二维码每 ${HALL_CODE.periodMs / 1000} 秒换一次，${HALL_CODE.acceptedMs / 1000} 秒后作废，转发截图无效。`,
  },
  {
    key: 'checkin.desk',
    text: '没带手机的，签到台按姓名、学工号或预约码登记；没有预约也一样登记。每人只算一次，再签会告诉你第一次是几点。',
  },
  {
    key: 'checkin.private',
    text: '到场名单只有活动办公室看得到，别人只看到人数。愿意公开姓名的自己打开，随时可以取消。',
  },
];

const questions = ({ questions: { objectionDays, seatQuestions, coObjections } }: Rules) => [
  {
    key: 'questions.solved',
    text: `“现场解决”由提问人一键确认，或 ${objectionDays} 天内没有异议才算数。`,
  },
  {
    key: 'questions.seats',
    text: `签到后到活动结束前，每人可从席上提交 ${seatQuestions} 个问题，可不公开姓名；主持人审核后才列入提问。没有轮到的，可转为书面诉求或删除。`,
  },
  {
    key: 'questions.coAskers',
    text: `同类问题合并后只问一次，其余提问人和点了“我也想问”的人是共同提问人，都会收到答复。提问人不认可，或 ${coObjections} 名共同提问人不认可，转为诉求继续办理。`,
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
      text: `到期前 ${rules.reminderWorkingDays} 个工作日提醒经办人。到期当天催经办人，再过 ${rungs.workingDays[1]} 个工作日报部门负责人，${rungs.workingDays[2]} 个工作日报分管校领导，${rungs.workingDays[3]} 个工作日列入超期诉求公示；每一级只报一次，时限从到期算起。`,
    },
    {
      key: 'cases.pause',
      text: `仅在等待你补充情况时暂停计时，最多暂停 ${rules.askerWorkingDays} 个工作日，按天计的时限随之顺延同样的工作日。暂停的时长、操作人和原因都写在进展里。`,
    },
    {
      key: 'cases.return',
      text: `部门认为不归自己管，要在接到后 ${rules.returnWorkingDays} 个工作日内写明理由退回，由活动办公室裁定并计数。实行首接负责：其他部门接收前，由首接部门负责。`,
    },
    {
      key: 'cases.extension',
      text: `延期要写理由、经批准，最多 ${rules.extensionsMax} 次，你会收到通知。`,
    },
    {
      key: 'cases.progress',
      text: `办理期间，至少每 ${rules.progressWorkingDays} 个工作日告诉你一次进展：先请经办人写说明，没有写的由系统自动通知。`,
    },
    {
      key: 'cases.night',
      text: `不急的消息只在 ${rules.tellFromHour} 点到 ${rules.tellUntilHour} 点之间发到手机，夜里不打扰；危及安全和水电暖网的事随时发。`,
    },
    {
      key: 'cases.closed',
      text: `“办结”不等于“解决”。答复后 ${rules.silenceWorkingDays} 个工作日没有异议就办结，但不计入解决。${rules.reopenDays} 天内你说没解决，就退回部门重办，并重新定时限。`,
    },
    {
      key: 'cases.identity',
      text: '你不同意，部门就看不到是谁提的。活动办公室必要时可以查看，每次查看都记下来给你看。匿名的不存任何账号。',
    },
    {
      key: 'cases.passes',
      text: `学校有自己的域名时，匿名诉求凭“匿名凭条”提交，不带账号；每人每月 ${rules.passesPerMonth} 张，谁用了哪张，无法知道。`,
    },
    {
      key: 'cases.recurring',
      text: `${rules.recurringDays} 天内同一件事有 ${rules.recurringVoices} 个以上的人反映，就提议列入下一期对话。`,
    },
  ];
};

const survey = ({ survey: { smallestShown, areOpenedByObservers } }: Rules) => [
  {
    key: 'survey.levels',
    text: '分非常满意、满意、基本满意、不满意、非常不满意五级，后两级算不满意；选“不了解”的不计入分母。截止前可以改，以最后一次为准。',
  },
  {
    key: 'survey.when',
    text: `纪要发布后的第二天 ${SURVEY_TIMES.openHour} 点开始，为期 ${SURVEY_TIMES.days} 天，至迟在下一期活动前一天截止；截止前，页面和程序不显示结果，下一期开始前通报。`,
  },
  {
    key: 'survey.promises',
    text: '承诺的期限还没到的问题，不算没解决，转到下一次调查，由同一批人评。',
  },
  {
    key: 'survey.words',
    text: '也可以不记名写一句话，和评价分开送出；不足规定份数都不打开，活动办公室只决定公不公开，不能改字。',
  },
  { key: 'survey.raters', text: '只有签到的师生能评价，每个问题单独评价；谁评了什么，无法知道。' },
  {
    key: 'survey.small',
    text: `有效评价不足 ${smallestShown} 份的不公布比例：人数过少时公布比例，可能推断出个人评价。`,
  },
  {
    key: 'survey.opening',
    text: areOpenedByObservers
      ? '评价在手机上封给三位观察员，任意两位才能开封；学校在封箱前后都不能打开，只得到两位观察员一致确认的计数。'
      : '评价由学校封箱后统计，观察员可以重数。',
  },
];

const cards = ({ cards: rules }: Rules) => [
  {
    key: 'cards.thresholds',
    text: `不满意度超过 ${percent(rules.red)} 为红牌，超过 ${percent(rules.yellow)} 为黄牌，按票数整数比较，不四舍五入。`,
  },
  {
    key: 'cards.fewest',
    text: `有效评价不足 ${rules.fewestRatings} 份的不亮牌：人数过少，一两票即可改变结果。`,
  },
  {
    key: 'cards.carrier',
    text: '牌由问题的牵头部门承担，牵头部门在调查开始前就已确定；部门撤销的，由承接的部门承担。',
  },
  {
    key: 'cards.review',
    text: `亮牌后有 ${rules.reviewWorkingDays} 个工作日复核期。申请复核的，活动办公室在 ${rules.decisionWorkingDays} 个工作日内决定并写明理由；期间不计整改时限，维持的，自决定之日起重新计算。`,
  },
  {
    key: 'cards.plan',
    text: '每张牌附整改方案，下次调查再评。方案和每条措施的期限临近、超期，按诉求的四级提醒、上报和公示。',
  },
  {
    key: 'cards.assessment',
    text: `绩效考核只计已生效的牌：黄牌每张扣 ${rules.yellowPoints} 分，红牌每张扣 ${rules.redPoints} 分，整改超期每张另扣 ${rules.latePlanPoints} 分。各牌按亮牌时的规则手册计分。`,
  },
];

const retention = ({ retention: rules }: Rules) => [
  {
    key: 'retention.cases',
    text: `诉求办结 ${rules.caseDays} 天后，删除提出人、联系电话、原文、图片和往来文字，只留类别、部门、时间和结果用于统计；已公开的文字保留。留这么久，是因为期间可能重办、督办和复查。`,
  },
  {
    key: 'retention.attendance',
    text: `活动举行 ${rules.attendanceDays} 天后，删除参会、预约和提问人的姓名与身份，只留人数；承诺未到期、还要由同一批人评价的，等评价结束后再删除。`,
  },
  {
    key: 'retention.messages',
    text: `消息保存 ${rules.messageDays} 天；制作的台账文件保存 ${rules.ledgerDays} 天。`,
  },
  {
    key: 'retention.leavers',
    text: `离开学校 ${rules.leaverDays} 天后，名册中的姓名、学工号和单位删除。期间返校的，原有记录仍然有效。`,
  },
  {
    key: 'retention.audit',
    text: `操作记录保存 ${rules.auditDays} 天，比所记的内容更久，便于事后查证；到期删除后，号码仍留在链上。`,
  },
  {
    key: 'retention.ratings',
    text: '评价票不记名，封箱后只有编号和票数，不属于任何人，长期保存，供观察员重数。',
  },
];
