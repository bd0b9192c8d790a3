import type { WallState } from '../contract/wall';
import { coAskerCount } from '../core/hall/co-asker';
import { type Question, wasAsked } from '../core/hall/question';
import type { Department } from '../core/people/department';
import type { Session } from '../core/session/session';
import {
  attendance,
  bookings,
  departments,
  halls,
  people,
  questions,
  walls,
} from '../platform/database/collections';
import { _, count, find, get } from '../platform/database/store';
import { categoryNames } from '../platform/database/topics';
import { wallAnnouncement } from './wall-announcement';
import { wallOpenings } from './wall-openings';
import { wallRecord } from './wall-record';

const NEXT = 3;
const BEFORE = ['planned', 'previewed'];
const HELD = ['confirmed', 'attended', 'absent'] as const;

/**
 * What the hall may see: only what the host has approved, and a name only where the asker stands by it. Nine round
 * trips at most, two in sequence, and one a minute for the categories; more only while results are announced or the record stands there.
 */
export async function wallStateOf(session: Session, now: number): Promise<WallState> {
  const { _id: sessionId, plan, status } = session;
  const isBefore = BEFORE.includes(status);
  const [hall, wall, asked, all, checkedIn, booked, record] = await Promise.all([
    get(halls, sessionId),
    find(walls, { _id: sessionId }, { limit: 1, fields: ['shows'] }),
    find(questions, { sessionId }, { order: [['order', 'asc']], limit: 200 }),
    find(departments, {}, { limit: 1000, fields: ['name'] }),
    count(attendance, { sessionId }),
    count(bookings, { sessionId, status: _.in([...HELD]) }),
    isBefore ? wallRecord(now) : null,
  ]);
  const shows = wall[0]?.shows ?? 'session';
  const open = asked.filter(({ isApproved, isPersonal }) => isApproved && !isPersonal);
  const current = open.find(({ _id }) => _id === hall?.currentId);
  const areCodesShown = session.status !== 'live' || shows === 'announcement';
  const [person, categoryOf, announcement, openings] = await Promise.all([
    current?.asker === 'named' && current.askerId
      ? find(people, { _id: current.askerId }, { limit: 1, fields: ['name', 'unit'] })
      : [],
    categoryNames(now),
    shows === 'announcement' ? wallAnnouncement() : null,
    areCodesShown ? wallOpenings() : [],
  ]);
  const nameOf = nameIn(all);
  return {
    shows,
    number: session.number,
    startsAt: session.startsAt,
    status,
    venue: plan.venue,
    calledOffReason: session.calledOff?.reason ?? '',
    chair: `${plan.chair.title}${plan.chair.name}`,
    answerers: plan.attendees.map(({ title, name }) => `${title}${name}`),
    checkedIn,
    booked,
    current: current
      ? {
          title: current.title,
          asker: person[0] ? `${person[0].unit} ${person[0].name}` : '',
          category: categoryOf(current.category),
          departmentName: nameOf(current.departmentId),
          coDepartmentNames: current.coDepartmentIds.map(nameOf).filter(Boolean),
          answerer: answererOf(session, current.departmentId),
          votes: coAskerCount(current),
          calledAt: lastCall(current),
        }
      : null,
    settled: asked.filter(wasAsked).length,
    next: open
      .filter(({ state }) => state === 'queued')
      .slice(0, NEXT)
      .map((question) => ({ title: question.title, votes: coAskerCount(question) })),
    outcomes: open.flatMap(({ state, title, departmentId, dueAt }) =>
      state === 'on_spot' || state === 'transferred'
        ? [{ title, outcome: state, departmentName: nameOf(departmentId), dueAt }]
        : [],
    ),
    record,
    announcement,
    openings,
  };
}

const nameIn =
  (all: ReadonlyArray<Pick<Department, '_id' | 'name'>>) =>
  (id: string | null): string =>
    all.find(({ _id }) => _id === id)?.name ?? '';

/** Who sits there for a department, by office and name. */
function answererOf({ plan }: Session, departmentId: string | null): string {
  const there = plan.attendees.find((attendee) => attendee.departmentId === departmentId);
  return departmentId !== null && there ? `${there.title}${there.name}` : '';
}

const lastCall = ({ history }: Question): number =>
  Math.max(0, ...history.filter(({ what }) => what === 'called').map(({ at }) => at));
