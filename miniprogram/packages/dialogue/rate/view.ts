import type { Casting } from '../../../api/ballots';
import type { Holding } from '../../../api/credentials';
import type { SurveyItem, SurveyView } from '../../../api/dto';
import { ANONYMITY_PROMISE, type AnonymitySection, WEAKER_PROMISE } from '../../../shared/anonymity';
import { BALLOT_ANSWERS } from '../../../shared/ballot';
import { percentOf } from '../../../shared/percent';
import { LEVELS, RATINGS, type Rating } from '../../../shared/rating';
import { SURVEY_ITEM_KINDS } from '../../../shared/survey';
import { dateWords, exactWords, leftWords } from '../../../shared/time';

/** Slot → rating, as chosen on this phone and not sent yet. */
export type Ratings = Record<string, Rating>;

/** One full-page card. */
export interface QuestionCard {
  slot: number;
  number: number;
  title: string;
  department: string;
  /** 整改后复评, 上期承诺; empty for a question of the session itself. */
  kind: string;
  asked: string;
  answered: string;
  by: string;
  /** What happened since; empty when nothing had to. */
  since: string;
}

/** Why this phone cannot rate, and what to do instead. */
interface Blocked {
  kind: 'empty' | 'finished' | 'no-right';
  heading: string;
  text: string;
  action: string;
  url: string;
}

export interface RateView {
  title: string;
  closes: string;
  closesExact: string;
  promise: string;
  weaker: AnonymitySection | null;
  /** 已有约 320 人参加, or empty. */
  turnout: string;
  cards: QuestionCard[];
  later: string[];
  skipsReminder: boolean;
  blocked: Blocked | null;
}

/** The five levels in the order of the screen, best first. */
export const LEVEL_CHOICES = LEVELS.map((key) => ({ key, label: RATINGS[key] }));

/** What this phone has to do with a survey. */
export interface OwnPhone {
  holding: Holding;
  isKeySetRight: boolean;
  sessionId: string;
  /** What became of the ballots it sent; null when it sent none, or has looked for them in the public list. */
  casting: Casting | null;
}

/** A survey as one phone sees it: what can be rated, on what promise, until when. */
export function rateView(survey: SurveyView | null, phone: OwnPhone, now: number): RateView {
  const blocked = blockedBy(survey, phone, now);
  return {
    title: survey ? `给第 ${survey.number} 期的 ${survey.items.length} 个问题打分` : '',
    closes: survey?.closesAt ? leftWords(survey.closesAt, now) : '',
    closesExact: survey?.closesAt ? `${exactWords(survey.closesAt)} 截止` : '',
    promise: ANONYMITY_PROMISE,
    weaker: survey && !survey.isSeparateDomain ? WEAKER_PROMISE : null,
    turnout: survey?.turnout ? `已有约 ${survey.turnout} 人参加` : '',
    cards: survey && !blocked ? survey.items.map(questionCard) : [],
    later:
      survey?.later.map(({ title, promisedFor }) => `${title}（承诺 ${dateWords(promisedFor)}前）`) ?? [],
    skipsReminder: survey?.skipsReminder ?? false,
    blocked,
  };
}

const questionCard = (item: SurveyItem, index: number): QuestionCard => ({
  slot: item.slot,
  number: index + 1,
  title: item.title,
  department: [item.departmentName, ...item.coDepartmentNames].filter(Boolean).join('、'),
  kind: item.kind === 'first' ? '' : SURVEY_ITEM_KINDS[item.kind],
  asked: item.asked,
  answered: item.answered || '会后转交部门办理。',
  by: item.answeredBy,
  since: item.progress,
});

