import { minutes } from '../platform/database/collections';
import { find } from '../platform/database/store';

/** Minutes as the campus portal shows them: the last revision's public text, and nothing of the draft. */
export interface PublicMinutes {
  number: number;
  startsAt: string;
  publishedAt: string;
  isLate: boolean;
  revision: number;
  preface: string;
  items: Array<{ title: string; body: string; answer: string }>;
  attended: number;
  questions: number;
  solvedOnSpot: number;
}

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
