import type { hallContract } from '../contract/hall';
import { RELEASING_WORDS } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { lookThrough, passagesOf } from './gate';

/** The findings of the one gate, for whoever is about to release these words. Some round trips side by side. */
export const wordFindings: Handler<(typeof hallContract)['hall.wordFindings']> = {
  may: RELEASING_WORDS,
  run: async ({ main, others }) => ({
    findings: await lookThrough({ passages: passagesOf([main, ...others]) }),
  }),
};
