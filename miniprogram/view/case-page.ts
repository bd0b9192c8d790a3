import type { CaseView } from '../api/dto';
import {
  ACTORS,
  CASE_EVENTS,
  CLOSINGS,
  COMMITMENT_STATES,
  IDENTITIES,
  OUTCOMES,
  URGENCIES,
} from '../shared/case';
import { CATEGORIES } from '../shared/labels';
import { agoWords, dateWords, exactWords, momentWords } from '../shared/time';
import { type CaseRowView, caseRowView, type DepartmentNames, holderName } from './case';

export interface StepView {
  key: string;
  what: string;
  who: string;
  when: string;
  exact: string;
  text: string;
  /** Pause or extension with its length; a new deadline. */
  notes: string[];
  pictures: string[];
  isLatest: boolean;
}

export interface CasePageView {
  row: CaseRowView;
  viewer: CaseView['viewer'];
  category: string;
  urgency: string;
  /** The asker's own words, or the public ones. */
  textLabel: string;
  text: string;
  place: string;
  pictures: string[];
  inCheck: string;
  identity: string;
  asker: string;
  askerPhone: string;
  deadline: string;
  deadlineExact: string;
  reply: {
    outcome: string;
    text: string;
    promise: string;
    who: string;
    when: string;
    pictures: string[];
  } | null;
  commitment: string;
  closing: string;
  /** What the person is asked while the clock is paused. */
  question: string;
  mergedInto: { id: string; text: string } | null;
  views: { key: string; text: string }[];
  supervisions: { key: string; title: string; text: string; state: string; report: string }[];
  steps: StepView[];
}

type Entry = CaseView['timeline'][number];

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** 2 天 3 小时, 40 分钟: the length of a pause or an extension. */
export function lengthWords(length: number): string {
  if (length >= DAY) {
    const hours = Math.floor((length % DAY) / HOUR);
    return `${Math.floor(length / DAY)} 天${hours > 0 ? ` ${hours} 小时` : ''}`;
  }
  if (length >= HOUR) return `${Math.floor(length / HOUR)} 小时`;
  return `${Math.max(1, Math.floor(length / 60_000))} 分钟`;
}

/** A case as a page shows it, newest step first. */
export function casePageView(view: CaseView, names: DepartmentNames, now: number): CasePageView {
  return {
    row: caseRowView(view, names, now),
    viewer: view.viewer,
    category: CATEGORIES[view.category],
    urgency: URGENCIES[view.urgency],
    textLabel: view.viewer === 'public' ? '公开的内容' : '原文',
    text: view.text,
    place: view.place,
    pictures: view.pictures,
    inCheck: view.picturesInCheck > 0 ? `${view.picturesInCheck} 张图片正在检查，通过后才会给部门看` : '',
    identity: identityWords(view),
    asker: view.asker ? `${view.asker.name} · ${view.asker.unit}` : '',
    askerPhone: view.asker?.phone ?? '',
    deadline: view.dueAt === null ? '' : `办理时限 ${momentWords(view.dueAt, now)}`,
    deadlineExact: view.dueAt === null ? '' : exactWords(view.dueAt),
    reply: replyView(view, names, now),
    commitment: view.commitment
      ? `${COMMITMENT_STATES[view.commitment.state]}：${view.commitment.text}（${dateWords(view.commitment.dueAt)}前）`
      : '',
    closing: view.closing === null ? '' : CLOSINGS[view.closing],
    question: view.question,
    mergedInto: view.mergedInto ? { id: view.mergedInto.id, text: `已并入 ${view.mergedInto.number}` } : null,
    views: view.identityViews.map(({ at, by, reason }, index) => ({
      key: `${at}-${index}`,
      text: `${exactWords(at)} ${by}查看了你的身份，理由：${reason}`,
    })),
    supervisions: view.supervisions.map((order) => ({
      key: order.orderId,
      title: `${order.orderedBy}督办，${dateWords(order.dueAt)}前反馈`,
      text: order.text,
      state: { ordered: '待反馈', reported: '已反馈', ended: '已办结' }[order.state],
      report: order.report,
    })),
    steps: stepsView(view, names, now),
  };
}

function identityWords(view: CaseView): string {
  if (view.isProtected) return '受保护的举报，不转给部门';
  if (view.viewer === 'asker') return IDENTITIES[view.identity];
  return view.asker === null ? '提出人未公开身份' : IDENTITIES[view.identity];
}

function replyView({ reply }: CaseView, names: DepartmentNames, now: number): CasePageView['reply'] {
  if (reply === null) return null;
  return {
    outcome: OUTCOMES[reply.outcome],
    text: reply.text,
    promise: reply.promisedFor === null ? '' : `承诺 ${dateWords(reply.promisedFor)} 前办好`,
    who: holderName(reply.departmentId, names),
    when: agoWords(reply.at, now),
    pictures: reply.pictures,
  };
}

/** After these the department that the entry names has to go on. */
const HANDS_ON: readonly Entry['what'][] = ['assigned', 'return_upheld', 'department_dissolved'];

/** What the day in an entry is: a supervision has its own. */
const dueWord = (what: Entry['what']): string =>
  what.startsWith('supervision') ? '反馈期限' : what === 'replied' ? '承诺期限' : '办理时限';

const stepsView = (view: CaseView, names: DepartmentNames, now: number): StepView[] =>
  [...view.timeline]
    .sort((one, other) => other.at - one.at)
    .map((entry, index) => {
      const notes: string[] = [];
      if (entry.lengthMs !== null) notes.push(`时长 ${lengthWords(entry.lengthMs)}`);
      if (HANDS_ON.includes(entry.what) && entry.departmentId !== null)
        notes.push(`交给${holderName(entry.departmentId, names)}`);
      if (entry.dueAt !== null) notes.push(`${dueWord(entry.what)} ${exactWords(entry.dueAt)}`);
      const unit =
        entry.departmentId !== null && entry.actor === 'department'
          ? holderName(entry.departmentId, names)
          : ACTORS[entry.actor];
      return {
        key: `${entry.at}-${entry.what}-${index}`,
        what: CASE_EVENTS[entry.what],
        who: entry.actorName ? `${unit} ${entry.actorName}` : unit,
        when: agoWords(entry.at, now),
        exact: exactWords(entry.at),
        text: entry.text,
        notes,
        pictures: entry.pictures,
        isLatest: index === 0,
      };
    });
