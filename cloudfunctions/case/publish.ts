import type { caseContract } from '../contract/case';
import { OFFICE } from '../core/people/role-sets';
import type { Handlers } from '../platform/call/dispatch';
import { touchIndex } from './search-index';
import { applyStaffCommand } from './staff-command';

/** Public words apart from the original ones. Searching knows of it within a minute. */
export const publicity = {
  'case.publish': {
    may: OFFICE,
    async run({ caseId, title, text, reply }, context) {
      const view = await applyStaffCommand(caseId, { do: 'publish', title, text, reply }, context);
      await touchIndex();
      return view;
    },
  },
  'case.unpublish': {
    may: OFFICE,
    async run({ caseId, reason }, context) {
      const view = await applyStaffCommand(caseId, { do: 'unpublish', reason }, context);
      await touchIndex();
      return view;
    },
  },
} satisfies Partial<Handlers<typeof caseContract>>;
