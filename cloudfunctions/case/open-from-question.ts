import type { Case } from '../core/case';
import { SYSTEM_ACTOR } from '../core/case-command';
import { openCase } from '../core/case-opening';
import { cases } from '../platform/collections';
import { add, get } from '../platform/store';
import { caseIdOf } from './file';
import { takeNumber } from './numbering';

/** A question of a session that was transferred to a department. */
export interface TransferredQuestion {
  questionId: string;
  sessionId: string;
  title: string;
  text: string;
  category: Case['category'];
  departmentId: string;
  coDepartmentIds: string[];
  /** Roster entry of the asker; null where the question has none. */
  askerId: string | null;
  isHidden: boolean;
  /** The day that was named in the hall, or null for the ordinary deadline. */
  dueAt: number | null;
}

/**
 * The case of a transferred question: channel `dialogue`, given to its department at once. May be repeated; the same
 * question always makes the same case. For the function `session`, when the hall is closed. Two round trips.
 */
export async function openFromQuestion(
  question: TransferredQuestion,
  now: number,
): Promise<{ caseId: string; number: string }> {
  const id = caseIdOf(`question:${question.questionId}`);
  const known = await get(cases, id);
  if (known) return { caseId: id, number: known.number };
  const { number, rules } = await takeNumber(null, now);
  const entity = openCase(
    {
      id,
      number,
      channel: 'dialogue',
      category: question.category,
      urgency: 'ordinary',
      title: question.title,
      text: question.text || question.title,
      place: '',
      pictures: [],
      // A question that nobody put their name to has no account either, but needs no receipt: it was asked in public.
      identity: question.isHidden ? 'hidden' : 'named',
      isProtected: false,
      isDoubtful: false,
      askerId: question.askerId,
      phone: '',
      receipt: null,
      recordedBy: null,
      question: {
        sessionId: question.sessionId,
        questionId: question.questionId,
        leadId: question.departmentId,
        coIds: question.coDepartmentIds,
        dueAt: question.dueAt,
      },
    },
    SYSTEM_ACTOR,
    now,
    rules,
  );
  if ((await add(cases, entity)) === 'added') return { caseId: id, number };
  const first = await get(cases, id);
  return { caseId: id, number: first?.number ?? number };
}
