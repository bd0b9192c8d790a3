import * as z from 'zod';
import { LIMITS } from '../../miniprogram/shared/limits';
import { shortString } from './text';

/** A place in the text that may name somebody. `start` and `end` count UTF-16 units of that field. */
export const redactionFinding = z.object({
  /** Stable while the text around stays the same; publishing names the findings that were looked at and kept. */
  id: z.string(),
  questionId: z.string(),
  field: z.enum(['preface', 'title', 'body', 'answer']),
  kind: z.enum(['name', 'phone', 'id_card', 'number', 'address', 'class', 'email']),
  start: z.number(),
  end: z.number(),
  text: z.string(),
  /** What would stand there instead, e.g. 林同学, 138****8000. */
  suggestion: z.string(),
});
export type RedactionFinding = z.output<typeof redactionFinding>;

/** Findings that somebody has looked at and lets stand; a word for each is its id. */
export const keptFindings = z.array(shortString(80)).max(LIMITS.findingsKeptMax);
/** The same where the words are few and one call carries all of it. */
export const keptFew = z.array(shortString(24)).max(LIMITS.findingsKeptFew);
