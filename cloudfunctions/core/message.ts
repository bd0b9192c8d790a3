import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone';
import utc from 'dayjs/plugin/utc';
import { MESSAGE_KINDS, type MessageKind, WISHES, type Wish } from '../../miniprogram/shared/labels';

dayjs.extend(utc);
dayjs.extend(timezone);

/**
 * Something to be told, left inside the entity by the same write that made it true (transactional outbox).
 * `jobs` turns it into messages and then clears it, so a crash between the two tells it again, and the natural id
 * of the message makes the repeat collide. Persisted; changing the shape needs a migration.
 */
export interface Notice {
  kind: MessageKind;
  /** A person id, 'everyone', or 'bookers': whoever has a live booking of the session when it is relayed. */
  to: string;
  /** What it is about: kind + subject + recipient is told once. Add a version where the same may happen twice. */
  subject: string;
  /** Milliseconds since the epoch. */
  at: number;
  facts: NoticeFacts;
}

/** What a message about a session needs to say. No person's number or telephone ever. */
export interface NoticeFacts {
  sessionId: string;
  sessionNumber: number;
  startsAt: number;
  venue: string;
  wish?: Wish;
  /** Speaking slots still to be had, for the preview. */
  slots?: number;
  /** Until when an offer can be confirmed. */
  deadline?: number;
  /** Why it changed or was cancelled, in the words that are shown. */
  reason?: string;
}

export const EVERYONE = 'everyone';
export const BOOKERS = 'bookers';

/** One message of the inbox. A broadcast is one document, shown to all. Persisted in `messages`. */
export interface Message {
  /** `${kind}:${subject}:${to}` */
  _id: string;
  kind: MessageKind;
  /** A person id or 'everyone'. */
  to: string;
  title: string;
  body: string;
  /** Page of the mini program with its query, from the root. */
  page: string;
  at: number;
  push: PushText;
  /** Which deliveries have been made of it; 'open' until everybody with a credit has one. */
  fanOut: 'open' | 'done';
  /** The last mailbox that was looked at while it is open. */
  fanOutAfter: string;
}

/** What the four fields of a subscription message say, before they are cut to the template's lengths. */
export interface PushText {
  subject: string;
  /** When the session is, or until when something must be done. */
  time: number;
  place: string;
  note: string;
}

/** What a person asked for and agreed to. `_id` is the person's. Persisted in `mailboxes`. */
export interface Mailbox {
  _id: string;
  /** How many messages of a kind WeChat will still take for this person, as far as we know. */
  credits: Partial<Record<MessageKind, number>>;
  /** Kinds that are only shown in the inbox. */
  optOut: MessageKind[];
  /** Request ids of the last consents, so that a repeat counts once. */
  consents: string[];
}

const ZONE = 'Asia/Shanghai';
const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];

/** 12月3日 周四 16:00, in Shanghai. */
export function spokenTime(at: number): string {
  const time = dayjs(at).tz(ZONE);
  return `${time.format('M月D日')} ${WEEKDAYS[time.day()]} ${time.format('HH:mm')}`;
}

/** 2026年12月3日 16:00, in Shanghai: the form that `time` and `date` fields of a template take. */
export const templateTime = (at: number): string => dayjs(at).tz(ZONE).format('YYYY年M月D日 HH:mm');

interface Words {
  title: string;
  body: string;
  note: string;
  time?: number;
  /** Which page a tap opens. */
  opens?: 'session' | 'bookings';
}

type Say = (facts: NoticeFacts) => Words;

const place = ({ wish }: NoticeFacts) =>
  wish === 'speak' ? '发言名额' : wish === 'listen' ? '座席' : '名额';
const why = ({ reason }: NoticeFacts) => (reason ? `原因:${reason}。` : '');
const edition = ({ sessionNumber }: NoticeFacts) => `第${sessionNumber}期`;
const meeting = (facts: NoticeFacts) => `${spokenTime(facts.startsAt)},${facts.venue || '地点待定'}`;

// The sentences of every kind that exists so far. A kind without one is a programming error and says so.
const WORDS: Partial<Record<MessageKind, Say>> = {
  preview: (facts) => ({
    title: `${edition(facts)}四点对话预告`,
    body: `${meeting(facts)}。校领导和各部门负责人当面回答你的问题${
      facts.slots ? `,发言名额 ${facts.slots} 个` : ''
    },现在可以预约;不预约也欢迎直接来。`,
    note: facts.slots ? `发言名额${facts.slots}个,点开预约` : '点开看看谁来答、怎么约',
  }),
  booking_confirmed: (facts) => ({
    title: `${edition(facts)}预约成功`,
    body: `你的${facts.wish ? WISHES[facts.wish] : ''}预约已经确认:${meeting(facts)}。来不了请提前取消,把名额让给候补的同学老师。`,
    note: `${place(facts)}已为你留好`,
    opens: 'bookings',
  }),
  booking_offered: (facts) => ({
    title: `轮到你了:${edition(facts)}有一个${place(facts)}`,
    body: `请在${facts.deadline === undefined ? '活动开始' : spokenTime(facts.deadline)}前确认,过时会让给下一位。活动时间:${meeting(facts)}。`,
    note: '请按时确认,过时让给下一位',
    time: facts.deadline,
    opens: 'bookings',
  }),
  booking_cancelled: (facts) => ({
    title: `${edition(facts)}预约已取消`,
    body: `你在${edition(facts)}(${spokenTime(facts.startsAt)})的${place(facts)}已取消,登记表内容已删除。${why(facts)}`,
    note: facts.reason ?? '名额已释放,内容已删除',
    opens: 'bookings',
  }),
  session_changed: (facts) => ({
    title: `${edition(facts)}活动有变更`,
    body: `现在的安排:${meeting(facts)}。${why(facts)}你的预约仍然有效,来不了请取消。`,
    note: facts.reason ?? '时间或地点有变,请点开查看',
  }),
  session_reminder: (facts) => ({
    title: `${edition(facts)}四点对话就要开始了`,
    body: `${meeting(facts)}。你预约了${place(facts)},到场请扫码签到。来不了请尽早取消。`,
    note: '到场请扫码签到',
    opens: 'bookings',
  }),
};

/**
 * The message that a notice becomes for one recipient (product.md §6). Pure: the same notice gives the same message,
 * with the same id, each time.
 *
 * @throws Error for a kind that has no sentence yet.
 */
export function messageOf(notice: Notice, to = notice.to): Message {
  const say = WORDS[notice.kind];
  if (!say) throw new Error(`no sentence for ${notice.kind}`);
  const { facts } = notice;
  const { title, body, note, time = facts.startsAt, opens = 'session' } = say(facts);
  return {
    _id: `${notice.kind}:${notice.subject}:${to}`,
    kind: notice.kind,
    to,
    title,
    body,
    page: opens === 'session' ? `/pages/session/session?id=${facts.sessionId}` : '/pages/bookings/bookings',
    at: notice.at,
    push: { subject: title, time, place: facts.venue || '地点待定', note },
    fanOut: 'open',
    fanOutAfter: '',
  };
}

export const messageKinds = Object.keys(MESSAGE_KINDS) as MessageKind[];
