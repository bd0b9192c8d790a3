import type { CardDetail, Input } from '../../../api/dto';
import { dayEndOf, isoDate } from '../../../shared/time';

/** The rectification plan as it is typed. */
export interface PlanDraft {
  plan: string;
  measures: { text: string; date: string; isDone: boolean }[];
}

export const MEASURES_MAX = 10;

const WEEK_MS = 7 * 24 * 60 * 60_000;

/** What was submitted, or one empty measure to begin with: due with the plan, or in a week when the plan is late. */
export const planDraftOf = ({ planText, measures, planDueAt }: CardDetail, now: number): PlanDraft => ({
  plan: planText,
  measures:
    measures.length > 0
      ? measures.map(({ text, dueAt, isDone }) => ({ text, date: isoDate(dueAt), isDone }))
      : [{ text: '', date: isoDate(planDueAt > now ? planDueAt : now + WEEK_MS), isDone: false }],
});

/** Recognises a draft kept on this phone by this version of the app. */
export function isPlanDraft(value: unknown): value is PlanDraft {
  if (typeof value !== 'object' || value === null) return false;
  if (!('plan' in value) || typeof value.plan !== 'string' || !('measures' in value)) return false;
  return Array.isArray(value.measures) && value.measures.every(isMeasure);
}

const isMeasure = (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  'text' in value &&
  typeof value.text === 'string' &&
  'date' in value &&
  typeof value.date === 'string' &&
  'isDone' in value &&
  typeof value.isDone === 'boolean';

/** What is missing, in one sentence, or empty. */
export function missingIn({ plan, measures }: PlanDraft): string {
  if (plan.trim() === '') return '请写原因和整改思路';
  if (measures.length === 0) return '至少写一条措施';
  if (measures.some(({ text }) => text.trim() === '')) return '每条措施都要写做什么';
  if (measures.some(({ date }) => dayEndOf(date) === null)) return '每条措施都要选完成日期';
  return '';
}

export const measuresOf = ({ measures }: PlanDraft): Input<'survey.submitPlan'>['measures'] =>
  measures.map(({ text, date, isDone }) => ({ text: text.trim(), dueAt: dayEndOf(date) ?? 0, isDone }));

/** What everybody will read of a plan, by the names under which it is looked through. */
export const planWords = ({
  plan,
  measures,
}: Pick<Input<'survey.submitPlan'>, 'plan' | 'measures'>): Input<'hall.wordFindings'> => ({
  main: { key: 'plan', text: plan },
  others: measures.map(({ text }, at) => ({ key: `measure.${at}`, text })),
});
