import type { Casting } from '../../../api/ballots';
import type { Holding } from '../../../api/credentials';
import type { SurveyItem, SurveyView } from '../../../api/dto';
import type { OpeningCheck } from '../../../api/opening';
import { type AnonymitySection, promiseFor, WEAKER_PROMISE } from '../../../shared/anonymity';
import { BALLOT_ANSWERS } from '../../../shared/ballot';
import { checkCode } from '../../../shared/check-code';
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
  /** 开箱核对码, the same on every phone; empty before the opening. */
  checkCode: string;
  /** Whose keys open the ratings; empty where the college counts itself. */
  sealedTo: string;
  /** 已有约 320 人参加, or empty. */
  turnout: string;
  cards: QuestionCard[];
  later: string[];
  skipsReminder: boolean;
  blocked: Blocked | null;
}

/** What does not agree with the public opening record. */
const OPENING_FAULTS: Record<Exclude<OpeningCheck, 'agrees' | 'unread'>, string> = {
  weaker: '以前评价票走的是不经过微信账号的地址，这次没有给出这个地址',
  changed: '这次调查的开箱记录在开始以后换过，和这部手机先前核对的不是同一份',
  format: '公开的开箱记录读不懂',
  digest: '这部手机收到的核对码和公开的开箱记录不一样',
  survey: '公开的开箱记录不是这次调查的',
  keys: '这部手机的凭证和公开的印章号码对不上',
  roll: '公开的名单里没有这部手机的凭证，或者人数对不上',
  addresses: '这部手机收到的评价地址和公开的不一样',
  closing: '这部手机收到的观察员公钥和公开的不一样',
  questions: '这部手机看到的题目和公开的不一样',
};

/** The five levels in the order of the screen, best first. */
export const LEVEL_CHOICES = LEVELS.map((key) => ({ key, label: RATINGS[key] }));

/** What this phone has to do with a survey. */
export interface OwnPhone {
  holding: Holding;
  isKeySetRight: boolean;
  sessionId: string;
  /** How what it was told stands with the public opening record. */
  opening: OpeningCheck;
  /** What became of the ballots it sent; null when it sent none, or has looked for them in the public list. */
  casting: Casting | null;
}

/** A survey as one phone sees it: what can be rated, on what promise, until when. */
export function rateView(survey: SurveyView | null, phone: OwnPhone, now: number): RateView {
  const blocked = blockedBy(survey, phone, now);
  return {
    title: survey ? `评价第 ${survey.number} 期的 ${survey.items.length} 个问题` : '',
    closes: survey?.closesAt ? leftWords('评价截止', survey.closesAt, now) : '',
    closesExact: survey?.closesAt ? `${exactWords(survey.closesAt)} 截止` : '',
    promise: promiseFor(survey?.isSeparateDomain ?? false),
    weaker: survey && !survey.isSeparateDomain ? WEAKER_PROMISE : null,
    checkCode: survey ? checkCode(survey.openingDigest) : '',
    sealedTo: survey?.closing
      ? `评价由${survey.closing.labels.join('、')}的钥匙封住，任意两方共同开封，学校不能打开。`
      : '',
    turnout: survey?.turnout ? `已有约 ${survey.turnout} 人参加` : '',
    cards: survey && !blocked ? survey.items.map(questionCard) : [],
    later: survey?.later.map(({ title, promisedFor }) => `${title}（承诺${dateWords(promisedFor)}前）`) ?? [],
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
  answered: item.answered || '现场未答复，会后已转办。',
  by: item.answeredBy,
  since: item.progress,
});

function blockedBy(
  survey: SurveyView | null,
  { holding, isKeySetRight, sessionId, casting, opening }: OwnPhone,
  now: number,
): Blocked | null {
  const results = `/packages/dialogue/results/results?id=${sessionId}`;
  const checkIn = `/packages/dialogue/checkin/checkin?id=${sessionId}`;
  if (!survey || survey.state === 'scheduled')
    return {
      kind: 'empty',
      heading: '还没有开始',
      text: '对话纪要发布后开始评价，届时会通知你。',
      action: '回首页',
      url: '',
    };
  if (survey.state === 'announced')
    return {
      kind: 'finished',
      heading: '结果已经通报',
      text: '谢谢每一位参会师生。',
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
      text: '只有签到的师生能评价：签到时凭证发到哪部手机，就用哪部手机。评价开始后不再补发，因为补发就要知道谁已评价。',
      action: '看我的签到',
      url: checkIn,
    };
  if (!isKeySetRight)
    return {
      kind: 'no-right',
      heading: '请暂不评价',
      text: '本机凭证与公布的印章号码不一致。为保护匿名，请暂不评价，并告知观察员或活动办公室。',
      action: '为什么要核对印章',
      url: '/packages/dialogue/anonymity/anonymity',
    };
  if (opening === 'unread')
    return {
      kind: 'empty',
      heading: '先核对，再评价',
      text: '暂时读不到公开的开箱记录，没法核对题目、名单和评价地址。请联网后再试。',
      action: '再试一次',
      url: `/packages/dialogue/rate/rate?id=${sessionId}`,
    };
  if (opening !== 'agrees')
    return {
      kind: 'no-right',
      heading: '请暂不评价',
      text: `${OPENING_FAULTS[opening]}。为保护匿名，请暂不评价，并告知观察员或活动办公室。`,
      action: '为什么要核对',
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

const UNHEARD = '截止前未收到票箱确认。封箱后将自动核对是否计入。';

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
      heading: `还有 ${left} 张正在送出`,
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
