import type { Card } from '../../contract/card';
import type { PublicCard, PublicPage, PublicPromise, PublicSession } from '../../contract/portal';
import { chairOf } from '../../core/session/chair';
import { departmentNames } from '../department-names';
import { cardsFrom, commitmentsFrom, minutesOf, resultsOf, sessionOf, sessionsFrom } from '../public';

const moment = (at: number): string => new Date(at).toISOString();
const momentOrNull = (at: number | null): string | null => (at === null ? null : moment(at));

/** Announced sessions, newest first; `next` goes into `after` of the next page. Null for no such place. */
export async function publicSessions(after?: string) {
  const listed = await sessionsFrom(after);
  return (
    listed && {
      sessions: listed.sessions.map(({ id, number, startsAt, status, venue }) => ({
        session: id,
        number,
        startsAt: moment(startsAt),
        status,
        venue,
      })),
      next: listed.next,
    }
  );
}

/** One session with everything that is public of it, joined by ids; null while it is not announced. */
export async function publicSession(number: number): Promise<PublicSession | null> {
  const id = `session-${number}`;
  const [found, minutes, results, cards] = await Promise.all([
    sessionOf(id),
    minutesOf(id),
    resultsOf(id),
    cardsFrom({ sessionId: id }),
  ]);
  if (!found) return null;
  const { session } = found;
  return {
    session: id,
    number,
    startsAt: moment(session.startsAt),
    status: session.status,
    venue: session.venue,
    chair: chairOf(session.plan),
    attendees: session.plan.attendees.map(({ title, name }) => `${title} ${name}`.trim()),
    topics: session.plan.topics,
    minutes: minutes && {
      publishedAt: moment(minutes.publishedAt),
      revision: minutes.revision,
      attended: minutes.figures.attended,
      items: minutes.items.map((item) => ({
        questionId: item.questionId,
        title: item.title,
        body: item.body,
        answer: item.answer,
        answeredBy: item.answeredBy,
        category: item.category,
        departmentName: item.departmentName,
        coDepartmentNames: item.coDepartmentNames,
        outcome: item.outcome,
        caseId: item.case?.id ?? null,
        caseNumber: item.case?.number ?? null,
        rating: item.rating,
        cardId: item.card?.id ?? null,
      })),
    },
    surveys: results.map(({ survey }) => survey),
    cards: (cards?.cards ?? []).map(publicCard),
  };
}

const publicCard = (card: Card): PublicCard => ({
  cardId: card.id,
  session: card.sessionId,
  questionId: card.questionId,
  departmentId: card.departmentId,
  departmentName: card.departmentName,
  title: card.title,
  colour: card.colour,
  state: card.state,
  givenAt: moment(card.givenAt),
  rulesVersion: card.rulesVersion,
  valid: card.valid,
  dissatisfied: card.dissatisfied,
  band: card.band,
  plan: card.plan,
});

/** Cards, newest first, by pages. */
export async function publicCards(after?: string): Promise<PublicPage<'cards', PublicCard> | null> {
  const listed = await cardsFrom({ cursor: after });
  return listed && { cards: listed.cards.map(publicCard), next: listed.next };
}

/** Open promises, the nearest first, by pages; late and kept ones have their own state on the pages. */
export async function publicCommitments(
  after?: string,
): Promise<PublicPage<'commitments', PublicPromise> | null> {
  const [listed, nameOf] = await Promise.all([commitmentsFrom('open', after), departmentNames()]);
  return (
    listed && {
      commitments: listed.commitments.map((promise) => ({
        caseId: promise.caseId,
        caseNumber: promise.number,
        title: promise.title,
        text: promise.text,
        category: promise.category,
        departmentId: promise.departmentId,
        departmentName: nameOf(promise.departmentId),
        state: promise.state,
        dueAt: moment(promise.dueAt),
        doneAt: momentOrNull(promise.doneAt),
      })),
      next: listed.next,
    }
  );
}
