import type { Output } from '../../contract';
import type { Card, CardDetail, cardContract } from '../../contract/card';
import { hasHappened } from '../../core/change';
import { ensure } from '../../core/domain-error';
import { PAGE_SIZE, pageOf, readTimeCursor, timeCursor } from '../../core/page';
import { holds, type Person } from '../../core/people/person';
import { COLLEGE_WIDE, DEPARTMENT, HEAD, OFFICE } from '../../core/people/role-sets';
import { pickedDayEnd } from '../../core/rules/working-time';
import { isPlanOverdue } from '../../core/survey/card-ladder';
import {
  appeal,
  changedCard,
  decide,
  type GivenCard,
  hasOpenPlan,
  reviewEnd,
} from '../../core/survey/card-ledger';
import { notePlan, planState, submitPlan } from '../../core/survey/rectification';
import { ensureLookedThrough, ensureTellsNobody, passagesOf } from '../../hall/gate';
import type { Context, Handler } from '../../platform/call/dispatch';
import { cards, people } from '../../platform/database/collections';
import { currentRuleBook } from '../../platform/database/rulebook';
import { _, aggregate, find, get } from '../../platform/database/store';
import { commit } from '../../platform/database/versioned';
import { actOf } from '../rounds';

/** One card in any list. */
export const shownCard = (card: GivenCard, now: number): Card => ({
  id: card._id,
  colour: card.colour,
  state: card.state,
  sessionId: card.sessionId,
  sessionNumber: card.sessionNumber,
  questionId: card.questionId,
  title: card.title,
  departmentId: card.departmentId,
  departmentName: card.departmentName,
  valid: card.valid,
  dissatisfied: card.dissatisfied,
  band: card.band,
  rulesVersion: card.rulesVersion,
  givenAt: card.givenAt,
  reviewUntil: card.reviewUntil,
  plan: planState(card.rectification, card.rerated),
  planDueAt: card.rectification.dueAt,
  rerated: card.rerated,
  isPlanOverdue: isPlanOverdue(card, now),
});

/** Cards, newest first; by session, department, colour and state. One round trip, or two at once with the counts. */
export const listCards: Handler<(typeof cardContract)['survey.cards']> = {
  may: 'anyone',
  showsWords: true,
  async run({ sessionId, departmentId, colour, state, isLate, isCounted, cursor }, { now }) {
    const all = { ...(sessionId && { sessionId }), ...(departmentId && { departmentId }) };
    const where = { ...all, ...(colour && { colour }), ...(state && { state }), ...(isLate && { isLate }) };
    const [found, counts] = await Promise.all([
      find(cards, cursor === undefined ? where : _.and([where, olderThan(cursor)]), {
        order: [
          ['givenAt', 'desc'],
          ['_id', 'desc'],
        ],
        limit: PAGE_SIZE + 1,
      }),
      isCounted ? countCards(all) : null,
    ]);
    const { page, next } = pageOf(found, ({ givenAt, _id }) => timeCursor({ at: givenAt, _id }));
    return { cards: page.map((card) => shownCard(card, now)), next, counts };
  },
};

type CardCounts = NonNullable<Output<'survey.cards'>['counts']>;

/** At most one group for each colour, state and lateness. */
async function countCards(all: { sessionId?: string; departmentId?: string }): Promise<CardCounts> {
  const groups = await aggregate(cards, [
    { match: all },
    {
      group: {
        _id: { colour: '$colour', state: '$state', isLate: { $eq: ['$isLate', true] } },
        cards: { $sum: 1 },
      },
    },
  ]).list<{ _id: Omit<CardCounts[number], 'cards'>; cards: number }>();
  return groups.map(({ _id, cards: number }) => ({ ..._id, cards: number }));
}

function olderThan(cursor: string) {
  const { at, id } = readTimeCursor(cursor);
  return _.or([{ givenAt: _.lt(at) }, { givenAt: at, _id: _.lt(id) }]);
}

/** One card with its review, its plan and its history. @throws DomainError not_found */
export const getCard: Handler<(typeof cardContract)['survey.card']> = {
  may: 'anyone',
  showsWords: true,
  run: async ({ cardId }, context) => detail(await readCard(cardId), context),
};

/** @throws DomainError not_found, not_allowed for another department, review_closed, conflict */
export const appealCard: Handler<(typeof cardContract)['survey.appeal']> = {
  may: HEAD,
  async run({ cardId, grounds }, context) {
    const act = await actOf(context);
    const card = await ownCard(cardId, HEAD, context);
    if (hasHappened(card, act.requestId)) return detail(card, context);
    const decideBy = await decisionBy(context.now);
    return detail(await commit(cards, card, appeal(card, grounds, act, decideBy).entity), context);
  },
};

/** @throws DomainError not_found, nothing_to_decide, conflict, redaction_open */
export const decideAppeal: Handler<(typeof cardContract)['survey.decideAppeal']> = {
  may: OFFICE,
  async run({ cardId, decision, reason }, context) {
    const [act] = await Promise.all([actOf(context), ensureTellsNobody(reason)]);
    const card = await readCard(cardId);
    if (hasHappened(card, act.requestId)) return detail(card, context);
    const planDueAt = await planDueAfterDecision(context.now);
    return detail(await commit(cards, card, decide(card, decision, reason, act, planDueAt).entity), context);
  },
};

