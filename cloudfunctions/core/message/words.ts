import { type MessageKind, WISHES } from '../../../miniprogram/shared/labels';
import type { MessagePage } from '../../../miniprogram/shared/message-page';
import { spokenTime } from '../date-words';
import type { Notice, NoticeFacts } from './notice';

interface Words {
  title: string;
  body: string;
  note: string;
  time?: number;
  /** Which page a tap opens. */
  opens?: MessagePage;
}

/** The session, card or survey that the page shows; pages of one's own show none. */
function idFor(page: MessagePage, { sessionId, itemId }: NoticeFacts): string {
  if (page === 'bookings' || page === 'questions' || page === 'desk') return '';
  if (page === 'card') return itemId ?? '';
  return page === 'verdict' ? (itemId ?? sessionId) : sessionId;
}

type Say = (facts: NoticeFacts) => Words;

const place = ({ wish }: NoticeFacts) =>
  wish === 'speak' ? '发言名额' : wish === 'listen' ? '座席' : '名额';
const why = ({ reason }: NoticeFacts) => (reason ? `原因：${reason}。` : '');
const edition = ({ sessionNumber }: NoticeFacts) => `第${sessionNumber}期`;
const meeting = (facts: NoticeFacts) => `${spokenTime(facts.startsAt)}，${facts.venue || '地点待定'}`;

/** What a change of the session means for a booking: only whoever has a place is asked to come or to cancel. */
const standing = ({ booking, deadline }: NoticeFacts) => {
  if (booking === 'waitlisted') return '你仍在候补，轮到你时会通知你。';
  if (booking === 'offered' && deadline !== undefined)
    return `轮到你的名额还留着，请在${spokenTime(deadline)}前确认，过时会让给下一位。`;
  return '你的预约仍然有效，来不了请取消。';
};

