import { categoryName } from '../api/categories';
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
import { agoWords, dateWords, exactWords, momentWords, NOTICE_MISSING } from '../shared/time';
import { type CaseRowView, caseRowView, type DepartmentNames, holderName } from './case';

interface StepView {
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
  /** Since when they have it; empty when it is with nobody any more. */
  since: string;
  deadline: string;
  deadlineExact: string;
  reply: {
    /** 答复, or that it was given to the case this one was merged into. */
    label: string;
    outcome: string;
    text: string;
    promise: string;
    who: string;
    when: string;
    pictures: string[];
  } | null;
  /** A promise of an answer before this one. */
  commitment: string;
  closing: string;
  /** What the person is asked while the clock is paused. */
  question: string;
  questionUntil: string;
  mergedInto: { id: string; text: string; canOpen: boolean } | null;
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
    category: [categoryName(view.category), view.topic?.name].filter(Boolean).join(' · '),
    urgency: URGENCIES[view.urgency],
    textLabel: view.viewer === 'public' ? '公开的内容' : '原文',
    text: view.text,
    place: view.place,
    pictures: view.pictures,
    inCheck: view.picturesInCheck > 0 ? `${view.picturesInCheck} 张图片正在检查，通过后才会给部门看` : '',
    identity: identityWords(view),
    asker: view.asker ? `${view.asker.name} · ${view.asker.unit}` : '',
    askerPhone: view.asker?.phone ?? '',
    since: sinceWords(view, now),
    deadline:
      view.dueAt === null
        ? ''
        : `办理时限 ${momentWords(view.dueAt, now)}${view.isDueGuessed ? `（${NOTICE_MISSING}）` : ''}`,
    deadlineExact: view.dueAt === null ? '' : exactWords(view.dueAt),
    reply: replyView(view, names, now),
    commitment:
      view.commitment && !view.reply?.promisedFor
        ? `${COMMITMENT_STATES[view.commitment.state]}：${view.commitment.text}（${dateWords(view.commitment.dueAt)}前）`
        : '',
    closing: view.closing === null ? '' : CLOSINGS[view.closing],
    question: view.question,
    questionUntil: questionUntil(view, now),
    mergedInto: view.mergedInto
      ? {
          id: view.mergedInto.id,
          text: `已并入同一件诉求 ${view.mergedInto.number}`,
          canOpen: view.mergedInto.isPublic || (view.viewer !== 'asker' && view.viewer !== 'public'),
        }
      : null,
    views: view.identityViews.map(({ at, by, reason }, index) => ({
      key: `${at}-${index}`,
      text: `${exactWords(at)} ${by}查看了你的身份，理由：${reason}`,
    })),
    supervisions: view.supervisions.map((order) => ({
      key: order.orderId,
      title: `校领导督办（${order.orderedBy}），${dateWords(order.dueAt)}前反馈`,
      text: order.text,
      state: { ordered: '待反馈', reported: '已反馈', ended: '督办结束' }[order.state],
      report: order.report,
    })),
    steps: stepsView(view, names, now),
  };
}

function identityWords(view: CaseView): string {
  if (view.isProtected) return '保密举报，只有受理人能看到';
  if (view.viewer === 'asker') return IDENTITIES[view.identity];
  return view.asker === null ? '提出人未公开身份' : IDENTITIES[view.identity];
}

/** From these on somebody else has it, or has it anew. */
const HANDED: readonly Entry['what'][] = [
  'submitted',
  'accepted',
  'assigned',
  'taken',
  'return_upheld',
  'reopened',
  'department_dissolved',
];

/** Since when who has it now has it. The timeline comes newest first. */
function sinceWords({ status, timeline }: CaseView, now: number): string {
  if (status === 'replied' || status === 'closed') return '';
  const handed = timeline.find(({ what }) => HANDED.includes(what));
  return handed ? `${momentWords(handed.at, now)} 起` : '';
}

/** Until when the clock waits for the asker at most. */
function questionUntil({ question, timeline }: CaseView, now: number): string {
  const asked = question === '' ? undefined : timeline.find(({ what }) => what === 'asked_more');
  return asked?.dueAt ? `最晚等到${momentWords(asked.dueAt, now)}` : '';
}

