import {
  ATTENDEES,
  BOOKERS,
  CO_ASKERS,
  messageOf,
  type Notice,
  type NoticeFacts,
  OBSERVERS,
  OFFICE,
} from '../core/message/message';
import { logFailure } from '../platform/call/log';
import { inParallel } from '../platform/call/parallel';
import {
  attendance,
  bookings,
  cards,
  mailboxes,
  messages,
  minutes,
  people,
  questions,
  seatQuestions,
  sessions,
  surveys,
} from '../platform/database/collections';
import { _, add, type Collection, find, update } from '../platform/database/store';
import { readStaff, type Staff, staffIn } from './case-notices';
import { dueOn, type TimerStep } from './timer-step';

/** An entity that may have something to tell. */
interface Telling {
  _id: string;
  version: number;
  notices: Notice[];
  hasNotice: boolean;
}

const PAGE = 100;
const WIDTH = 20;
const ROUNDS = 100;

const TELLING = { hasNotice: true } as const;
/** Whose notices are relayed, in this order. Cases have their own audiences: case-notices.ts. */
const SOURCES: ReadonlyArray<Collection<Telling>> = [
  sessions,
  bookings,
  questions,
  minutes,
  surveys,
  cards,
  seatQuestions,
];

/**
 * Turns what entities have to tell into messages, then clears it. Stopped anywhere in between it tells again, and the
 * natural ids of the messages make the repeat collide; so none is lost and none is told twice.
 */
export const relayNotices: TimerStep = {
  name: 'relay_notices',
  dueWhen: () => SOURCES.map((from) => dueOn(from, TELLING)),
  async run(now, until) {
    const staff = staffReader(now);
    for (const source of SOURCES) await relay(source, staff, until);
  },
};

/** Who holds which role, read at most once a run, and only where a notice names one. */
type StaffReader = () => Promise<Staff>;

function staffReader(now: number): StaffReader {
  let staff: Promise<Staff> | undefined;
  return () => {
    staff ??= readStaff(now);
    return staff;
  };
}

async function relay(source: Collection<Telling>, staff: StaffReader, until: number): Promise<void> {
  for (let round = 0; round < ROUNDS && Date.now() < until; round++) {
    const telling = await find(source, TELLING, { limit: PAGE, fields: ['version', 'notices'] });
    await inParallel(telling, WIDTH, async (entity) => {
      try {
        await tell(source, entity, staff);
      } catch (error) {
        // One entity that cannot be told must not keep all the others silent; the next minute tries it again.
        logFailure(`relay-${entity._id}`, 'relay_notices', error);
      }
    });
    if (telling.length < PAGE) break;
  }
}

async function tell(
  source: Collection<Telling>,
  entity: Omit<Telling, 'hasNotice'>,
  staff: StaffReader,
): Promise<void> {
  for (const notice of entity.notices) {
    await inParallel(await recipients(notice, staff), WIDTH, async ({ to, standing }) => {
      await add(messages, messageOf({ ...notice, facts: { ...notice.facts, ...standing } }, to));
    });
  }
  // Somebody may have added to it meanwhile: then it stays, and the next run tells the rest.
  await update(source, { _id: entity._id, version: entity.version }, { notices: [], hasNotice: false });
}

/** Somebody who is told, and how their booking stands where that changes what is said. */
interface Recipient {
  to: string;
  standing?: Pick<NoticeFacts, 'booking' | 'deadline'>;
}

async function recipients({ to, kind, facts }: Notice, staff: StaffReader): Promise<Recipient[]> {
  if (to === CO_ASKERS) return named(await coAskersOf(facts.itemId ?? ''));
  if (to === BOOKERS) return bookersOf(facts.sessionId);
  if (to === ATTENDEES) return named(await attendeesOf(facts.sessionId, kind === 'survey_closing'));
  if (/^(heads|handlers|leader):/.test(to)) return named(staffIn(to, await staff()));
  if (to === OFFICE) return named(await holdersOf('office'));
  if (to === OBSERVERS) return named(await holdersOf('observer'));
  return named([to]);
}

const named = (ids: readonly string[]): Recipient[] => ids.map((to) => ({ to }));

/** Whoever wants it asked besides its asker, who is told for himself. */
async function coAskersOf(questionId: string): Promise<string[]> {
  const [question] = await find(questions, { _id: questionId }, { limit: 1, fields: ['voters', 'askerId'] });
  return question?.voters.filter((personId) => personId !== question.askerId) ?? [];
}

/** Whoever was checked in; for a reminder without those who want none. */
async function attendeesOf(sessionId: string, isReminder: boolean): Promise<string[]> {
  const unwilling = isReminder ? await withoutReminders() : new Set<string>();
  const ids: string[] = [];
  for (let after = ''; ; ) {
    const page = await find(
      attendance,
      { sessionId, _id: _.gt(after) },
      { order: [['_id', 'asc']], limit: 1000, fields: ['personId'] },
    );
    ids.push(...page.map(({ personId }) => personId).filter((personId) => !unwilling.has(personId)));
    const last = page[page.length - 1];
    if (page.length < 1000 || !last) return ids;
    after = last._id;
  }
}

/** Who wants no reminders of surveys, whichever. */
async function withoutReminders(): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (let after = ''; ; ) {
    const page = await find(
      mailboxes,
      { skipsSurveyReminders: true, _id: _.gt(after) },
      { order: [['_id', 'asc']], limit: 1000, fields: ['_id'] },
    );
    for (const { _id } of page) ids.add(_id);
    const last = page[page.length - 1];
    if (page.length < 1000 || !last) return ids;
    after = last._id;
  }
}

async function holdersOf(role: 'office' | 'observer'): Promise<string[]> {
  const found = await find(people, { 'roles.role': role, hasLeft: false }, { limit: 100, fields: ['_id'] });
  return found.map(({ _id }) => _id);
}

/** Whoever has a place or waits for one, in pages. */
async function bookersOf(sessionId: string): Promise<Recipient[]> {
  const bookers: Recipient[] = [];
  for (let after = ''; ; ) {
    const page = await find(
      bookings,
      { sessionId, status: _.in(['confirmed', 'offered', 'waitlisted']), _id: _.gt(after) },
      { order: [['_id', 'asc']], limit: 1000, fields: ['personId', 'status', 'offerExpiresAt'] },
    );
    bookers.push(
      ...page.map(({ personId, status, offerExpiresAt }) => ({
        to: personId,
        standing: { booking: status, deadline: offerExpiresAt ?? undefined },
      })),
    );
    const last = page[page.length - 1];
    if (page.length < 1000 || !last) return bookers;
    after = last._id;
  }
}
