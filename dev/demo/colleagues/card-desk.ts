import * as z from 'zod';
import { addDays, DAY_MS, dayOf, HOUR_MS, instantOf } from '../../../cloudfunctions/core/rules/calendar';
import { planOf } from '../card-plans';
import { accountOf, type Deed, drawn, OFFICE_ACCOUNT } from './deed';

/** What a colleague reads of a card. */
export const deskCard = z.object({
  _id: z.string(),
  version: z.number(),
  state: z.string(),
  departmentId: z.string(),
  givenAt: z.number(),
  reviewUntil: z.number(),
  rerated: z.string().nullable(),
  appeal: z.object({ at: z.number() }).nullable(),
  rectification: z.object({
    submittedAt: z.number().nullable(),
    measures: z.array(z.object({ dueAt: z.number(), isDone: z.boolean() })),
  }),
});
export type DeskCard = z.output<typeof deskCard>;

/** What is done next with a card: the appeal decided, the plan handed in, a measure reported. Null: nothing yet. */
export function nextCardDeed(card: DeskCard, now: number, since: number): Deed | null {
  const { _id: cardId, version, state, departmentId, appeal, rerated } = card;
  if (state === 'appealed')
    return appeal && now > Math.max(since, appeal.at) + DAY_MS
      ? {
          by: OFFICE_ACCOUNT,
          action: 'survey.decideAppeal',
          input: { cardId, decision: 'upheld', reason: '评价依据充分，维持原结果。' },
        }
      : null;
  if (state === 'withdrawn' || rerated === 'none') return null;
  const { submittedAt, measures } = card.rectification;
  const place = drawn(cardId, 6);
  const { plan, measures: texts, notes } = planOf(departmentId, place);
  if (submittedAt === null) {
    const plannedAt = Math.max(since + 6 * HOUR_MS, card.reviewUntil - 2 * DAY_MS);
    if (now < plannedAt) return null;
    const planned = texts.map((text, index) => ({
      text,
      dueAt: instantOf(addDays(dayOf(now), 10 + index * 8), 18),
      isDone: false,
    }));
    return {
      by: accountOf('head', departmentId),
      action: 'survey.submitPlan',
      input: { cardId, version, plan, measures: planned },
    };
  }
  const due = measures.findIndex(({ dueAt, isDone }) => !isDone && now > dueAt - DAY_MS);
  if (due === -1 || now < since + 6 * HOUR_MS) return null;
  const note = notes[due] ?? '整改措施已经落实，结果已告知提问师生。';
  return {
    by: accountOf('handler', departmentId),
    action: 'survey.notePlan',
    input: { cardId, note, doneMeasures: [due] },
  };
}
