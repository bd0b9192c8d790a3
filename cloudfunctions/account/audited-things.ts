import { PAGE_SIZE } from '../core/page';
import type { AuditedThing } from '../core/people/audit';
import { cards, cases, questions, sessions } from '../platform/database/collections';
import { _, find } from '../platform/database/store';

export const thingKey = ({ of, id }: AuditedThing): string => `${of}:${id}`;

type Titles = Promise<Array<readonly [id: string, title: string]>>;

/** How things are called today, by kind; a survey is known by its id. One round trip each. */
const TITLES: Readonly<Record<AuditedThing['of'], (ids: string[]) => Titles>> = {
  session: async (ids) =>
    (await find(sessions, { _id: _.in(ids) }, { fields: ['number'], limit: PAGE_SIZE })).map(
      ({ _id, number }) => [_id, `第 ${number} 期`],
    ),
  case: async (ids) =>
    (await find(cases, { _id: _.in(ids) }, { fields: ['number'], limit: PAGE_SIZE })).map(
      ({ _id, number }) => [_id, `诉求 ${number}`],
    ),
  question: async (ids) =>
    (await find(questions, { _id: _.in(ids) }, { fields: ['sessionNumber'], limit: PAGE_SIZE })).map(
      ({ _id, sessionNumber }) => [_id, `第 ${sessionNumber} 期的问题`],
    ),
  card: async (ids) =>
    (await find(cards, { _id: _.in(ids) }, { fields: ['title'], limit: PAGE_SIZE })).map(({ _id, title }) => [
      _id,
      `“${title}”`,
    ]),
  survey: async (ids) => ids.map((id) => [id, id] as const),
};

/** What the things of one page of the log are called. All at once, only for kinds that occur. */
export async function titlesOf(things: readonly AuditedThing[]): Promise<ReadonlyMap<string, string>> {
  const kinds = new Set(things.map(({ of }) => of));
  const titles = await Promise.all(
    [...kinds].map(async (of) => {
      const ids = new Set(things.flatMap((thing) => (thing.of === of ? [thing.id] : [])));
      return (await TITLES[of]([...ids])).map(([id, title]) => [thingKey({ of, id }), title] as const);
    }),
  );
  return new Map(titles.flat());
}
