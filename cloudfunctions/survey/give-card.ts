import type { AnnouncedItem, AnnouncedResults } from '../core/announcement-of-results';
import { cardId, type GivenCard, reviewEnd } from '../core/card-ledger';
import { type Act, change } from '../core/change';
import type { Notice } from '../core/message';
import { newRectification } from '../core/rectification';
import type { RuleBook } from '../core/rulebook';
import { type Session, sessionFacts } from '../core/session';
import type { Survey } from '../core/survey';
import { cards, departments, people } from '../platform/collections';
import { add, find, get } from '../platform/store';

/** What a card is made of. */
export interface CardGrounds {
  survey: Survey;
  session: Session;
  result: AnnouncedResults;
  item: AnnouncedItem;
  book: RuleBook;
}

/**
 * Gives the card that the rule gives; a repeat meets its id. The heads of the department are told. Two round trips.
 */
export async function giveCard(grounds: CardGrounds, act: Act): Promise<void> {
  const { item } = grounds;
  if (item.verdict !== 'yellow' && item.verdict !== 'red') return;
  const carrier = await carrierOf(item);
  await add(cards, await cardOf({ ...grounds, item: { ...item, ...carrier } }, item.verdict, act));
}

/**
 * A department dissolved before its card hands it to whoever took over; without a successor the card keeps its name,
 * because a card is never lost. One round trip, two with a successor.
 */
async function carrierOf({
  departmentId,
  departmentName,
}: AnnouncedItem): Promise<Pick<AnnouncedItem, 'departmentId' | 'departmentName'>> {
  const lead = await get(departments, departmentId);
  const successor = lead?.isDissolved && lead.successorId ? await get(departments, lead.successorId) : null;
  if (!successor)
    return {
      departmentId,
      departmentName: lead?.isDissolved ? `${departmentName}（已撤销）` : departmentName,
    };
  return { departmentId: successor._id, departmentName: `${successor.name}（承接${departmentName}）` };
}

async function cardOf(
  { survey, session, result, item, book }: CardGrounds,
  colour: 'yellow' | 'red',
  act: Act,
): Promise<GivenCard> {
  const { calendar, cards: rules } = book.rules;
  const reviewUntil = reviewEnd(act.now, rules.reviewWorkingDays, calendar.breaks);
  const first = cardId(survey._id, item.questionId);
  // A correction may give the same question's card to another department: a card of its own beside the withdrawn one.
  const _id = result.version === 1 ? first : `${first}.v${result.version}`;
  const notices = await noticesOf(_id, session, item, colour, reviewUntil, act.now);
  return {
    _id,
    colour,
    state: 'review',
    surveyId: survey._id,
    sessionId: session._id,
    sessionNumber: session.number,
    questionId: item.questionId,
    title: item.title,
    departmentId: item.departmentId,
    departmentName: item.departmentName,
    valid: item.valid ?? 0,
    dissatisfied: item.dissatisfied,
    band: item.band,
    rulesVersion: result.rulesVersion,
    resultVersion: result.version,
    givenAt: act.now,
    reviewUntil,
    appeal: null,
    rectification: newRectification(reviewUntil),
    rerated: null,
    version: 1,
    history: [change(act, 'given', colour)],
    notices,
    hasNotice: notices.length > 0,
  };
}

async function noticesOf(
  card: string,
  session: Session,
  { title, departmentId }: AnnouncedItem,
  colour: 'yellow' | 'red',
  deadline: number,
  at: number,
): Promise<Notice[]> {
  const staff = await find(
    people,
    { 'roles.departmentId': departmentId, hasLeft: false },
    { limit: 100, fields: ['roles'] },
  );
  const heads = staff.filter(({ roles }) =>
    roles.some((grant) => grant.role === 'head' && grant.departmentId === departmentId),
  );
  const reason = colour === 'red' ? '得红牌' : '得黄牌';
  const facts = { ...sessionFacts(session), title, itemId: card, reason, deadline };
  return heads.map(({ _id: to }) => ({ kind: 'card_given', to, subject: card, at, facts }));
}