function promiseWords({ reply, commitment }: CaseView): string {
  if (!reply?.promisedFor) return '';
  const state = commitment?.dueAt === reply.promisedFor ? ` · ${COMMITMENT_STATES[commitment.state]}` : '';
  return `承诺${dateWords(reply.promisedFor)}前办结${state}`;
}

function replyView(view: CaseView, names: DepartmentNames, now: number): CasePageView['reply'] {
  const reply = view.reply ?? view.mergedInto?.reply ?? null;
  if (reply === null) return null;
  return {
    label: view.reply ? '答复' : '合并办理的答复',
    outcome: OUTCOMES[reply.outcome],
    // What was published before the answer came says nothing of it until the office adds it.
    text: reply.text || '已经答复，公开的内容正在整理，整理好以后在这里能看到。',
    promise: promiseWords(view),
    who: holderName(reply.departmentId, names),
    when: agoWords(reply.at, now),
    pictures: reply.pictures,
  };
}

/** After these the department that the entry names has to go on. */
const HANDS_ON: readonly Entry['what'][] = ['assigned', 'return_upheld', 'department_dissolved'];

/** What the day in an entry is: a supervision has its own. */
function dueWord(what: Entry['what']): string {
  if (what.startsWith('supervision')) return '反馈期限';
  if (what === 'replied' || what === 'commitment_late') return '承诺期限';
  if (what === 'closed') return '可以点“没解决”，截止';
  return what === 'asked_more' ? '最晚等到' : '办理时限';
}

/** What took so long, or was made so much longer. */
function lengthWord(what: Entry['what']): string {
  if (what.startsWith('escalated')) return '已超期';
  return what === 'extension_granted' ? '延长' : '计时暂停了';
}

/** Who asked reads of themself as 你. */
const toReader = (words: string, viewer: CaseView['viewer']): string =>
  viewer === 'asker' ? words.replace('提出人身份', '你的身份').replace('提出人', '你') : words;

/** The entries, newest first, each with its day only where that is another than the last one told of its kind. */
function withNewDays(timeline: readonly Entry[]): Entry[] {
  const told = new Map<string, number>();
  // What one command did bears one instant and comes newest first.
  return [...timeline]
    .reverse()
    .sort((one, other) => one.at - other.at)
    .map((entry) => {
      if (entry.dueAt === null) return entry;
      const word = dueWord(entry.what);
      const isTold = told.get(word) === entry.dueAt;
      told.set(word, entry.dueAt);
      return isTold ? { ...entry, dueAt: null } : entry;
    })
    .reverse();
}

const stepsView = (view: CaseView, names: DepartmentNames, now: number): StepView[] =>
  withNewDays(view.timeline).map((entry, index) => {
    const notes: string[] = [];
    if (entry.lengthMs !== null) notes.push(`${lengthWord(entry.what)} ${lengthWords(entry.lengthMs)}`);
    if (HANDS_ON.includes(entry.what) && entry.departmentId !== null)
      notes.push(`交给${holderName(entry.departmentId, names)}`);
    if (entry.dueAt !== null) notes.push(`${dueWord(entry.what)} ${exactWords(entry.dueAt)}`);
    const unit =
      entry.departmentId !== null && entry.actor === 'department'
        ? holderName(entry.departmentId, names)
        : toReader(ACTORS[entry.actor], view.viewer);
    // The answer that stands above is not told twice.
    const isAbove = entry.what === 'replied' && entry.at === view.reply?.at;
    return {
      key: `${entry.at}-${entry.what}-${index}`,
      what: toReader(CASE_EVENTS[entry.what], view.viewer),
      who: entry.actorName ? `${unit} ${entry.actorName}` : unit,
      when: agoWords(entry.at, now),
      exact: exactWords(entry.at),
      text: isAbove ? '' : entry.text,
      notes,
      pictures: isAbove ? [] : entry.pictures,
      isLatest: index === 0,
    };
  });
