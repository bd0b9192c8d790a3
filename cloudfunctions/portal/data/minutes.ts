import type { PublicMinutes } from '../../contract/portal';
import { minutes } from '../../platform/database/collections';
import { find } from '../../platform/database/store';

const SHOWN = 20;

/** Published minutes, newest first. One round trip. */
export async function publicMinutes(): Promise<PublicMinutes[]> {
  const found = await find(minutes, { state: 'published' }, { order: [['startsAt', 'desc']], limit: SHOWN });
  return found.flatMap(
    ({ _id, sessionNumber, startsAt, publishedAt, isLate, revisions, privacyCorrections = [], figures }) => {
      const last = revisions[revisions.length - 1];
      if (!last || publishedAt === null) return [];
      return [
        {
          session: _id,
          number: sessionNumber,
          startsAt: new Date(startsAt).toISOString(),
          publishedAt: new Date(publishedAt).toISOString(),
          isLate,
          revision: last.revision,
          preface: last.preface,
          items: last.items.map(({ questionId, title, body, answer }) => ({
            questionId,
            title,
            body,
            answer,
          })),
          privacyCorrections: privacyCorrections.map(({ at, ...correction }) => ({
            at: new Date(at).toISOString(),
            ...correction,
          })),
          attended: figures.attended,
          questions: figures.questions,
          solvedOnSpot: figures.solvedOnSpot,
        },
      ];
    },
  );
}