/** Until when the office decides an appeal that is made now. */
async function decisionBy(now: number): Promise<number> {
  const { cards: rules, calendar } = (await currentRuleBook(now)).rules;
  return reviewEnd(now, rules.decisionWorkingDays, calendar);
}

/** A plan that waited for the decision has the time again that it has from the start. */
async function planDueAfterDecision(now: number): Promise<number> {
  const { cards: rules, calendar } = (await currentRuleBook(now)).rules;
  return reviewEnd(now, rules.reviewWorkingDays, calendar);
}

/** @throws DomainError not_found, not_allowed, wrong_stage with nothing left to plan, due_in_past, conflict, redaction_open */
export const submitCardPlan: Handler<(typeof cardContract)['survey.submitPlan']> = {
  may: DEPARTMENT,
  async run({ cardId, version, plan, measures, kept }, context) {
    const act = await actOf(context);
    const card = await ownCard(cardId, DEPARTMENT, context);
    if (hasHappened(card, act.requestId)) return detail(card, context);
    ensure(card.version === version, 'conflict');
    ensure(hasOpenPlan(card), 'wrong_stage');
    const words = measures.map(({ text }, at) => ({ key: `measure.${at}`, text }));
    const passages = passagesOf([{ key: 'plan', text: plan }, ...words]);
    const [book] = await Promise.all([currentRuleBook(context.now), ensureLookedThrough({ passages }, kept)]);
    const onDays = measures.map((each) => ({
      ...each,
      dueAt: pickedDayEnd(each.dueAt, book.rules.calendar),
    }));
    const rectification = submitPlan(card.rectification, plan, onDays, act);
    return detail(
      await commit(
        cards,
        card,
        changedCard(card, act, 'planned', { rectification }, '', { step: 'planned' }).entity,
      ),
      context,
    );
  },
};

/** @throws DomainError not_found, not_allowed, wrong_stage without a plan or with none to report on, conflict, redaction_open */
export const noteCardPlan: Handler<(typeof cardContract)['survey.notePlan']> = {
  may: DEPARTMENT,
  async run({ cardId, note, doneMeasures, kept }, context) {
    const act = await actOf(context);
    const card = await ownCard(cardId, DEPARTMENT, context);
    if (hasHappened(card, act.requestId)) return detail(card, context);
    ensure(hasOpenPlan(card), 'wrong_stage');
    await ensureLookedThrough({ passages: passagesOf([{ key: 'note', text: note }]) }, kept);
    const rectification = notePlan(card.rectification, note, doneMeasures, act);
    const isDone = rectification.doneAt !== null && card.rectification.doneAt === null;
    const tell = isDone ? ({ step: 'plan_done' } as const) : null;
    return detail(
      await commit(cards, card, changedCard(card, act, 'noted', { rectification }, '', tell).entity),
      context,
    );
  },
};

async function readCard(cardId: string): Promise<GivenCard> {
  const card = await get(cards, cardId);
  ensure(card !== null, 'not_found');
  return card;
}

/** A card of the department in which the caller holds one of the roles, read now. */
async function ownCard(cardId: string, roles: ReadonlyArray<'head' | 'handler'>, { caller }: Context) {
  const [card, person] = await Promise.all([readCard(cardId), caller.boundPerson()]);
  ensure(holds(person, roles, card.departmentId), 'not_allowed');
  return card;
}

/** What an event is called is shown; who did it, by name, to staff only. */
async function detail(card: GivenCard, { caller, now }: Context): Promise<CardDetail> {
  const [viewer, named] = await Promise.all([caller.person(), namesIn(card)]);
  const isStaff =
    viewer !== null && (holds(viewer, COLLEGE_WIDE) || holds(viewer, DEPARTMENT, card.departmentId));
  const nameOf = (id: string) => (isStaff ? (named.get(id) ?? '') : '');
  const { rectification, appeal: asked } = card;
  return {
    ...shownCard(card, now),
    version: card.version,
    appeal: asked && {
      grounds: isStaff ? asked.grounds : '',
      at: asked.at,
      by: nameOf(asked.by),
      decideBy: asked.decideBy ?? null,
      decision: asked.decision,
      reason: asked.reason,
    },
    planText: rectification.plan,
    measures: rectification.measures,
    notes: rectification.notes.map(({ at, by, text }) => ({ at, by: nameOf(by), text })),
    history: card.history.map(({ at, actor, what, detail: words }) => ({
      at,
      actor: nameOf(actor),
      what,
      detail: words,
    })),
    may: rights(card, viewer, now),
  };
}

function rights(card: GivenCard, viewer: Person | null, now: number): CardDetail['may'] {
  const isHead = viewer !== null && holds(viewer, HEAD, card.departmentId);
  const isOwn = viewer !== null && holds(viewer, DEPARTMENT, card.departmentId);
  const isOffice = viewer !== null && holds(viewer, OFFICE);
  return {
    appeal: isHead && card.state === 'review' && card.appeal === null && now < card.reviewUntil,
    decide: isOffice && card.state === 'appealed',
    plan: isOwn && hasOpenPlan(card),
  };
}

async function namesIn(card: GivenCard): Promise<ReadonlyMap<string, string>> {
  const ids = [
    ...card.history.map(({ actor }) => actor),
    ...card.rectification.notes.map(({ by }) => by),
    ...(card.appeal ? [card.appeal.by] : []),
  ];
  const found = await find(people, { _id: _.in([...new Set(ids)]) }, { limit: 100, fields: ['name'] });
  return new Map(found.map(({ _id, name }) => [_id, name]));
}
