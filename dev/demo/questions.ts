import type { Case } from '../../cloudfunctions/core/case/case';
import type { CaseActor } from '../../cloudfunctions/core/case/command';
import { openCase } from '../../cloudfunctions/core/case/opening';
import { judge, type Question, queuedQuestion, record } from '../../cloudfunctions/core/hall/question';
import { HOUR_MS } from '../../cloudfunctions/core/rules/calendar';
import { FIRST_RULE_BOOK } from '../../cloudfunctions/core/rules/rulebook';
import type { Session } from '../../cloudfunctions/core/session/session';
import { type Deed, lived, told } from './case-life';
import { departments } from './cast';
import { chance } from './chance';
import { type Matter, matterAt } from './matters';
import type { UnnumberedCase } from './numbering';
import { caseRules } from './rules';
import { courseOf } from './sessions';

/**
 * Questions of each session that were solved in the hall and afterwards: 183 and 41 together (docs/rules.md, What is
 * counted).
 */
const ON_SPOT = [12, 12, 12, 12, 12, 12, 13, 12, 12, 12, 12, 13, 12, 12, 13];
const AFTERWARDS = [3, 3, 3, 3, 3, 3, 2, 3, 3, 3, 3, 2, 3, 3, 1];
/** Still in progress after the last session. */
const UNDER_WAY = 3;

const liveDepartments = new Set(departments.map(({ _id }) => _id));
/** The hall's desk is the office's. */
const THE_OFFICE: CaseActor = { role: 'office', personId: null, name: '', departmentId: null };
const PROMISED_HOURS = 20 * 24;

export interface DemoSessionRecord {
  questions: Question[];
  cases: UnnumberedCase[];
}

/** What was asked in the fifteen halls, and the cases that followed. */
export function askedIn(sessions: readonly Session[], askers: readonly string[]): DemoSessionRecord {
  const random = chance(183);
  const all: DemoSessionRecord = { questions: [], cases: [] };
  let index = 0;
  sessions.forEach((session, place) => {
    const onSpot = ON_SPOT[place] ?? 0;
    const afterwards = AFTERWARDS[place] ?? 0;
    const total = onSpot + afterwards + (place === sessions.length - 1 ? UNDER_WAY : 0);
    for (let order = 1; order <= total; order++) {
      const matter = matterAt(index);
      const askerId = askers[Math.floor(random() * askers.length)] ?? '';
      index += 1;
      const asked = questionOf(session, order, matter, askerId, order <= onSpot);
      all.questions.push(asked);
      if (asked.state !== 'transferred') continue;
      const fate =
        order <= onSpot + afterwards ? ({ outcome: 'solved', isSolved: true } as const) : 'working';
      const seed = index;
      all.cases.push({
        at: asked.history[asked.history.length - 1]?.at ?? session.startsAt,
        begin: (number) =>
          told(
            lived(caseOf(asked, session, number), matter, fate, chance(seed), [withMinutes(asked, session)]),
          ),
      });
    }
  });
  return all;
}

/** Whoever releases the minutes releases the case in their words (case/show-minuted.ts). */
const withMinutes = ({ _id, title, detail }: Question, session: Session): Deed => ({
  at: courseOf(session).minutedAt,
  actor: THE_OFFICE,
  command: { do: 'publish', title, text: detail || title, reply: '' },
  requestId: `minutes-1-case-${_id}`,
});

function questionOf(
  session: Session,
  order: number,
  matter: Matter,
  askerId: string,
  isOnSpot: boolean,
): Question {
  const now = session.startsAt + order * 5 * 60_000;
  const act = { actor: 'p-wu', now, requestId: `demo-${session._id}-${order}` };
  const queued = queuedQuestion(
    {
      id: `${session._id}.q${String(order).padStart(2, '0')}`,
      sessionId: session._id,
      sessionNumber: session.number,
      origin: `${session._id}:demo-${order}`,
      order,
      title: matter.title,
      detail: matter.text,
      category: matter.category,
      departmentId: matter.departmentId,
      askerId,
      isUnnamed: order % 4 === 0,
    },
    act,
  );
  const answer = isOnSpot ? matter.answer : '会后由部门办理，限期答复。';
  const answeredBy =
    session.plan.attendees.find((attendee) => attendee.departmentId === matter.departmentId)?.name ??
    '郑国栋';
  const dueAt = session.startsAt + PROMISED_HOURS * HOUR_MS;
  const settlement = isOnSpot
    ? ({ kind: 'on_spot', answer, answeredBy } as const)
    : ({ kind: 'transferred', answer, answeredBy, dueAt } as const);
  const recorded = record(
    queued,
    {
      title: matter.title,
      detail: matter.text,
      category: matter.category,
      departmentId: matter.departmentId,
      coDepartmentIds: [],
      asker: queued.asker,
      askerId,
      isPersonal: false,
      settlement,
    },
    { liveDepartments, objectionDays: FIRST_RULE_BOOK.rules.questions.objectionDays, askNotice: () => [] },
    act,
  ).entity;
  if (!isOnSpot) return { ...recorded, hasTransfer: false, caseId: `case-${recorded._id}` };
  return judge(recorded, true, '', dueAt, { ...act, now: now + HOUR_MS, requestId: `${act.requestId}-yes` })
    .entity;
}

function caseOf(question: Question, session: Session, number: string): Case {
  return openCase(
    {
      id: `case-${question._id}`,
      number,
      channel: 'dialogue',
      category: question.category,
      urgency: 'ordinary',
      title: question.title,
      text: question.detail,
      place: '',
      pictures: [],
      identity: 'hidden',
      isProtected: false,
      isDoubtful: false,
      askerId: question.askerId,
      phone: '',
      receipt: null,
      recordedBy: null,
      question: {
        sessionId: session._id,
        questionId: question._id,
        leadId: question.departmentId ?? 'logistics',
        coIds: question.coDepartmentIds,
        dueAt: question.dueAt,
      },
    },
    THE_OFFICE,
    session.startsAt + question.order * 5 * 60_000,
    caseRules,
  );
}
