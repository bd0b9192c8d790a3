import type { PublicMinutes } from '../contract/portal';
import { minutes } from '../platform/database/collections';
import { find } from '../platform/database/store';

const SHOWN = 20;

/** Published minutes, newest first. One round trip. */
export async function publicMinutes(): Promise<PublicMinutes[]> {
  const found = await find(minutes, { state: 'published' }, { order: [['startsAt', 'desc']], limit: SHOWN });
  return found.flatMap(({ sessionNumber, startsAt, publishedAt, isLate, revisions, figures }) => {
    const last = revisions[revisions.length - 1];
    if (!last || publishedAt === null) return [];
    return [
      {
        number: sessionNumber,
        startsAt: new Date(startsAt).toISOString(),
        publishedAt: new Date(publishedAt).toISOString(),
        isLate,
        revision: last.revision,
        preface: last.preface,
        items: last.items.map(({ title, body, answer }) => ({ title, body, answer })),
        attended: figures.attended,
        questions: figures.questions,
        solvedOnSpot: figures.solvedOnSpot,
      },
    ];
  });
}
