import { waitingTopics } from '../case/agenda-topics';
import type { sessionContract } from '../contract/session';
import { OFFICE } from '../core/people/role-sets';
import { isGuessed, monthOf, nextSessionDay, previewDueAt, type SessionDay } from '../core/rules/calendar';
import type { RuleBook } from '../core/rules/rulebook';
import type { Session } from '../core/session/session';
import type { Handler } from '../platform/call/dispatch';
import { sessions } from '../platform/database/collections';
import { currentRuleBook } from '../platform/database/rulebook';
import { find } from '../platform/database/store';

/** The next session as the rule and the last plan have it; the office changes what is different this time. */
export const proposeSession: Handler<(typeof sessionContract)['session.propose']> = {
  may: OFFICE,
  async run(_input, { now }) {
    const [{ book, number, day, last, newest }, topics] = await Promise.all([
      nextByRule(now),
      waitingTopics(),
    ]);
    const { speakingSlots, seats } = book.rules.booking;
    return {
      number,
      ...shown(day, book),
      term: termDays(day, newest, book).map((of) => shown(of, book)),
      plan: {
        venue: last?.plan.venue ?? '',
        chair: last?.plan.chair ?? { name: '', title: '' },
        attendees: last?.plan.attendees ?? [],
        // What came again and again and was taken for this agenda.
        topics,
        notes: '',
        speakingSlots: last?.plan.speakingSlots ?? speakingSlots,
        quota: last?.plan.quota ?? null,
        seats: last?.plan.seats ?? seats,
      },
    };
  },
};

const shown = ({ date, startsAt, skipped }: SessionDay, { rules: { calendar } }: RuleBook) => ({
  startsAt,
  isDateGuessed: isGuessed(date, calendar.breaks),
  previewDueAt: previewDueAt(startsAt, calendar.previewLeadHours),
  skipped,
});

/** A term has five months; whoever wants more asks again. */
const TERM_SESSIONS = 5;

/** The sessions of a term from this one on, each in a month that has none. */
function termDays(first: SessionDay, newest: readonly Session[], { rules }: RuleBook): SessionDay[] {
  const taken = takenMonths(newest);
  const days = [first];
  for (let last = first; days.length < TERM_SESSIONS; days.push(last)) {
    taken.add(monthOf(last.startsAt));
    last = nextSessionDay(last.startsAt, taken, rules.calendar);
  }
  return days;
}

/** The month of one that was called off may be planned again, on a day of the office's choice. */
function takenMonths(newest: readonly Session[]): Set<string> {
  const held = newest.filter(({ status }) => status !== 'cancelled');
  return new Set(held.flatMap(({ month, startsAt }) => [month, monthOf(startsAt)]));
}

export interface NextByRule {
  book: RuleBook;
  number: number;
  day: SessionDay;
  /** The session with the highest number so far. */
  last: Session | null;
  /** The latest two years of sessions. */
  newest: Session[];
}

/** Number and day of the next session: after the last one, in a month without one. Two round trips side by side. */
export async function nextByRule(now: number): Promise<NextByRule> {
  const [book, newest] = await Promise.all([
    currentRuleBook(now),
    find(sessions, {}, { order: [['startsAt', 'desc']], limit: 24 }),
  ]);
  const last = newest.reduce<Session | null>(
    (highest, session) => (highest && highest.number > session.number ? highest : session),
    null,
  );
  const after = Math.max(now, ...newest.slice(0, 1).map(({ startsAt }) => startsAt));
  const day = nextSessionDay(after, takenMonths(newest), book.rules.calendar);
  return { book, number: (last?.number ?? 0) + 1, day, last, newest };
}
