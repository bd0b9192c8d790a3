import type { caseContract } from '../contract/case';
import { ANSWERING_OR_RECEIVING, RECEIVING } from '../core/people/role-sets';
import type { Handlers } from '../platform/call/dispatch';
import { listNow, listWith } from '../platform/database/topics';
import { ensureDepartments } from './departments';
import { applyStaffCommand } from './staff-command';
import { namedTopic } from './topics';

/** What staff say a case is about, when it is taken on or later. */
export const topicCommands = {
  'case.accept': {
    may: RECEIVING,
    async run({ caseId, urgency, leadId, coIds, topicId }, context) {
      const topic = topicId === undefined ? undefined : await namedTopic(topicId, context.now);
      const { categories } = topic === undefined ? { categories: [] } : await listNow(context.now);
      const command = { do: 'accept' as const, urgency, leadId, coIds, topic, categories };
      return applyStaffCommand(caseId, command, context, ensureDepartments([leadId, ...coIds]));
    },
  },
  'case.setTopic': {
    may: ANSWERING_OR_RECEIVING,
    async run({ caseId, topicId, category }, context) {
      const topic = await namedTopic(topicId, context.now);
      const { categories } = await listWith(category === undefined ? {} : { category }, context.now);
      return applyStaffCommand(caseId, { do: 'setTopic', topic, category, categories }, context);
    },
  },
} satisfies Partial<Handlers<typeof caseContract>>;
