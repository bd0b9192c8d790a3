import { checkCode } from '../../../miniprogram/shared/check-code';
import { ended } from '../../../miniprogram/shared/ended';
import { type MessageKind, WISHES } from '../../../miniprogram/shared/labels';
import type { MessagePage } from '../../../miniprogram/shared/message-page';
import { differenceWords } from '../../../miniprogram/shared/session-changes';
import { spokenTime } from '../date-words';
import { cardWords } from './card-words';
import type { Notice, NoticeFacts } from './notice';
import type { Say, Words } from './sentence';
import { WORDS_AS } from './words-for-co-askers';

/** The session, card or survey that the page shows; pages of one's own show none. */
function idFor(page: MessagePage, { sessionId, itemId }: NoticeFacts): string {
  if (page === 'bookings' || page === 'questions' || page === 'desk') return '';
  if (page === 'verify' || page === 'keys') return '';
  if (page === 'card' || page === 'card_desk') return itemId ?? '';
  return page === 'verdict' ? (itemId ?? sessionId) : sessionId;
}

const place = ({ wish }: NoticeFacts) =>
  wish === 'speak' ? '发言名额' : wish === 'listen' ? '座席' : '名额';
const turn = ({ booking }: NoticeFacts) => (booking === 'attended' ? '发言' : '候补');
const why = ({ reason }: NoticeFacts) => (reason ? `原因：${ended(reason)}` : '');
const edition = ({ sessionNumber }: NoticeFacts) => `第 ${sessionNumber} 期`;
const meeting = (facts: NoticeFacts) => `${spokenTime(facts.startsAt)}，${facts.venue || '地点待定'}`;

/** What a change of the session means for a booking: only whoever has a place is asked to come or to cancel. */
const standing = ({ booking, deadline }: NoticeFacts) => {
  if (booking === 'waitlisted') return '你仍在候补，轮到你时会通知你。';
  if (booking === 'offered' && deadline !== undefined)
    return `轮到你的名额仍为你保留，请在 ${spokenTime(deadline)} 前确认，超时未确认将顺延给下一位候补。`;
  return '你的预约仍然有效，来不了请取消。';
};

/** 地点由一号厅改为二号厅。 */
const whatChanged = ({ differences = [] }: NoticeFacts) =>
  differences.map((difference) => `${differenceWords(difference)}。`).join('');