// A kind without a sentence is a programming error and says so.
const WORDS: Partial<Record<MessageKind, Say>> = {
  preview: (facts) => ({
    title: `${edition(facts)}四点对话预告`,
    body: `${meeting(facts)}。校领导和各部门负责人当面回答你的问题${
      facts.slots ? `，发言名额 ${facts.slots} 个` : ''
    }，现在可以预约；不预约也欢迎直接来。`,
    note: facts.slots ? `发言名额${facts.slots}个，点开预约` : '点开看看谁来答、怎么约',
  }),
  booking_confirmed: (facts) => ({
    title: `${edition(facts)}预约成功`,
    body: `你的${facts.wish ? WISHES[facts.wish] : ''}预约已经确认：${meeting(facts)}。来不了请提前取消，把名额让给候补的同学老师。`,
    note: `${place(facts)}已为你留好`,
    opens: 'bookings',
  }),
  booking_offered: (facts) => ({
    title: `轮到你了：${edition(facts)}有一个${place(facts)}`,
    body: `请在${facts.deadline === undefined ? '活动开始' : spokenTime(facts.deadline)}前确认，过时会让给下一位。活动时间：${meeting(facts)}。`,
    note: '请按时确认，过时让给下一位',
    time: facts.deadline,
    opens: 'bookings',
  }),
  booking_cancelled: (facts) => ({
    title: `${edition(facts)}预约已取消`,
    body: `你在${edition(facts)}（${spokenTime(facts.startsAt)}）的${place(facts)}已取消，登记表内容已删除。${why(facts)}`,
    note: facts.reason ?? '名额已释放，内容已删除',
    opens: 'bookings',
  }),
  session_changed: (facts) => ({
    title: `${edition(facts)}活动有变更`,
    body: `现在的安排：${meeting(facts)}。${why(facts)}${standing(facts)}`,
    note: facts.reason ?? '时间或地点有变，请点开查看',
  }),
  session_reminder: (facts) => ({
    title: `${edition(facts)}四点对话就要开始了`,
    body: `${meeting(facts)}。你预约了${place(facts)}，到场请扫码签到。来不了请尽早取消。`,
    note: '到场请扫码签到',
    opens: 'bookings',
  }),
  minutes: (facts) => ({
    title: `${edition(facts)}对话纪要发布了`,
    body: `${spokenTime(facts.startsAt)}那场对话问了什么、怎么答的、谁来办，都在纪要里。${why(facts)}`,
    note: '问了什么、怎么答的，点开看看',
    opens: 'minutes',
  }),
  survey_open: (facts) => ({
    title: `${edition(facts)}满意度调查开始了`,
    body: `请给你参加的${edition(facts)}对话逐题打分${
      facts.deadline === undefined ? '' : `，${spokenTime(facts.deadline)}截止`
    }。不记名：学校拿到全部数据库，也无法知道你怎么评的。`,
    note: '逐题打分，两分钟，不记名',
    time: facts.deadline,
    opens: 'survey',
  }),
  survey_closing: (facts) => ({
    title: `${edition(facts)}满意度调查快截止了`,
    body: `${facts.deadline === undefined ? '明天' : spokenTime(facts.deadline)}截止。已经评完的请忽略：系统不知道谁评过、谁没评，所以每位参会的人都会收到。`,
    note: '还没评的请抓紧，评过的请忽略',
    time: facts.deadline,
    opens: 'survey',
  }),
  results: (facts) => ({
    title: `${edition(facts)}满意度结果通报`,
    body: `每个问题解决得怎么样，大家的评价出来了${facts.cards ? `，亮牌 ${facts.cards} 张` : ''}。参加评价的人可以核对自己的票都在票箱里。`,
    note: facts.cards ? `亮牌${facts.cards}张，点开看每题结果` : '点开看每题结果',
    opens: 'results',
  }),
  answer_given: (facts) => ({
    title: '你的问题现场答复了，算解决了吗？',
    body: `“${facts.title ?? ''}”已记为现场答复。认可请点一下；不认可也请点一下，会转给部门继续办。${
      facts.deadline === undefined ? '' : `${spokenTime(facts.deadline)}前没有点，就算认可。`
    }`,
    note: '认可或不认可，点一下就行',
    time: facts.deadline,
    opens: 'questions',
  }),
  card_given: (facts) => ({
    title: `${edition(facts)}：一个问题亮牌了`,
    body: `“${facts.title ?? ''}”${facts.reason ?? ''}。${
      facts.deadline === undefined ? '' : `${spokenTime(facts.deadline)}前可以申请复核，同时`
    }请提交整改方案；下次调查由同一批人复评。`,
    note: '请提交整改方案，可申请复核',
    time: facts.deadline,
    opens: 'card',
  }),
  minutes_late: (facts) => ({
    title: `${edition(facts)}的对话纪要过期未发`,
    body: `应在${facts.deadline === undefined ? '规定时间' : spokenTime(facts.deadline)}前发布。发布晚了会在纪要上注明，满意度调查也要等纪要发布后才能开始。`,
    note: '纪要过期未发，请尽快发布',
    time: facts.deadline,
    opens: 'desk',
  }),
  survey_sealed: (facts) => ({
    title: `${edition(facts)}票箱已封，等待通报`,
    body: `评价票已经计好。${
      facts.few ? `${facts.few} 个问题的有效评价太少，按规则手册不亮牌，点开可以看到是哪些。` : ''
    }请看过以后通报；没有通报的，下一期开始前自动通报。`,
    note: facts.few ? `${facts.few}个问题评价太少，不亮牌` : '看过以后请通报',
    opens: 'verdict',
  }),
};

/**
 * What a notice says: title and body for the inbox, a short note for WeChat with the moment it is about, and the page
 * that a tap opens.
 *
 * @throws Error for a kind that has no sentence yet.
 */
export function wordsOf({ kind, facts }: Pick<Notice, 'kind' | 'facts'>) {
  const say = WORDS[kind];
  if (!say) throw new Error(`no sentence for ${kind}`);
  const { opens: page = 'session', time = facts.startsAt, ...words } = say(facts);
  return { ...words, time, opens: { page, id: idFor(page, facts) } };
}
