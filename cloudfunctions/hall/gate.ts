import type { RedactionFinding } from '../contract/finding';
import { ensure } from '../core/domain-error';
import { findings, nameCandidates, type Passage } from '../core/hall/redaction';
import { FIRST_CHARACTERS } from '../core/hall/surname';
import { chunks } from '../platform/call/parallel';
import { people } from '../platform/database/collections';
import { _, beginningWithNoneOf, find } from '../platform/database/store';

// The one gate between somebody's words and everybody's eyes (docs/rules.md, Identity of askers). Minutes and their
// corrections, published cases, topics of the wall and what is written about cards pass here; survey, portal, search and
// ledgers are made of what has passed. What is found is looked at by the person who releases the words.

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

const IN_ONE_LOOK = 500;

/**
 * Everything in these words that may tell who is meant. Round trips side by side: whoever asked, everybody whose name
 * begins with no usual surname (few; of more than a thousand the rest is not found), and one for some hundred names.
 */
export async function lookThrough({
  passages,
  open = [],
  askerIds = [],
  phones = [],
}: PublicWords): Promise<RedactionFinding[]> {
  const candidates = nameCandidates(passages.map(({ text }) => text));
  const [askers, ...known] = await Promise.all([
    askerIds.length === 0
      ? []
      : find(people, { _id: _.in([...new Set(askerIds)]) }, { limit: 200, fields: ['name', 'number'] }),
    find(people, { name: beginningWithNoneOf(FIRST_CHARACTERS) }, { limit: 1000, fields: ['name'] }),
    ...chunks(candidates, IN_ONE_LOOK).map((names) =>
      find(people, { name: _.in(names) }, { limit: 1000, fields: ['name'] }),
    ),
  ]);
  const own = [...askers.flatMap(({ name, number }) => [name, number]), ...phones.filter(Boolean)];
  return findings(
    passages,
    known.flat().map(({ name }) => name),
    open,
    own,
  );
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