/** Said to everybody: what becomes of a booking is told to each by itself. */
const calledOff = (facts: NoticeFacts): Words => ({
  title: `${edition(facts)}四点对话取消`,
  body: `原定${meeting(facts)}的${edition(facts)}四点对话取消。${why(facts)}已有的预约和候补全部取消，登记表内容已删除，期号保留。`,
  note: facts.reason ?? '本期活动取消，请点开查看',
});

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
    body: `你的${facts.wish ? WISHES[facts.wish] : ''}预约已经确认：${meeting(facts)}。来不了请提前取消，把名额让给候补的师生。`,
    note: `${place(facts)}已为你留好`,
    opens: 'bookings',
  }),
  booking_offered: (facts) => ({
    title: `轮到你了：${edition(facts)}有一个${place(facts)}`,
    body: `请在${facts.deadline === undefined ? '活动开始' : ` ${spokenTime(facts.deadline)} `}前确认，超时未确认将顺延给下一位候补。活动时间：${meeting(facts)}。`,
    note: '请按时确认，超时顺延',
    time: facts.deadline,
    opens: 'bookings',
  }),
  booking_cancelled: (facts) => ({
    title: `${edition(facts)}预约已取消`,
    body: `你在${edition(facts)}（${spokenTime(facts.startsAt)}）的${
      facts.booking === 'waitlisted' ? '候补' : place(facts)
    }已取消，登记表内容已删除。${why(facts)}`,
    note: facts.reason ?? '名额已释放，内容已删除',
    opens: 'bookings',
  }),
  booking_unreached: (facts) => ({
    title: `${edition(facts)}${turn(facts)}未轮到`,
    body:
      facts.deadline === undefined
        ? `${edition(facts)}已结束，你的候补没有轮到。下一期欢迎再预约，或直接到现场参加。`
        : `${edition(facts)}已结束，你的${facts.booking === 'attended' ? '发言' : '发言候补'}没有轮到。可将题目转为书面诉求、留到下期或删除；${spokenTime(facts.deadline)} 前未选择，填写的内容自动删除。`,
    note: facts.deadline === undefined ? `本期${turn(facts)}没有轮到` : '可转为书面诉求，或留到下期',
    time: facts.deadline,
    opens: 'bookings',
  }),
  session_changed: (facts) =>
    facts.isCalledOff
      ? calledOff(facts)
      : {
          title: `${edition(facts)}活动有变更`,
          body: `${whatChanged(facts)}现在的安排：${meeting(facts)}。${why(facts)}${standing(facts)}`,
          note: facts.reason ?? '时间或地点有变，请点开查看',
        },
  session_reminder: (facts) => ({
    title: `${edition(facts)}四点对话就要开始了`,
    body: `${meeting(facts)}。你预约了${place(facts)}，到场请扫码签到。来不了请尽早取消。`,
    note: '到场请扫码签到',
    opens: 'bookings',
  }),
  minutes: (facts) => ({
    title: `${edition(facts)}对话纪要发布了`,
    body: `${spokenTime(facts.startsAt)} 的对话问了什么、怎么答的、谁来办，都在纪要里。${why(facts)}`,
    note: '问了什么、怎么答的，点开看看',
    opens: 'minutes',
  }),
  minutes_corrected: (facts) => ({
    title: `${edition(facts)}对话纪要有更正`,
    body: `你参加的${edition(facts)}对话，纪要已更正，改动之处可与上一版逐字对比。${why(facts)}`,
    note: facts.reason ?? '纪要已更正，可与上一版对比',
    opens: 'minutes',
  }),
  office_due: (facts) => ({
    title: `${edition(facts)}${facts.title ?? ''}临近期限`,
    body: `请在${facts.deadline === undefined ? '规定时间' : `${spokenTime(facts.deadline)} `}前完成${edition(facts)}${facts.title ?? ''}。`,
    note: '请按期完成',
    time: facts.deadline,
    opens: 'desk',
  }),
  survey_open: (facts) => ({
    title: `${edition(facts)}满意度调查开始了`,
    body: `请对你参加的${edition(facts)}对话逐题评价${
      facts.deadline === undefined ? '' : `，${spokenTime(facts.deadline)} 截止`
    }。评价不记名。${
      facts.openingDigest === undefined
        ? ''
        : `开箱核对码 ${checkCode(facts.openingDigest)}，每个人看到的应该一样。`
    }`,
    note: '逐题评价，两分钟，不记名',
    time: facts.deadline,
    opens: 'survey',
  }),
  survey_closing: (facts) => ({
    title: `${edition(facts)}满意度调查快截止了`,
    body: `${facts.deadline === undefined ? '明天' : `${spokenTime(facts.deadline)} `}截止。评价不记名，系统不掌握谁已评价，故向全体参会师生提醒；已评价的请忽略。`,
    note: '还没评的请抓紧，评过的请忽略',
    time: facts.deadline,
    opens: 'survey',
  }),
  results: (facts) => ({
    title: `${edition(facts)}满意度结果通报`,
    body: `每个问题解决得怎么样，大家的评价出来了${facts.cards ? `，亮牌 ${facts.cards} 张` : ''}。可在小程序核对自己的评价票是否计入。`,
    note: facts.cards ? `亮牌${facts.cards}张，点开看每题结果` : '点开看每题结果',
    opens: 'results',
  }),
  answer_given: (facts) => ({
    title: '你的问题现场答复了，算解决了吗？',
    body: `“${facts.title ?? ''}”已记为现场答复。请确认是否解决：认可的计入现场解决，不认可的转部门继续办理。${
      facts.deadline === undefined ? '' : `${spokenTime(facts.deadline)} 前未确认的，视为认可。`
    }`,
    note: '请确认是否解决',
    time: facts.deadline,
    opens: 'questions',
  }),
  card_given: (facts) => ({
    title: `${edition(facts)}：一个问题亮牌`,
    body: `“${facts.title ?? ''}”${facts.reason ?? ''}。${
      facts.deadline === undefined ? '' : `${spokenTime(facts.deadline)} 前可以申请复核，同时`
    }请提交整改方案；下次调查由同一批人复评。`,
    note: '请提交整改方案，可申请复核',
    time: facts.deadline,
    opens: 'card_desk',
  }),
  card_progress: ({ cardStep = 'final', ...facts }) => {
    const { title, ...words } = cardWords(cardStep, facts);
    return { ...words, title: `${edition(facts)}：${title}`, time: facts.deadline, opens: 'card_desk' };
  },
  survey_not_opened: (facts) => ({
    title: `${edition(facts)}满意度调查没有按时开放`,
    body: `应于${facts.deadline === undefined ? '规定时间' : ` ${spokenTime(facts.deadline)} `}开放。${why(facts)}处理后自动开放，截止时间顺延。`,
    note: '没有按时开放，请处理',
    time: facts.deadline,
    opens: 'desk',
  }),
  minutes_late: (facts) => ({
    title: `${edition(facts)}对话纪要超期未发布`,
    body: `应在${facts.deadline === undefined ? '规定时间' : ` ${spokenTime(facts.deadline)} `}前发布。超期发布会在纪要上注明，满意度调查也要等纪要发布后才能开始。`,
    note: '纪要超期未发布，请尽快发布',
    time: facts.deadline,
    opens: 'desk',
  }),
  staff_left: (facts) => ({
    title: '岗位人员离校',
    body: facts.reason ?? '',
    note: '请查看并安排接替人员',
    opens: 'desk',
  }),
  box_sealed: ({ boxDigest = '', countedDigest = '', ...facts }) => ({
    title: `${edition(facts)}票箱已封存`,
    body: `票箱核对码 ${checkCode(boxDigest)}，计票名单核对码 ${checkCode(countedDigest)}，每个人看到的应该一样。已评价的参会师生点开，手机自动在名单中核对自己的票。`,
    note: `名单核对码 ${checkCode(countedDigest)}`,
    opens: 'verify',
  }),
  box_waits: (facts) => ({
    title: `${edition(facts)}评价待开封`,
    body: '票箱已封存。请下载封存的评价，在自己的电脑上用钥匙得到份额，与另一位观察员一起开封。两位得出同样的计数，才有结果可以通报。',
    note: '请与另一位观察员一起开封',
    opens: 'keys',
  }),
  survey_sealed: (facts) => ({
    title: `${edition(facts)}票箱已封，等待通报`,
    body: `计票已完成。${
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
  const say = (facts.as && WORDS_AS[facts.as][kind]) ?? WORDS[kind];
  if (!say) throw new Error(`no sentence for ${kind}`);
  const { opens: page = 'session', time = facts.startsAt, ...words } = say(facts);
  return { ...words, time, opens: { page, id: idFor(page, facts) } };
}
