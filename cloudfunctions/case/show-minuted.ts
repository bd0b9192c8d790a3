import type { Case } from '../core/case/case';
import type { CaseActor, CaseCommand } from '../core/case/command';
import type { Minutes, MinutesRevision } from '../core/hall/minutes';
import { inParallel } from '../platform/call/parallel';
import { cases } from '../platform/database/collections';
import { find } from '../platform/database/store';
import { applyCommandAs } from './apply-command';
import { rulesNow } from './numbering';
import { touchIndex } from './search-index';

/** Who released the minutes released these words too; who held the pen stands in the history of the minutes. */
const THE_OFFICE: CaseActor = { role: 'office', personId: null, name: '', departmentId: null };

/**
 * Whoever reads in the minutes that a question became a case may follow it there: the case is public in the words of
 * the minutes, never in those that were written down in the hall. What a correction takes out of the minutes is closed
 * to the public again. Words that the office has changed, and cases it has closed to the public, stay as they are. May
 * be repeated. One round trip where nothing is to be done.
 */
export async function showMinutedCases(minutes: Minutes, now: number): Promise<void> {
  const current = minutes.revisions[minutes.revisions.length - 1];
  if (!current) return;
  const opened = await find(cases, { sessionId: minutes._id, channel: 'dialogue' }, { limit: 200 });
  const due = opened.flatMap((entity) => {
    const command = commandFor(entity, current, minutes.revisions);
    return command ? [{ entity, command }] : [];
  });
  if (due.length === 0) return;
  const rules = await rulesNow(now);
  await inParallel(due, 10, async ({ entity, command }) => {
    await applyCommandAs(THE_OFFICE, entity, command, {
      rules,
      now,
      requestId: `minutes-${current.revision}-${entity._id}`,
    });
  });
  await touchIndex();
}

function commandFor(
  entity: Case,
  current: MinutesRevision,
  revisions: readonly MinutesRevision[],
): CaseCommand | null {
  const { published, isPublic, questionId } = entity;
  const item = current.items.find((minuted) => minuted.questionId === questionId);
  if (!item)
    return isPublic && isFromMinutes(entity, revisions)
      ? { do: 'unpublish', reason: '纪要更正后不再公开' }
      : null;
  const { title, body: text } = item;
  if (published === null) return { do: 'publish', title, text, reply: '' };
  const isSame = published.title === title && published.text === text;
  if (!isPublic || isSame || !isFromMinutes(entity, revisions)) return null;
  return { do: 'publish', title, text, reply: published.reply };
}

/** Are the public words of the case those of some revision, and not the office's own? */
const isFromMinutes = ({ published, questionId }: Case, revisions: readonly MinutesRevision[]): boolean =>
  revisions.some(({ items }) =>
    items.some(
      (item) =>
        item.questionId === questionId && item.title === published?.title && item.body === published.text,
    ),
  );
