import type { z } from 'zod';
import type { caseContract } from '../contract/case';
import { DomainError, ensure } from '../core/domain-error';
import { ANSWERING } from '../core/people/role-sets';
import type { Context, Handler } from '../platform/call/dispatch';
import { cases } from '../platform/database/collections';
import { get } from '../platform/database/store';
import { mergeCase } from './merge';
import { publicity } from './publish';
import { staffCommands } from './staff-commands';

type Several = (typeof caseContract)['case.several'];
type Order = z.output<Several['input']>['order'];

/**
 * One tap on several cases. Each is a command of its own, with the rights, checks and history of one: what may not is
 * answered with why, and keeps none of the others from being done. A repeat of the request does nothing twice.
 */
export const several: Handler<Several> = {
  may: ANSWERING,
  async run({ caseIds, order }, context) {
    const results: z.output<Several['output']>['results'] = [];
    // In turn: a call has one connection's worth of work, and merging into one case is a change of the same case.
    for (const caseId of new Set(caseIds)) {
      const own = { ...context, requestId: `${context.requestId}:${caseId}` };
      results.push({ caseId, refusal: await refusalOf(caseId, order, own) });
    }
    return { results };
  },
};

async function refusalOf(caseId: string, order: Order, context: Context) {
  try {
    await carryOut(caseId, order, context);
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

async function carryOut(caseId: string, order: Order, context: Context): Promise<unknown> {
  switch (order.do) {
    case 'accept':
      return staffCommands['case.accept'].run(
        { ...order, urgency: await seenClassOf(caseId), caseId },
        context,
      );
    case 'assign':
      return staffCommands['case.assign'].run({ ...order, caseId }, context);
    case 'take':
      return staffCommands['case.take'].run({ caseId }, context);
    case 'handTo':
      return staffCommands['case.handTo'].run({ ...order, caseId }, context);
    case 'merge':
      return mergeCase.run({ ...order, caseId }, context);
    case 'publish':
      return publicity['case.publish'].run({ ...(await ownWords(caseId)), kept: [] }, context);
  }
}

/**
 * The class that its asker chose stays. Accepting says that somebody has looked at what was held back and at pictures that
 * no check has passed: that takes opening the case.
 */
async function seenClassOf(caseId: string) {
  const entity = await get(cases, caseId);
  if (!entity) throw new DomainError('not_found');
  const isUnseen = entity.isHeld || entity.pictures.some(({ state }) => state !== 'passed');
  ensure(!isUnseen, 'case_unseen');
  return entity.urgency;
}

/** As it was written: what would have to be looked through first is refused, and published one by one. */
async function ownWords(caseId: string) {
  const entity = await get(cases, caseId);
  if (!entity) throw new DomainError('not_found');
  const { title, text, reply } = entity;
  return { caseId, title, text, reply: reply?.text ?? '' };
}
