import type { Product } from '../cloud';
import { Phone } from '../survey/phone';
import { add, closeAndPublish, makeKeys, question, seedGuests } from '../survey/thursday';
import { publishSession } from './stage';

const GUESTS = 12;

/** When the stories of cards begin: twenty-five minutes before a first Thursday's four o'clock. */
export const BEFORE_FOUR = Date.parse('2026-12-03T15:35:00+08:00');

/**
 * Twelve have rated two questions: the library's well, that of logistics (宿舍热水) by seven badly, which is a red card.
 * The survey is open. @returns the session's id
 */
export async function ratedBadly(product: Product): Promise<string> {
  const sessionId = await publishSession(product, 2);
  await makeKeys(product);
  const guests = (await seedGuests(product, GUESTS)).map((openid) => new Phone(product, openid));
  for (const guest of guests) await guest.checkIn(sessionId);
  const desk = product.as('p-wu');
  await desk.call('hall.open', { sessionId });
  await add(product, sessionId, question());
  await add(product, sessionId, question({ title: '宿舍热水', departmentId: 'logistics' }));
  await closeAndPublish(product, sessionId);
  const { survey } = await desk.call('survey.open', { sessionId });
  for (const [at, guest] of guests.entries())
    for (const { slot, title } of survey.items) {
      const isBad = at < (title === '宿舍热水' ? 7 : 1);
      await guest.cast(survey.survey, slot, isBad ? 'very_dissatisfied' : 'satisfied');
    }
  return sessionId;
}

/** The same, closed and announced. @returns the red card's id beside the session's */
export async function redCard(product: Product): Promise<{ sessionId: string; cardId: string }> {
  const sessionId = await ratedBadly(product);
  const office = product.as('p-wu');
  await office.call('survey.close', { sessionId, reason: '大家都评完了' });
  await office.call('survey.announce', { sessionId });
  const { cards } = await office.call('survey.cards', { sessionId });
  return { sessionId, cardId: cards[0]?.id ?? '' };
}
