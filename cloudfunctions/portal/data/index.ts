import { portalAnswers } from '../../contract/portal';
import { fitted } from '../../platform/call/answer';
import { areWordsForMembers } from '../../platform/call/words-for-members';
import { json, type Made } from '../answer';
import { recordNow } from '../public';
import type { Query } from '../query';
import { publicDraw } from './draws';
import { publicKeys } from './keys';
import { publicCards, publicCommitments, publicSession, publicSessions } from './lists';
import { publicMinutes } from './minutes';
import { publicOpening } from './opening';
import { publicPasses } from './passes';
import { publicPreviews } from './previews';
import { countedBallots, publicResults } from './results';

/** Lists and whole sessions for other programs, or undefined where the address is none of these. @throws AnswerMisfit */
export async function dataAt(path: string, { after }: Query): Promise<Made | undefined> {
  if (path.endsWith('/previews')) return found('previews', { previews: await publicPreviews() });
  const isClosed = areWordsForMembers() && /\/(minutes|results)$/.test(path);
  if (isClosed) return NOT_FOUND;
  if (path.endsWith('/minutes')) return found('minutes', { minutes: await publicMinutes() });
  if (path.endsWith('/results')) return found('results', { results: await publicResults() });
  if (path === '/data/sessions') return found('sessions', await publicSessions(after));
  if (path === '/data/cards') return found('cards', await publicCards(after));
  if (path === '/data/commitments') return found('commitments', await publicCommitments(after));
  if (path === '/data/record') return found('record', await recordNow());
  const number = /^\/data\/sessions\/([1-9][0-9]{0,4})$/.exec(path)?.[1];
  if (number !== undefined) return found('session', await publicSession(Number(number)));
  return undefined;
}

/**
 * What phones and checkers read in the moment in which it comes to be, or undefined where the address is none of these.
 * Each is one document, so it is read every time. @throws AnswerMisfit
 */
export async function recordAt(path: string): Promise<Made | undefined> {
  const [, what, id = ''] =
    /\/(counted|draws|keys|opening|passes)\/([A-Za-z0-9:_.-]{1,80})$/.exec(path) ?? [];
  if (what === 'counted') return found('counted', await countedBallots(id));
  if (what === 'draws') return found('draws', await publicDraw(id));
  if (what === 'keys') return found('keys', await publicKeys(id));
  if (what === 'opening') return found('opening', await publicOpening(id));
  if (what === 'passes') return found('passes', await publicPasses(id));
  return undefined;
}

const NOT_FOUND = json(404, { error: 'not_found' });

/** @throws AnswerMisfit */
const found = (what: keyof typeof portalAnswers, answer: object | null): Made =>
  answer === null ? NOT_FOUND : json(200, fitted(portalAnswers[what], answer));
