import type { Act } from '../../core/change';
import { type Notice, OFFICE } from '../../core/message/message';
import { successorOf } from '../../core/people/department';
import { rolesAt } from '../../core/people/person';
import { type Session, sessionFacts } from '../../core/session/session';
import type { AnnouncedItem } from '../../core/survey/announcement-of-results';
import { type CardGrounds, isCarded, newCard } from '../../core/survey/new-card';
import { cards, departments, people } from '../../platform/database/collections';
import { add, find, get } from '../../platform/database/store';

/**
 * Gives the card that the rule gives; a repeat meets its id. The heads of the department are told. Three round trips.
 */
export async function giveCard(
  { item, ...grounds }: Omit<CardGrounds, 'item'> & { item: AnnouncedItem },
  session: Session,
  act: Act,
): Promise<void> {
  if (!isCarded(item)) return;
  const carried = { ...item, ...(await carrierOf(item)) };
  const to = await toldOf(carried.departmentId, act.now);
  const card = newCard({ ...grounds, item: carried }, act, (itemId, deadline) =>
    noticesOf(to, itemId, session, carried, deadline, act.now),
  );
  await add(cards, card);
}

/**
 * A department dissolved before its card hands it to whoever took over, or took over from those; without a successor
 * the card keeps its name, because a card is never lost. One round trip, three with a successor.
 */
async function carrierOf({
  departmentId,
  departmentName,
}: AnnouncedItem): Promise<Pick<AnnouncedItem, 'departmentId' | 'departmentName'>> {
  const lead = await get(departments, departmentId);
  if (!lead?.isDissolved) return { departmentId, departmentName };
  const successorId = successorOf(lead, await find(departments, { isDissolved: true }, { limit: 1000 }));
  const successor = successorId === null ? null : await get(departments, successorId);
  if (!successor) return { departmentId, departmentName: `${departmentName}（已撤销）` };
  return { departmentId: successor._id, departmentName: `${successor.name}（承接${departmentName}）` };
}

/** The heads of a department; the office where there is none, so that no card is given unheard. One round trip. */
async function toldOf(departmentId: string, now: number): Promise<string[]> {
  const staff = await find(
    people,
    { 'roles.departmentId': departmentId, hasLeft: false },
    { limit: 100, fields: ['roles'] },
  );
  const heads = staff.filter(({ roles }) =>
    rolesAt(roles, now).some((grant) => grant.role === 'head' && grant.departmentId === departmentId),
  );
  return heads.length > 0 ? heads.map(({ _id }) => _id) : [OFFICE];
}

function noticesOf(
  told: readonly string[],
  itemId: string,
  session: Session,
  { title, verdict, departmentName }: CardGrounds['item'],
  deadline: number,
  at: number,
): Notice[] {
  const colour = verdict === 'red' ? '被亮红牌' : '被亮黄牌';
  return told.map((to) => {
    const reason = to === OFFICE ? `${colour}（${departmentName}尚无负责人绑定账号，请代为通知）` : colour;
    const facts = { ...sessionFacts(session), title, itemId, reason, deadline };
    return { kind: 'card_given', to, subject: itemId, at, facts };
  });
}
