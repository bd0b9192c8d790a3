import type { caseContract } from '../contract/case';
import type { Handlers } from '../platform/dispatch';
import { change } from './change';
import { touchIndex } from './search-index';
import { checkStaffWords } from './staff-words';

/** Public words apart from the original ones. Searching knows of it within a minute. */
export const publicity = {
  'case.publish': {
    may: ['office'],
    async run({ caseId, title, text, reply }, context) {
      const command = { do: 'publish', title, text, reply } as const;
      await checkStaffWords(command, context.caller.openid);
      const view = await change({ caseId }, command, context);
      await touchIndex();
      return view;
    },
  },
  'case.unpublish': {
    may: ['office'],
    async run({ caseId, reason }, context) {
      const command = { do: 'unpublish', reason } as const;
      await checkStaffWords(command, context.caller.openid);
      const view = await change({ caseId }, command, context);
      await touchIndex();
      return view;
    },
  },
} satisfies Partial<Handlers<typeof caseContract>>;
