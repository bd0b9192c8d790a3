import type { PublicDraw } from '../../contract/portal';
import { drawAt, orderOf } from '../../core/session/lottery';
import { sessions } from '../../platform/database/collections';
import { get } from '../../platform/database/store';

/** What anybody needs to draw the lots again: null where the session has none. One round trip. */
export async function publicDraw(sessionId: string): Promise<PublicDraw | null> {
  const session = await get(sessions, sessionId);
  const { lottery } = session ?? {};
  if (!session || !lottery || session.previewAt === null) return null;
  const { commitment, closedAt, drawnAt, entries, entriesDigest, seed } = lottery;
  const isDrawn = drawnAt !== null;
  const pools = Array.from(new Set(entries.map(({ pool }) => pool))).sort();
  return {
    session: sessionId,
    drawAt: momentOf(drawAt(session)),
    commitment,
    closedAt: momentOf(closedAt),
    entriesDigest,
    entries,
    drawnAt: momentOf(drawnAt),
    seed: isDrawn ? seed : null,
    order: isDrawn
      ? pools.map((pool) => ({ pool, entries: orderOf(lottery, pool).map(({ entry }) => entry) }))
      : [],
  };
}

const momentOf = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
