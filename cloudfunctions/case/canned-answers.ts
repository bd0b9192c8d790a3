import { createHash } from 'node:crypto';
import type { caseContract } from '../contract/case';
import { CASE_LIMITS } from '../core/case/case';
import { DomainError, ensure } from '../core/domain-error';
import { DEPARTMENT } from '../core/people/role-sets';
import { requireRole } from '../platform/call/caller';
import type { Context, Handlers } from '../platform/call/dispatch';
import { cannedAnswers } from '../platform/database/collections';
import { add, count, find, remove, update } from '../platform/database/store';

const member = ({ caller }: Context, departmentId: string) => requireRole(caller, DEPARTMENT, departmentId);

const idOf = (requestId: string): string =>
  createHash('sha256').update(`canned:${requestId}`).digest('hex').slice(0, 24);

/** A department's own words for what is asked again and again. */
export const canned = {
  'case.cannedAnswers': {
    may: DEPARTMENT,
    async run({ departmentId }, context) {
      await member(context, departmentId);
      const found = await find(cannedAnswers, { departmentId }, { order: [['title', 'asc']] });
      return { answers: found.map(({ _id, title, text }) => ({ id: _id, title, text })) };
    },
  },
  'case.saveCannedAnswer': {
    may: DEPARTMENT,
    runs: 'once',
    async run({ departmentId, answerId, title, text }, context) {
      await member(context, departmentId);
      const id = answerId ?? idOf(context.requestId);
      if (context.isDone) return { id };
      if (answerId !== null) {
        const changed = await update(cannedAnswers, { _id: answerId, departmentId }, { title, text });
        if (changed === 0 && (await count(cannedAnswers, { _id: answerId, departmentId })) === 0)
          throw new DomainError('not_found');
        return { id };
      }
      const existing = await count(cannedAnswers, { departmentId });
      ensure(existing < CASE_LIMITS.cannedMax, 'invalid_input', { title: 'too_many_answers' });
      await add(cannedAnswers, { _id: id, departmentId, title, text });
      return { id };
    },
  },
  'case.removeCannedAnswer': {
    may: DEPARTMENT,
    async run({ departmentId, answerId }, context) {
      await member(context, departmentId);
      await remove(cannedAnswers, { _id: answerId, departmentId });
      return { id: answerId };
    },
  },
} satisfies Partial<Handlers<typeof caseContract>>;
