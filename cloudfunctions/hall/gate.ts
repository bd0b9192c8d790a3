import type { RedactionFinding } from '../contract/finding';
import { blackedOut } from '../core/black-out';
import { ensure } from '../core/domain-error';
import { findings, type Passage, withoutFindings } from '../core/hall/redaction';
import { namePatterns } from '../core/hall/roster-search';
import { people } from '../platform/database/collections';
import { _, find, matching } from '../platform/database/store';

// The one gate between somebody's words and everybody's eyes (docs/rules.md, Identity of askers). Minutes and their
// corrections, published cases, topics of the wall, plans of sessions and of cards, remarks and every reason that is shown
// pass here; survey, portal, search and ledgers are made of what has passed. What is found is looked at by the person who
// releases the words. test/house/planted-words writes a name into every field there is.

/** Words on their way to everybody, and whom they may tell of. */
export interface PublicWords {
  passages: readonly Passage[];
  /** Names that are public here by office: chair, leaders, whoever answered. */
  open?: readonly string[];
  /** Whoever asked: their name and number are findings, whatever else is public. */
  askerIds?: readonly string[];
  /** Telephones that were left to be called back. */
  phones?: readonly string[];
}

/** As many as one read answers; with so many another one follows. */
const PAGE = 1000;

/**
 * Everything in these words that may tell who is meant. Round trips side by side: whoever asked, and the names of
 * the roster that may stand there, one for each pattern (`namePatterns`) and each thousand names.
 */
export async function lookThrough({
  passages,
  open = [],
  askerIds = [],
  phones = [],
}: PublicWords): Promise<RedactionFinding[]> {
  const [askers, known] = await Promise.all([
    askerIds.length === 0
      ? []
      : find(people, { _id: _.in([...new Set(askerIds)]) }, { limit: 200, fields: ['name', 'number'] }),
    namesKnown(passages),
  ]);
  const own = [...askers.flatMap(({ name, number }) => [name, number]), ...phones.filter(Boolean)];
  return findings(passages, known, open, own);
}

/** Everybody of the roster who may be named in these passages. */
async function namesKnown(passages: readonly Passage[]): Promise<string[]> {
  const patterns = namePatterns(passages.map(({ text }) => text));
  return (await Promise.all(patterns.map(namesLike))).flat();
}

/** In pages, so that nobody is passed over in a college where many names are of the same kind. */
async function namesLike(pattern: string): Promise<string[]> {
  const found: string[] = [];
  for (let after = ''; ; ) {
    const page = await find(
      people,
      { name: matching(pattern), _id: _.gt(after) },
      { order: [['_id', 'asc']], limit: PAGE, fields: ['name'] },
    );
    found.push(...page.map(({ name }) => name));
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return found;
    after = last._id;
  }
}

/**
 * For words that nobody looks at one by one: each passage with everything found in it replaced by what is proposed, for
 * many things at once. Round trips side by side: one for all askers, and those for the roster.
 */
export async function withoutPersons(things: readonly PublicWords[]): Promise<string[][]> {
  const askerIds = [...new Set(things.flatMap(({ askerIds: ids = [] }) => ids))];
  const [askers, known] = await Promise.all([
    askerIds.length === 0
      ? []
      : find(people, { _id: _.in(askerIds) }, { limit: 1000, fields: ['name', 'number'] }),
    namesKnown(things.flatMap(({ passages }) => passages)),
  ]);
  const byId = new Map(askers.map((asker) => [asker._id, asker] as const));
  return things.map(({ passages, open = [], askerIds: ids = [], phones = [] }) => {
    const asked = ids.flatMap((id) => [byId.get(id)?.name ?? '', byId.get(id)?.number ?? '']);
    const own = [...asked, ...phones].filter(Boolean);
    return passages.map((passage) => withoutFindings(passage, known, open, own));
  });
}

/**
 * Lets words pass when somebody has looked at everything in them: `kept` are the findings that stay.
 *
 * @throws DomainError redaction_open, with the findings that nobody has looked at in `fields`
 */
export async function ensureLookedThrough(words: PublicWords, kept: readonly string[]): Promise<void> {
  const open = (await lookThrough(words)).map(({ id }) => id).filter((id) => !kept.includes(id));
  ensure(open.length === 0, 'redaction_open', Object.fromEntries(open.map((id) => [id, 'redaction_open'])));
}

/** Words of a form that everybody will read, by the names of its fields; lists have a name for each of theirs. */
export const passagesOf = (words: ReadonlyArray<{ key: string; text: string }>): Passage[] =>
  words.map(({ key, text }) => ({ questionId: key, field: 'body', text }));

/**
 * A reason or a heading that everybody reads says what it says without telling of whom: nothing that is found in it may
 * stay, and what was blacked out is not said again.
 *
 * @throws DomainError redaction_open for the field
 */
export async function ensureTellsNobody(
  text: string,
  field = 'reason',
  passages: readonly string[] = [],
): Promise<void> {
  const found = await lookThrough({ passages: passagesOf([{ key: field, text }]) });
  const isBare = found.length === 0 && blackedOut(text, passages) === text;
  ensure(isBare, 'redaction_open', { [field]: 'redaction_open' });
}