function blockedBy(
  survey: SurveyView | null,
  { holding, isKeySetRight, sessionId, casting }: OwnPhone,
  now: number,
): Blocked | null {
  const results = `/packages/dialogue/results/results?id=${sessionId}`;
  const checkIn = `/packages/dialogue/checkin/checkin?id=${sessionId}`;
  if (!survey || survey.state === 'scheduled')
    return {
      kind: 'empty',
      heading: '还没有开始',
      text: '对话纪要发布以后开始打分，开始时会通知你。',
      action: '回首页',
      url: '',
    };
  if (survey.state === 'announced')
    return {
      kind: 'finished',
      heading: '结果已经通报',
      text: '谢谢每一位参加的人。',
      action: '看结果',
      url: results,
    };
  if (survey.state !== 'open' || (survey.closesAt !== null && survey.closesAt <= now))
    return {
      kind: 'finished',
      heading: '已经截止',
      text: `${closedWords(casting)}结果会在下一期开始之前通报。`,
      action: '核对我的评价票',
      url: '/packages/dialogue/verify/verify',
    };
  if (holding === 'unable')
    return {
      kind: 'no-right',
      heading: '请用手机评价',
      text: '本机不能使用评价凭证。请用签到时的手机打开微信评价；iPhone 需 iOS 14 以上。',
      action: '查看我的签到',
      url: checkIn,
    };
  if (holding !== 'held')
    return {
      kind: 'no-right',
      heading: '这部手机上没有评价凭证',
      text: '只有到场签到的人能打分：签到时凭证发到哪部手机，就用哪部手机。打分开始后不再补发，因为补发就要知道谁评过、谁没评。',
      action: '看我的签到',
      url: checkIn,
    };
  if (!isKeySetRight)
    return {
      kind: 'no-right',
      heading: '先不要打分',
      text: '这部手机的凭证和公布的印章号码对不上，继续评可能会暴露你。请把这件事告诉活动办公室或观察员。',
      action: '为什么要核对印章',
      url: '/packages/dialogue/anonymity/anonymity',
    };
  if (survey.items.length === 0)
    return {
      kind: 'empty',
      heading: '这次没有要评的',
      text: '承诺的期限都还没到，到期后再请你评。',
      action: '回首页',
      url: '',
    };
  return null;
}

export interface ReviewView {
  rows: { slot: number; index: number; title: string; label: string; isMissing: boolean }[];
  summary: string;
  button: string;
  canSend: boolean;
}

/** The last page: everything at one look. What was not rated may stay so. */
export function reviewView(cards: readonly QuestionCard[], ratings: Ratings): ReviewView {
  const rows = cards.map(({ slot, title }, index) => {
    const rating = ratings[String(slot)];
    return { slot, index, title, label: rating ? RATINGS[rating] : '还没评', isMissing: !rating };
  });
  const rated = rows.filter(({ isMissing }) => !isMissing).length;
  const missing = rows.length - rated;
  return {
    rows,
    summary: missing === 0 ? `${rated} 个问题都评了` : `评了 ${rated} 个，还有 ${missing} 个没评`,
    button: rated === 0 ? '还没有评' : `送出 ${rated} 张评价票`,
    canSend: rated > 0,
  };
}

export interface SentView {
  heading: string;
  text: string;
  percent: number;
  isDone: boolean;
  /** Sentences about ballots that will not be counted. */
  refused: string[];
}

/** 第 3、7 题：… for each reason, in the order of the questions. */
function refusedWords(refused: Casting['refused']): string[] {
  const answers = [...new Set(refused.map(({ answer }) => answer))];
  return answers.map((answer) => {
    const numbers = refused.flatMap((ballot) => (ballot.answer === answer ? [ballot.number] : []));
    return `第 ${numbers.join('、')} 题：${answer === 'again' ? UNHEARD : BALLOT_ANSWERS[answer]}`;
  });
}

const UNHEARD = '截止前没有收到票箱的回音。封箱后这部手机会自己到名单里找，告诉你算没算上。';

/** After the close, before the list is out: what this phone heard of its own ballots. */
function closedWords(casting: Casting | null): string {
  if (casting === null) return '票箱已经封上。';
  const counted = casting.counted > 0 ? `这部手机送到 ${casting.counted} 张。` : '';
  return [`票箱已经封上。${counted}`, ...refusedWords(casting.refused)].join('');
}

/** The quiet line while ballots are on their way, and what it says when they are in. */
export function sentView({ left, counted, refused }: Casting): SentView {
  const all = left + counted;
  const sentences = refusedWords(refused);
  if (left > 0)
    return {
      heading: `还有 ${left} 张在路上`,
      text: '一张一张送，顺序和间隔都是随机的，所以要等一小会儿。你可以离开；网络断了也没关系，下次打开会自己接着送。',
      percent: percentOf(counted, all),
      isDone: false,
      refused: sentences,
    };
  return {
    heading: counted > 0 ? `${counted} 张评价票都进了票箱` : '没有票计入',
    text:
      counted > 0
        ? '截止以前可以重新评，以最后一次为准。手机不记得你怎么评的，所以重新评时是空白的。'
        : '看看下面的原因。',
    percent: 100,
    isDone: true,
    refused: sentences,
  };
}

/** First card without a rating, from `after` on and then from the beginning; -1 when all have one. */
export function nextUnrated(cards: readonly QuestionCard[], ratings: Ratings, after: number): number {
  const isOpen = ({ slot }: QuestionCard) => !ratings[String(slot)];
  const ahead = cards.findIndex((card, index) => index > after && isOpen(card));
  return ahead >= 0 ? ahead : cards.findIndex(isOpen);
}
