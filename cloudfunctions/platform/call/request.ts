import { createHash } from 'node:crypto';
import { caseIdOf } from '../../core/case/case-id';
import { ensure } from '../../core/domain-error';
import { DAY_MS } from '../../core/rules/calendar';
import { attendance, cases, requests } from '../database/collections';
import { add, aggregate, get, remove, update } from '../database/store';

/**
 * How a command is remembered.
 *
 * - `by_account`: a document of `requests`, under a digest of account and action. One round trip more.
 * - `by_itself`: in the document that the command makes, for the two that a college pays for most: a case has its id
 *   from the request, a check-in carries it under a unique key. No round trip more. `placesOf` knows where.
 * - `without_account`: action and id alone, for what is said anonymously. The id also stands in the history of the
 *   case, so a digest of the account beside it could be tried against the list of accounts, and would name the asker.
 */
export type Remembered = 'by_account' | 'by_itself' | 'without_account';

/** What has to be known of the caller (see caller.ts). */
interface Giver {
  readonly openid: string;
  known(): Promise<Known | null>;
  boundPerson(): Promise<{ readonly _id: string }>;
}

/** One command as it arrived. */
export interface Request {
  readonly caller: Giver;
  readonly action: string;
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

type RequestRecord = NonNullable<(typeof requests)['document']>;

/** Commands that the documents they made remember. */
interface Places {
  readonly submittedAs: ReadonlyArray<{ readonly askerId: string }>;
  readonly scannedAs: ReadonlyArray<{ readonly personId: string }>;
}

/** What the id was used for before, read along with the person. */
export interface Known extends Places {
  readonly claims: readonly RequestRecord[];
}

const placesOf = (requestId: string) => [
  {
    lookup: {
      from: cases.name,
      pipeline: [
        // What the operator recorded and what was sent without a name is remembered in `requests`.
        { $match: { _id: caseIdOf(requestId), recordedBy: null, askerId: { $ne: null } } },
        { $project: { askerId: 1 } },
      ],
      as: 'submittedAs',
    },
  },
  {
    lookup: {
      from: attendance.name,
      pipeline: [{ $match: { entryId: requestId, method: 'scan' } }, { $project: { personId: 1 } }],
      as: 'scannedAs',
    },
  },
];

/** Stages that read what is known of the id together with any one document. */
export const knownLookups = (requestId: string) => [
  { lookup: { from: requests.name, pipeline: [{ $match: { _id: requestId } }], as: 'claims' } },
  ...placesOf(requestId),
];

/**
 * How long the same id is a repeat, in milliseconds: longer than a phone's outbox repeats what it could not send
 * (miniprogram/api/outbox). What logs and histories still know of an older one is another occasion.
 */
export const REPEATED_MS = 7 * DAY_MS;

/**
 * A command is remembered by person, action and request id: the same three again are the same command, and a known id
 * under another person or action changes nothing. Of two at once one is let through. Answers whether a command that
 * marks its end (`markDone`) has been carried out before. At most one round trip after the person has been read; two
 * for whoever is nobody to us.
 *
 * @throws DomainError conflict for an id that stands for another command
 */
export async function rememberRequest(request: Request, how: Remembered): Promise<boolean> {
  const claim = claimOf(request, how);
  const known = how === 'without_account' ? null : await request.caller.known();
  if (!known) return claimUnbound(claim);
  const [earlier] = known.claims;
  ensure(await isOwn(request, known), 'conflict');
  ensure(!earlier || earlier.by === claim.by, 'conflict');
  if (earlier || how === 'by_itself') return earlier?.isDone ?? false;
  if ((await add(requests, claim)) === 'added') return false;
  // A twin was faster, or somebody else.
  const faster = await get(requests, claim._id);
  ensure(faster?.by === claim.by, 'conflict');
  return faster.isDone;
}

/** Claims an id for a command that `by_itself` would not remember, because it found its work done. One round trip. */
export async function claimRequest(request: Request): Promise<void> {
  await rememberRequest(request, 'by_account');
}

/** The command has been carried out; its repeat only says how things stand. One round trip. */
export async function markDone(requestId: string): Promise<void> {
  await update(requests, { _id: requestId }, { isDone: true });
}

/** Without a person there is no document to read the other places with, so they are read with the claim itself. */
async function claimUnbound(claim: RequestRecord): Promise<boolean> {
  const isNew = (await add(requests, claim)) === 'added';
  const [kept] = await aggregate(requests, [{ match: { _id: claim._id } }, ...placesOf(claim._id)]).list<
    RequestRecord & Places
  >();
  const isFree = kept && kept.submittedAs.length === 0 && kept.scannedAs.length === 0;
  if (isFree && kept.by === claim.by) return kept.isDone;
  if (isNew) await remove(requests, { _id: claim._id, by: claim.by });
  ensure(false, 'conflict');
}

async function isOwn({ caller, action }: Request, { submittedAs, scannedAs }: Places): Promise<boolean> {
  if (submittedAs.length === 0 && scannedAs.length === 0) return true;
  const { _id: me } = await caller.boundPerson();
  return (
    submittedAs.every(({ askerId }) => action === 'case.submit' && askerId === me) &&
    scannedAs.every(({ personId }) => action === 'hall.checkIn' && personId === me)
  );
}

function claimOf({ caller, action, requestId, now }: Request, how: Remembered): RequestRecord {
  const by =
    how === 'without_account'
      ? action
      : createHash('sha256').update(`${action}:${caller.openid}`).digest('hex').slice(0, 32);
  // A whole day: when it is forgotten must not tell when an anonymous asker wrote.
  return { _id: requestId, by, isDone: false, forgetAt: Math.ceil((now + REPEATED_MS) / DAY_MS) * DAY_MS };
}
