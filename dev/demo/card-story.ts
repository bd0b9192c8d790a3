import { SYSTEM } from '../../cloudfunctions/core/change';
import { addDays, DAY_MS, dayOf, HOUR_MS, instantOf } from '../../cloudfunctions/core/rules/calendar';
import { FIRST_RULE_BOOK } from '../../cloudfunctions/core/rules/rulebook';
import {
  appeal,
  changedCard,
  decide,
  endReview,
  type GivenCard,
  hasOpenPlan,
  rerate,
  reviewEnd,
} from '../../cloudfunctions/core/survey/card-ledger';
import { notePlan, submitPlan } from '../../cloudfunctions/core/survey/rectification';
import { planOf } from './card-plans';
import { memberWith } from './cast';
import { DEMO_NOW } from './sessions';

/** Cards whose department asked for a review, by session and order: why, and what the office decided and when. */
const APPEALS: Readonly<Record<string, Appeal>> = {
  '5.11': {
    grounds: '评价时整改已经完成，新设施当周投入使用，部分提问师生尚未用到，请求复核。',
    decided: {
      decision: 'withdrawn',
      reason: '核对验收单和通知时间，情况属实，撤销黄牌，本期再次评价时一并了解。',
    },
  },
  '8.5': {
    grounds: '该问题由两个部门共同承担，请求只对牵头环节作出评价。',
    decided: { decision: 'upheld', reason: '牵头部门在评价开始前已经确定并公布，维持黄牌。' },
  },
  '15.9': { grounds: '评价期间系统停机检修 2 天，影响了师生的感受，请求复核。', decided: null },
};

const { calendar, cards: CARD_RULES } = FIRST_RULE_BOOK.rules;
const decidedBy = (at: number) => reviewEnd(at, CARD_RULES.decisionWorkingDays, calendar);

interface Appeal {
  grounds: string;
  decided: { decision: 'upheld' | 'withdrawn'; reason: string } | null;
}

interface Deed {
  at: number;
  apply(card: GivenCard): GivenCard;
}

/** How a re-rating went, and when it was announced. */
export interface Rerating {
  at: number;
  verdict: NonNullable<GivenCard['rerated']>;
}

/** The card's way by the product's own transitions, each at its own time, as far as the demo's first minute. */
export function livedCard(
  given: GivenCard,
  order: number,
  place: number,
  rerating: Rerating | null,
): GivenCard {
  const deeds = [...departmentDeeds(given, order, place), ...officeDeeds(given, order)];
  deeds.push({ at: given.reviewUntil, apply: (card) => endReview(card, given.reviewUntil)?.entity ?? card });
  if (rerating)
    deeds.push({
      at: rerating.at,
      apply: (card) =>
        rerate(card, rerating.verdict, actBy(SYSTEM, rerating.at, `announce-${card._id}`)).entity,
    });
  const lived = deeds
    .filter(({ at }) => at <= DEMO_NOW)
    .sort((left, right) => left.at - right.at)
    .reduce((card, deed) => deed.apply(card), given);
  // What was told on the way was read long ago.
  return { ...lived, notices: [], hasNotice: false };
}

const actBy = (actor: string, now: number, requestId: string) => ({ actor, now, requestId });
const whoIs = (role: 'head' | 'handler', departmentId: string) =>
  memberWith(role, departmentId)?._id ?? SYSTEM;

/** So many days later, at an hour and a minute of its own. */
const later = (from: number, days: number, place: number): number =>
  instantOf(addDays(dayOf(from), days), 9) + ((place * 37) % 480) * 60_000;

function departmentDeeds(given: GivenCard, order: number, place: number): Deed[] {
  const { departmentId, givenAt } = given;
  const { plan, measures, notes } = planOf(departmentId, place);
  const deeds: Deed[] = [];
  const known = APPEALS[keyOf(given, order)];
  if (known) {
    const at = later(givenAt, 2, place);
    const act = actBy(whoIs('head', departmentId), at, `appeal-${given._id}`);
    deeds.push({ at, apply: (card) => appeal(card, known.grounds, act, decidedBy(at)).entity });
  }
  // The newest cards wait for their plans.
  if (DEMO_NOW - givenAt < 7 * DAY_MS) return deeds;
  const head = whoIs('head', departmentId);
  const plannedAt = later(givenAt, 2 + (place % 3), place + 3);
  const planned = measures.map((text, index) => ({
    text,
    dueAt: instantOf(addDays(dayOf(givenAt), 12 + index * 8), 18),
    isDone: false,
  }));
  deeds.push(
    onPlan(plannedAt, 'planned', head, `plan-${given._id}`, (card, act) =>
      submitPlan(card.rectification, plan, planned, act),
    ),
  );
  const handler = whoIs('handler', departmentId);
  measures.forEach((_measure, index) => {
    // One in five is done a few days late.
    const lateDays = (place + index) % 5 === 0 ? 4 : -2 - (place % 4);
    const at = (planned[index]?.dueAt ?? givenAt) + lateDays * DAY_MS - ((place * 53) % 400) * 60_000;
    const note = notes[index] ?? '整改措施已经落实，结果已告知提问师生。';
    deeds.push(
      onPlan(at, 'noted', handler, `note-${index}-${given._id}`, (card, act) =>
        notePlan(card.rectification, note, [index], act),
      ),
    );
  });
  return deeds;
}

/** Work on the plan, while there is still something to plan or to report. */
function onPlan(
  at: number,
  what: 'planned' | 'noted',
  actor: string,
  requestId: string,
  change: (card: GivenCard, act: ReturnType<typeof actBy>) => GivenCard['rectification'],
): Deed {
  const act = actBy(actor, at, requestId);
  return {
    at,
    apply: (card) =>
      hasOpenPlan(card) ? changedCard(card, act, what, { rectification: change(card, act) }).entity : card,
  };
}

function officeDeeds(given: GivenCard, order: number): Deed[] {
  const decided = APPEALS[keyOf(given, order)]?.decided;
  if (!decided) return [];
  const at = instantOf(addDays(dayOf(given.givenAt), 5), 14) + HOUR_MS / 3;
  const act = actBy('p-wu', at, `decide-${given._id}`);
  return [{ at, apply: (card) => decide(card, decided.decision, decided.reason, act, decidedBy(at)).entity }];
}

/** Only a first rating's card was ever appealed against. */
const keyOf = ({ sessionNumber, surveyId }: GivenCard, order: number): string =>
  surveyId.endsWith('.1') ? `${sessionNumber}.${order}` : '';
