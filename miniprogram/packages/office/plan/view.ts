import type { Output, SessionDetail, SessionPlan } from '../../../api/dto';
import { SESSION_STATUSES, SESSION_STEPS } from '../../../shared/labels';
import { nameWithOffice } from '../../../shared/name-with-office';
import { stageWords } from '../../../shared/session-stage';
import {
  clockWords,
  dateTimeWords,
  exactWords,
  isoDate,
  leftWords,
  momentWords,
  nearWords,
} from '../../../shared/time';
import { GUESSED, type SessionView, sessionView, skippedWords } from '../../../view/session';

/** What the page edits: a session that exists, or the one the rule proposes next. */
export interface PlanSource {
  session: SessionDetail | null;
  proposal: Output<'session.propose'> | null;
}

export interface PlanView {
  isNew: boolean;
  title: string;
  exact: string;
  day: string;
  clock: string;
  status: string;
  /** Why it is on this day, or until when the preview is due. */
  remarks: string[];
  canPublish: boolean;
  /** Another day, or none at all. */
  canReschedule: boolean;
  /** What is shown after the preview; the split of the slots is fixed with it. */
  isPublished: boolean;
}

export function planView({ session, proposal }: PlanSource, now: number): PlanView {
  if (session) {
    const isPlanned = session.status === 'planned';
    return {
      isNew: false,
      title: `第 ${session.number} 期`,
      exact: exactWords(session.startsAt),
      day: isoDate(session.startsAt),
      clock: clockWords(session.startsAt),
      status: stageWords(session, session.step > 1, now),
      remarks: [
        session.calledOffReason ? `本期已取消：${session.calledOffReason}` : '',
        session.dateReason ? `日期调整：${session.dateReason}` : '',
        session.isDateGuessed ? GUESSED : '',
        session.isPreviewLate ? '预告晚于规定的时间发布，预告页上一直注明' : '',
      ].filter(Boolean),
      canPublish: isPlanned,
      canReschedule: (isPlanned || session.status === 'previewed') && session.startsAt > now,
      isPublished: !isPlanned,
    };
  }
  if (!proposal) throw new Error('a plan page shows a session or a proposal');
  return {
    isNew: true,
    title: `第 ${proposal.number} 期`,
    exact: exactWords(proposal.startsAt),
    day: isoDate(proposal.startsAt),
    clock: clockWords(proposal.startsAt),
    status: '按规定排定',
    remarks: [
      ...skippedWords(proposal.skipped),
      ...(proposal.isDateGuessed ? [GUESSED] : []),
      `预告应在 ${momentWords(proposal.previewDueAt, now)} 前发布，${leftWords('发布期限', proposal.previewDueAt, now)}`,
    ],
    canPublish: false,
    canReschedule: false,
    isPublished: false,
  };
}

/** The preview as everybody will see it, from what is on the screen and not saved yet. */
export function previewOf({ session, proposal }: PlanSource, plan: SessionPlan, now: number): SessionView {
  if (session) return sessionView({ ...session, venue: plan.venue, plan }, now);
  const startsAt = proposal?.startsAt ?? now;
  const chair = nameWithOffice(plan.chair);
  return {
    id: '',
    title: `第 ${proposal?.number ?? ''} 期`,
    when: dateTimeWords(startsAt, now),
    near: nearWords(startsAt, now),
    exact: exactWords(startsAt),
    place: plan.venue,
    status: SESSION_STATUSES.planned,
    steps: SESSION_STEPS,
    step: 0,
    chair: chair ? `${chair}主持` : '',
    remarks: proposal?.isDateGuessed ? [GUESSED] : [],
    isChanged: false,
    changes: [],
    lottery: [],
    articleUrl: '',
    articleTitle: '',
    topics: plan.topics,
    attendees: plan.attendees.map(({ name, title }, index) => ({ key: `${index}`, name, title })),
    notes: plan.notes,
  };
}
