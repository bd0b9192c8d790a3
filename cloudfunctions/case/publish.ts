import type { caseContract } from '../contract/case';
import { ensure } from '../core/domain-error';
import { OFFICE } from '../core/people/role-sets';
import { ensureLookedThrough, lookThrough, type PublicWords } from '../hall/gate';
import type { Handlers } from '../platform/call/dispatch';
import { cases } from '../platform/database/collections';
import { get } from '../platform/database/store';
import { announceChange } from './search-index';
import { applyStaffCommand } from './staff-command';

interface Words {
  caseId: string;
  title: string;
  text: string;
  reply: string;
}

/** Public words apart from the original ones. Searching knows of it within a minute: it is announced before. */
export const publicity = {
  /** @throws DomainError not_found, redaction_open */
  'case.publish': {
    may: OFFICE,
    async run({ kept, ...words }, context) {
      await ensureLookedThrough(await wordsOf(words), kept);
      const { caseId, title, text, reply } = words;
      await announceChange(context.now);
      return applyStaffCommand(caseId, { do: 'publish', title, text, reply }, context);
    },
  },
  /** @throws DomainError not_found */
  'case.publicFindings': {
    may: OFFICE,
    run: async (words) => ({ findings: await lookThrough(await wordsOf(words)) }),
  },
  'case.unpublish': {
    may: OFFICE,
    async run({ caseId, reason }, context) {
      await announceChange(context.now);
      return applyStaffCommand(caseId, { do: 'unpublish', reason }, context);
    },
  },
} satisfies Partial<Handlers<typeof caseContract>>;

/** The words with whom they may tell of: whoever asked is hidden in public, even if the department may know them. */
async function wordsOf({ caseId, title, text, reply }: Words): Promise<PublicWords> {
  const entity = await get(cases, caseId);
  ensure(entity !== null && !entity.isProtected, 'not_found');
  const { askerId, phone } = entity;
  return {
    passages: [
      { questionId: caseId, field: 'title', text: title },
      { questionId: caseId, field: 'body', text },
      { questionId: caseId, field: 'answer', text: reply },
    ],
    askerIds: askerId === null ? [] : [askerId],
    phones: [phone],
  };
}
