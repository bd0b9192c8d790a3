import type { PublicDraw } from '../../contract/portal';
import { shownDraw } from '../../core/session/lottery';
import { sessions } from '../../platform/database/collections';
import { get } from '../../platform/database/store';

/** What anybody needs to draw the lots again: null where the session has none. One round trip. */
export async function publicDraw(sessionId: string): Promise<PublicDraw | null> {
  const session = await get(sessions, sessionId);
  const draw = session && shownDraw(session);
  if (!draw) return null;
  const { at, commitment, closedAt, drawnAt, entries, entriesDigest, seed, pools } = draw;
  return {
    session: sessionId,
    drawAt: momentOf(at),
    commitment,
    closedAt: momentOf(closedAt),
    entriesDigest,
    entries,
    drawnAt: momentOf(drawnAt),
    seed,
    order: pools.flatMap(({ pool, isDrawn, entries: drawn }) =>
      isDrawn ? [{ pool, entries: drawn.map(({ entry }) => entry) }] : [],
    ),
  };
}

const momentOf = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
