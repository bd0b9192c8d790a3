import type * as z from 'zod';
import type { ActionContract } from '../../contract/action';
import { DomainError } from '../../core/domain-error';
import { fitted } from './answer';
import type { Caller } from './caller';
import type { Handler } from './dispatch';
import { areWordsForMembers } from './words-for-members';

const STRANGER: Caller = {
  openid: '',
  address: '',
  person: async () => null,
  boundPerson: async () => {
    throw new DomainError('not_bound');
  },
  known: async () => null,
  readBeside: async () => null,
};

/**
 * What the app shows to somebody who is not bound, through the same use case: the one gate of everything that the
 * portal shows. Null where a stranger is refused, where words are for members only, and for what is not there.
 *
 * @throws Error for a command, or for what not everybody may ask: a mistake of ours
 * @throws AnswerMisfit
 */
export async function shownToStranger<I extends z.ZodType, O extends z.ZodType>(
  spec: ActionContract<I, O>,
  handler: Handler<ActionContract<I, O>>,
  input: z.input<I>,
): Promise<z.output<O> | null> {
  if (spec.kind !== 'query' || handler.may !== 'anyone') throw new Error('nothing that everybody may ask');
  if (handler.showsWords && areWordsForMembers()) return null;
  const parsed = spec.input.safeParse(input);
  if (!parsed.success) return null;
  const context = { caller: STRANGER, now: Date.now(), requestId: '', isDone: false };
  try {
    return fitted(spec.output, await handler.run(parsed.data, context));
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}
