import { CASE_EVENTS, CASE_STATUSES, CHANNELS, CLOSINGS, IDENTITIES } from '../../../miniprogram/shared/case';
import type { Category } from '../../../miniprogram/shared/category';
import { QUESTION_STATES, SEAT_STATES } from '../../../miniprogram/shared/hall';
import {
  BOOKING_STATUSES,
  type BookingStatus,
  MESSAGE_KINDS,
  type MessageKind,
  PERSON_KINDS,
  type PersonKind,
  ROLES,
  type Role,
  WISHES,
  type Wish,
} from '../../../miniprogram/shared/labels';
import { RATINGS } from '../../../miniprogram/shared/rating';
import { CHECK_IN_METHODS } from '../../../miniprogram/shared/survey';
import type { Case } from '../case/case';

import { chineseMoment } from '../date-words';
import { answersInWords } from '../hall/answers';
import type { Attendance } from '../hall/attendance';
import type { Question } from '../hall/question';
import type { SeatQuestion } from '../hall/seat-question';

/** One thing that is held about a person, in words. */
export interface OwnRecord {
  title: string;
  lines: Array<{ label: string; text: string }>;
}

const session = (sessionId: string): string => `第 ${sessionId.split('-').at(-1) ?? sessionId} 期`;

/** What says nothing is left out. */
const record = (title: string, said: Readonly<Record<string, string | null | undefined>>): OwnRecord => ({
  title,
  lines: Object.entries(said).flatMap(([label, text]) => (text ? [{ label, text }] : [])),
});

interface OwnPerson {
  number: string;
  name: string;
  kind: PersonKind;
  unit: string;
  roles: ReadonlyArray<{ role: Role }>;
  absentFrom: number | null;
  readUpTo?: number;
}

export const personRecord = (person: OwnPerson): OwnRecord =>
  record('师生名册', {
    姓名: person.name,
    学工号: person.number,
    类别: PERSON_KINDS[person.kind],
    单位: person.unit,
    角色: person.roles.map(({ role }) => ROLES[role]).join('、'),
    未到场的发言: person.absentFrom === null ? '' : `第 ${person.absentFrom} 期`,
    消息已读到: person.readUpTo ? chineseMoment(person.readUpTo) : '',
  });

export const accountRecord = (account: { boundAt: number; agreement?: number }): OwnRecord =>
  record('微信账号', {
    绑定时间: account.boundAt > 0 ? chineseMoment(account.boundAt) : '早期绑定，未记录时间',
    同意的用户协议: account.agreement === undefined ? '' : `第 ${account.agreement} 版`,
  });

interface OwnMailbox {
  credits: Partial<Record<MessageKind, number>>;
  optOut: readonly MessageKind[];
  skipsSurveyReminders?: boolean;
}

export const mailboxRecord = ({ credits, optOut, skipsSurveyReminders }: OwnMailbox): OwnRecord =>
  record('消息设置', {
    不提醒: optOut.map((kind) => MESSAGE_KINDS[kind]).join('、'),
    满意度调查截止前: skipsSurveyReminders ? '不提醒' : '',
    剩余提醒次数: Object.entries(MESSAGE_KINDS)
      .flatMap(([kind, label]) => {
        const left = Object.entries(credits).find(([name]) => name === kind)?.[1] ?? 0;
        return left > 0 ? [`${label} ${left}`] : [];
      })
      .join('、'),
  });

interface OwnBooking {
  sessionNumber: number;
  wish: Wish;
  status: BookingStatus;
  bookedAt: number;
  form: {
    phone: string;
    category: Category | null;
    title: string;
    detail: string;
    isUnnamed: boolean;
  } | null;
}

export const bookingRecord = (
  { sessionNumber, wish, status, bookedAt, form }: OwnBooking,
  categoryOf: (id: Category) => string,
): OwnRecord =>
  record(`第 ${sessionNumber} 期${WISHES[wish]}`, {
    状态: BOOKING_STATUSES[status],
    预约时间: chineseMoment(bookedAt),
    电话: form?.phone,
    类别: form?.category ? categoryOf(form.category) : '',
    题目: form?.title,
    内容: form?.detail,
    隐藏姓名: form?.isUnnamed ? '是' : '',
  });

export const attendanceRecord = (entry: Attendance): OwnRecord =>
  record(session(entry.sessionId), {
    签到时间: chineseMoment(entry.firstAt),
    方式: CHECK_IN_METHODS[entry.method],
    会场网络: entry.isOnNetwork === undefined ? '未记录' : entry.isOnNetwork ? '是' : '否',
    姓名: entry.name,
    单位: entry.unit,
    公开姓名: entry.isListed ? '是' : '否',
  });

export const questionRecord = (question: Question): OwnRecord =>
  record(`第 ${question.sessionNumber} 期：${question.title}`, {
    内容: question.detail,
    状态: QUESTION_STATES[question.state],
    隐藏姓名: question.asker === 'hidden' ? '是' : '否',
    答复: answersInWords(question, () => ''),
    不认可的原因: question.objection,
  });

export const voteRecord = ({ sessionNumber, title, isApproved }: Question): OwnRecord =>
  record(`第 ${sessionNumber} 期`, { 投票的话题: isApproved ? title : '未公开的话题' });

export const seatRecord = (seat: SeatQuestion): OwnRecord =>
  record(`第 ${seat.sessionNumber} 期：${seat.title}`, {
    内容: seat.detail,
    提交时间: chineseMoment(seat.at),
    状态: SEAT_STATES[seat.state],
    隐藏姓名: seat.isHidden ? '是' : '否',
    未采用的原因: seat.reason,
  });

export const caseRecord = (entity: Case, categoryOf: (id: Category) => string): OwnRecord =>
  record(`${entity.number} ${entity.title}`, {
    来源: CHANNELS[entity.channel],
    类别: categoryOf(entity.category),
    主题: entity.topic?.name,
    内容: entity.text,
    地点: entity.place,
    图片: entity.pictures.length > 0 ? `${entity.pictures.length} 张，在诉求详情中查看` : '',
    身份: IDENTITIES[entity.identity],
    电话: entity.phone,
    提出时间: chineseMoment(entity.submittedAt),
    状态: CASE_STATUSES[entity.status],
    办结方式: entity.closing ? CLOSINGS[entity.closing] : '',
    答复: entity.reply?.text,
    满意度: entity.satisfaction ? RATINGS[entity.satisfaction] : '',
    我的补充和意见: entity.history
      .filter(({ actor, text }) => actor === 'asker' && text !== '')
      .map(({ at, what, text }) => `${chineseMoment(at)} ${CASE_EVENTS[what]}：${text}`)
      .join('\n'),
    身份查看记录: entity.identityViews
      .map(({ at, by, reason }) => `${chineseMoment(at)} ${by}：${reason}`)
      .join('\n'),
  });

export const followRecord = (join: { hasJoined: boolean; isFollowing: boolean }, number: string): OwnRecord =>
  record(number === '' ? '诉求' : `诉求 ${number}`, {
    同样遇到: join.hasJoined ? '是' : '否',
    关注: join.isFollowing ? '是' : '否',
  });

export const messageRecord = (message: { at: number; title: string; body: string }): OwnRecord =>
  record(message.title, { 时间: chineseMoment(message.at), 内容: message.body });

export const logRecord = (entry: { at: number; detail: string }, what: string, isOwn: boolean): OwnRecord =>
  record(what, {
    时间: chineseMoment(entry.at),
    操作人: isOwn ? '本人' : '学校',
    说明: entry.detail,
  });
