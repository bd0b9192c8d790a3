import type { Survey } from '../core/survey/survey';
import type { Context } from '../platform/call/dispatch';
import { surveys } from '../platform/database/collections';
import { find } from '../platform/database/store';

// Apart from what opens and closes: results are read by the portal too, which reaches no ballot box.

/** All rounds, newest first. One round trip. */
export const roundsOf = (sessionId: string): Promise<Survey[]> =>
  find(surveys, { sessionId }, { order: [['round', 'desc']], limit: 100 });

/** Who does it, for the history. */
export async function actOf({ caller, now, requestId }: Context) {
  return { actor: (await caller.boundPerson())._id, now, requestId };
}
