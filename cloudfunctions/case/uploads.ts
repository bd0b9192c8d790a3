import { createHash } from 'node:crypto';
import { DAY_MS } from '../core/rules/calendar';
import { cases, uploads } from '../platform/database/collections';
import { _, addAll, find, put, remove } from '../platform/database/store';
import { removeFiles } from '../platform/file-store';

/** Longer than a phone's outbox repeats a command (platform/call/request.ts). */
const WAITS_MS = 8 * DAY_MS;
const BATCH = 50;

/** On a whole day: the record must not say when an anonymous asker wrote. */
const sweepAt = (now: number): number => Math.ceil((now + WAITS_MS) / DAY_MS) * DAY_MS;

const recordOf = (fileId: string, now: number) => ({
  _id: createHash('sha256').update(fileId).digest('hex').slice(0, 32),
  fileId,
  sweepAt: sweepAt(now),
});

/** Notes files that a case may come to hold, or notes them anew. One round trip, more for what is noted already. */
export async function noteUploads(fileIds: readonly string[], now: number): Promise<void> {
  if (fileIds.length === 0) return;
  const records = [...new Set(fileIds)].map((fileId) => recordOf(fileId, now));
  if ((await addAll(uploads, records)) === 'added') return;
  for (const record of records) await put(uploads, record);
}

/** What is to be looked at by now. */
export const sweptBy = (now: number) => ({ sweepAt: _.lte(now) }) as const;

/**
 * Removes the files that no case holds, and forgets those that one does. The uploads of what was kept go as well: a case
 * holds the copies. Of all cases only those with one of these pictures are read, without an index: it is once a day.
 *
 * @throws DomainError storage_unavailable; then they are looked at again
 */
export async function sweepUploads(now: number, until: number): Promise<void> {
  for (;;) {
    const over = await find(uploads, sweptBy(now), { limit: BATCH });
    if (over.length === 0 || Date.now() >= until) return;
    const fileIds = over.map(({ fileId }) => fileId);
    const holding = await find(
      cases,
      { 'pictures.fileId': _.in(fileIds) },
      { limit: BATCH, fields: ['pictures'] },
    );
    const held = new Set(holding.flatMap(({ pictures }) => pictures.map(({ fileId }) => fileId)));
    await removeFiles(fileIds.filter((fileId) => !held.has(fileId)));
    await remove(uploads, { _id: _.in(over.map(({ _id }) => _id)), ...sweptBy(now) });
  }
}
