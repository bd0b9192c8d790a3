import { DAY_MS } from '../../../cloudfunctions/core/rules/calendar';
import { isSeen } from '../promises';
import { matter, REASON } from '../words';
import type { DepartmentDesk, World } from '../world';
import { pressButton } from './casework';

/** So many cases somebody looks at in one round of the desk. */
const AT_ONCE = 6;

/** A handler and a head go through the boxes of their desk; then the cards of the department. */
export async function workAtDepartment(world: World, desk: DepartmentDesk): Promise<void> {
  const { id: departmentId, handler, head } = desk;
  const { data: counts } = await world.say(handler, 'case.inboxCounts', { departmentId });
  if (!counts) return;
  for (const [who, boxes] of [
    [handler, ['overdue', 'near', 'waiting', 'working', 'replied']],
    [head, ['review', 'waiting', 'working']],
  ] as const)
    for (const box of boxes) {
      if (!counts.counts[box]) continue;
      const { data } = await world.say(who, 'case.inbox', { departmentId, box });
      for (const { id } of data?.cases.slice(0, AT_ONCE) ?? []) await pressButton(world, who, id);
    }
  if (world.happens(0.1)) {
    await world.say(handler, 'case.saveCannedAnswer', {
      departmentId,
      answerId: null,
      title: '已修好',
      text: '已经修好，请再试。',
    });
    const { data } = await world.say(head, 'case.cannedAnswers', { departmentId });
    const [first, ...others] = data?.answers ?? [];
    if (first && others.length > 3)
      await world.say(head, 'case.removeCannedAnswer', { departmentId, answerId: first.id });
  }
  await answerCards(world, desk);
}

async function answerCards(world: World, { id: departmentId, handler, head }: DepartmentDesk): Promise<void> {
  const { data } = await world.say(head, 'survey.cards', { departmentId });
  for (const { id: cardId } of data?.cards.slice(0, 4) ?? []) {
    const { data: card } = await world.say(head, 'survey.card', { cardId });
    if (!card) continue;
    const { version } = card;
    if (card.may.appeal && world.happens(0.2))
      await world.say(head, 'survey.appeal', { cardId, grounds: '评价时维修尚未完成。' });
    else if (card.may.plan && card.measures.length === 0 && world.happens(0.4)) {
      const measures = [10, 20].map((days) => ({
        text: '更换设备',
        dueAt: world.now + days * DAY_MS,
        isDone: false,
      }));
      await world.say(handler, 'survey.submitPlan', { cardId, version, plan: '分两批更换。', measures });
    } else if (card.may.plan && card.measures.some(({ isDone }) => !isDone) && world.happens(0.2)) {
      const next = card.measures.findIndex(({ isDone }) => !isDone);
      await world.say(handler, 'survey.notePlan', { cardId, note: '已完成一批。', doneMeasures: [next] });
    }
  }
}

/** The office's own desk of cases, complaints, recurring matters and appeals. */
export async function workAtOffice(world: World): Promise<void> {
  const who = world.among(world.office);
  if (!who) return;
  const { data: counts } = await world.say(who, 'case.deskCounts', {});
  for (const box of ['submitted', 'returns', 'extensions', 'ours', 'overdue', 'all'] as const) {
    if (!counts?.counts[box]) continue;
    const { data } = await world.say(who, 'case.desk', { box });
    const rows = box === 'submitted' ? (data?.cases ?? []) : (data?.cases.slice(0, 3) ?? []);
    for (const { id } of rows) await pressButton(world, who, id);
  }
  const { data: complaints } = await world.say(who, 'case.complaints', { isOpen: true });
  for (const { id: complaintId } of complaints?.complaints ?? [])
    await world.say(who, 'case.decideComplaint', {
      complaintId,
      isUpheld: world.happens(0.3),
      decision: REASON,
    });
  const { data: recurring } = await world.say(who, 'case.recurring', {});
  for (const { matterId, title, state } of recurring?.matters.slice(0, 2) ?? [])
    if (state === 'proposed')
      await world.say(who, 'case.decideRecurring', {
        matterId,
        isTaken: world.happens(0.5),
        title: Array.from(title).slice(0, 30).join(''),
      });
  const { data: cards } = await world.say(who, 'survey.cards', {});
  for (const { id: cardId, state } of cards?.cards ?? [])
    if (state === 'appealed')
      await world.say(who, 'survey.decideAppeal', {
        cardId,
        decision: world.happens(0.7) ? 'upheld' : 'withdrawn',
        reason: REASON,
      });
  const { data: all } = await world.say(who, 'case.all', { isOpen: false });
  for (const { id } of all?.cases.slice(0, 2) ?? [])
    if (world.happens(0.3)) await pressButton(world, who, id);
  await lookAround(world, who.openid);
}

/** Messages that did not go out, figures, ledgers. */
async function lookAround(world: World, openid: string): Promise<void> {
  const who = { openid };
  const { data } = await world.say(who, 'announcement.deliveries', {});
  for (const { id } of data?.deliveries.slice(0, 2) ?? [])
    await world.say(who, 'announcement.retry', { deliveryId: id });
  await world.say(who, 'announcement.troubles', {});
  if (!world.happens(0.1)) return;
  const to = world.now;
  const from = to - 60 * DAY_MS;
  const ledgerId = world.requestId();
  await world.say(who, 'report.makeLedger', { ledgerId, from, to });
  await world.say(who, 'report.ledger', { ledgerId });
  await world.say(who, 'survey.ledger', { from, to });
  await world.say(who, 'survey.ledgerFile', { from, to });
  await world.say(who, 'account.attacked', {});
}

/** A leader reads along, orders what lies too long, and ends what was reported. */
export async function workAtTop(world: World): Promise<void> {
  const who = world.among(world.leaders);
  if (!who) return;
  const { data: late } = await world.say(who, 'case.all', { isOpen: true, isOverdue: true });
  for (const { id } of late?.cases.slice(0, 2) ?? []) await pressButton(world, who, id);
  const { data: ordered } = await world.say(who, 'case.supervised', {});
  for (const { id } of ordered?.cases.slice(0, 3) ?? []) await pressButton(world, who, id);
  await world.say(who, 'report.dashboard', { from: world.now - 30 * DAY_MS, to: world.now });
  await world.say(who, 'session.desk', {});
}

/** Somebody rings up, and the operator writes it down. */
export async function takeCall(world: World): Promise<void> {
  const { operator } = world;
  const caller = world.among(world.residents);
  if (!operator || !caller) return;
  const isAnonymous = world.happens(0.3);
  const { data } = await world.say(operator, 'case.findCaller', { search: caller.number });
  const found = data?.people[0]?.personId ?? null;
  const callerId = isAnonymous ? null : found;
  const { data: recorded } = await world.say(operator, 'case.record', {
    ...matter(world),
    callerId,
    urgency: world.among(['emergency', 'utilities', 'ordinary'] as const) ?? 'ordinary',
    identity: callerId === null ? 'anonymous' : 'hidden',
    phone: '',
    ...(callerId === null ? { receiptSeed: seedOf(world) } : {}),
  });
  if (recorded)
    world.promises.expect(`the call ${recorded.number}`, async () => {
      const read = await world.say(operator, 'case.byNumber', { number: recorded.number });
      return isSeen(read, ({ id }) => id === recorded.caseId);
    });
  if (world.happens(0.2)) await world.say(operator, 'case.recorded', {});
}

/** Sixteen bytes in hex, from which a receipt code is made. */
export const seedOf = (world: World): string =>
  Array.from({ length: 32 }, () => Math.floor(world.random() * 16).toString(16)).join('');
