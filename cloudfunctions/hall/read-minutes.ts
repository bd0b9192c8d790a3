import type { hallContract, PublishedMinutes } from '../contract/hall';
import { isAnswered } from '../core/case/public-state';
import { ensure } from '../core/domain-error';
import { answererNames } from '../core/hall/answers';
import { delayDays, type Minutes } from '../core/hall/minutes';
import type { Question } from '../core/hall/question';
import { presentInWords } from '../core/session/presence';
import { type AnnouncedItem, ratingInWords } from '../core/survey/announcement-of-results';
import { counts } from '../core/survey/card-ledger';
import type { Handler } from '../platform/call/dispatch';
import {
  cards,
  cases,
  departments,
  minutes,
  questions,
  results,
  sessions,
  surveys,
} from '../platform/database/collections';
import { _, find, get } from '../platform/database/store';

/** Minutes as everybody reads them, each item with what came of it; null before publication. */
export const readMinutes: Handler<(typeof hallContract)['hall.minutes']> = {
  may: 'anyone',
  showsWords: true,
  async run({ sessionId, revision }) {
    const found = await get(minutes, sessionId);
    return { minutes: found?.publishedAt ? await published(found, revision) : null };
  },
};

/** One revision with what came of each item. Seven round trips, two in sequence. @throws DomainError not_found */
async function published(found: Minutes, revision?: number): Promise<PublishedMinutes> {
  const shown = found.revisions.find((version) => version.revision === (revision ?? found.revisions.length));
  ensure(shown !== undefined && found.publishedAt !== null, 'not_found');
  const sessionId = found._id;
  const [asked, opened, announced, given, named, session] = await Promise.all([
    find(questions, { sessionId }, { limit: 200 }),
    find(
      cases,
      { sessionId },
      {
        limit: 200,
        fields: ['number', 'status', 'reply', 'dueAt', 'questionId', 'firstReplyAt', 'asAnswered'],
      },
    ),
    announcedItems(sessionId),
    find(cards, { sessionId }, { order: [['givenAt', 'desc']], limit: 200 }),
    find(departments, {}, { limit: 1000 }),
    get(sessions, sessionId),
  ]);
  const nameOf = (id: string | null) => named.find(({ _id }) => _id === id)?.name ?? '';
  const items = shown.items.flatMap((item) => {
    const question = asked.find(({ _id }) => _id === item.questionId);
    if (!question) return [];
    const opening = opened.find(({ questionId }) => questionId === question._id);
    const rated = announced.find(({ questionId }) => questionId === question._id);
    const card = given.find(
      (card) => card.questionId === question._id && counts(card) && rated !== undefined,
    );
    return [
      {
        questionId: question._id,
        title: item.title,
        body: item.body,
        answer: item.answer,
        answeredBy: answererNames(question).join('、'),
        category: question.category,
        departmentName: nameOf(question.departmentId),
        coDepartmentNames: question.coDepartmentIds.map(nameOf).filter(Boolean),
        outcome: outcomeOf(question),
        onSpot: question.onSpot,
        case: opening
          ? {
              id: opening._id,
              number: opening.number,
              status: isAnswered(opening) ? 'replied' : opening.status,
              outcome: opening.asAnswered?.outcome ?? opening.reply?.outcome ?? null,
              dueAt: isAnswered(opening) ? null : opening.dueAt,
            }
          : null,
        rating: rated ? ratingInWords(rated) : '',
        card: card ? { id: card._id, colour: card.colour } : null,
      },
    ];
  });
  return {
    sessionId,
    number: found.sessionNumber,
    startsAt: found.startsAt,
    publishedAt: found.publishedAt,
    delayDays: delayDays(found.startsAt, found.publishedAt),
    isLate: found.isLate,
    revision: shown.revision,
    preface: shown.preface,
    items,
    figures: found.figures,
    present: session ? presentInWords(session) : { chair: '', attendees: [], isTicked: false },
    leftOut: found.items.filter(({ isLeftOut }) => isLeftOut).length,
    privacyCorrections: found.privacyCorrections ?? [],
    revisions: found.revisions.map(({ revision: number, at, reason }) => ({ revision: number, at, reason })),
  };
}

const outcomeOf = ({ state }: Question): 'on_spot' | 'transferred' =>
  state === 'on_spot' ? 'on_spot' : 'transferred';

/** What was announced of each question, the newest word first. Two round trips in sequence. */
async function announcedItems(sessionId: string): Promise<AnnouncedItem[]> {
  const rounds = await find(
    surveys,
    { sessionId, state: 'announced' },
    { order: [['round', 'desc']], limit: 20, fields: ['resultVersion'] },
  );
  if (rounds.length === 0) return [];
  const ids = rounds.map(({ _id, resultVersion }) => `${_id}.v${resultVersion}`);
  const found = await find(results, { _id: _.in(ids) }, { limit: 20 });
  return found
    .sort((left, right) => right.round - left.round)
    .flatMap(({ items }) => items.filter(({ verdict }) => verdict !== 'not_due'));
}
