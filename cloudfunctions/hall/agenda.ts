import { createHash } from 'node:crypto';
import type { hallContract } from '../contract/hall';
import { ensure } from '../core/domain-error';
import { type Attendance, attendanceId, DOORS_OPEN_MS } from '../core/hall/attendance';
import { coAskerCount } from '../core/hall/co-asker';
import { isSettled, type Question } from '../core/hall/question';
import type { Session } from '../core/session/session';
import type { Handler } from '../platform/call/dispatch';
import { voiceOf } from '../platform/call/voice';
import { attendance, questions, sessions } from '../platform/database/collections';
import { _, aggregate, get, update } from '../platform/database/store';

interface Topics {
  session: Pick<Session, 'startsAt' | 'status'>;
  approved: Question[];
  /** Changes whenever anything everybody sees has changed. */
  version: string;
}

type Joined = Session & { asked: Question[] };

/** One joined read. @throws DomainError not_found */
async function topicsOf(sessionId: string): Promise<Topics> {
  const pipeline = [{ $match: { sessionId, isApproved: true } }, { $limit: 200 }];
  const [found] = await aggregate(sessions, [
    { match: { _id: sessionId } },
    { lookup: { from: questions.name, pipeline, as: 'asked' } },
  ]).list<Joined>();
  ensure(found !== undefined, 'not_found');
  const approved = found.asked
    .filter(({ state, isPersonal }) => state !== 'skipped' && state !== 'merged' && !isPersonal)
    .sort((left, right) => coAskerCount(right) - coAskerCount(left) || left.order - right.order);
  const seen = approved.map(({ _id, title, category, votes, state }) => [_id, title, category, votes, state]);
  const text = JSON.stringify([found.status, found.startsAt, seen]);
  const version = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return { session: found, approved, version };
}

/** 700 phones ask again and again: a process looks only every few seconds. */
const FRESH_MS = 3000;
const held = new Map<string, { topics: Topics; at: number }>();

async function heldTopics(sessionId: string, now: number): Promise<Topics> {
  const known = held.get(sessionId);
  if (known && Math.abs(now - known.at) < FRESH_MS) return known.topics;
  const topics = await topicsOf(sessionId);
  held.clear();
  held.set(sessionId, { topics, at: now });
  return topics;
}

/** From then on only whoever is in the hall votes. */
const hallVotesFrom = ({ startsAt }: Pick<Session, 'startsAt'>): number => startsAt - DOORS_OPEN_MS;

/**
 * Approved topics, most wanted first, without any name. Two round trips, three once the doors are open. Asked again with
 * the version that is on the screen it takes none while a process remembers, and one every few seconds.
 */
export const agenda: Handler<(typeof hallContract)['hall.agenda']> = {
  may: 'anyone',
  showsWords: true,
  async run({ sessionId, known }, { caller, now }) {
    const topics = known === undefined ? await topicsOf(sessionId) : await heldTopics(sessionId, now);
    const { session, approved, version } = topics;
    const told = { version, hallVotesFrom: hallVotesFrom(session) };
    if (known === version) return { ...told, topics: [], isSame: true, mayVote: null, maySend: null };
    const person = await caller.person();
    const isOpen = now >= told.hallVotesFrom;
    const isIn =
      person !== null && isOpen && (await get(attendance, attendanceId(sessionId, person._id))) !== null;
    const isOn = session.status === 'previewed' || session.status === 'live';
    return {
      ...told,
      isSame: false,
      mayVote: isOn && (!isOpen || isIn),
      maySend: isOn && isIn,
      topics: approved.map((question) => ({
        id: question._id,
        title: question.title,
        category: question.category,
        votes: coAskerCount(question),
        hasMyVote: person !== null && question.voters.includes(person._id),
        isSettled: isSettled(question),
      })),
    };
  },
};

type Voted = Question & { session: Session[]; present: Pick<Attendance, 'sessionId'>[] };

/** The question with its session, and where the person has been. One joined read. @throws DomainError not_found */
async function votable(questionId: string, personId: string): Promise<Voted> {
  const [found] = await aggregate(questions, [
    { match: { _id: questionId } },
    { lookup: { from: sessions.name, localField: 'sessionId', foreignField: '_id', as: 'session' } },
    { lookup: { from: attendance.name, pipeline: presenceOf(personId), as: 'present' } },
  ]).list<Voted>();
  ensure(found !== undefined, 'not_found');
  return found;
}

const presenceOf = (personId: string) => [
  { $match: { personId } },
  { $limit: 200 },
  { $project: { sessionId: 1 } },
];

/**
 * One voice for a topic, or taken back; a second tap changes nothing. Before the doors open by everybody who is bound,
 * afterwards by whoever is checked in. Three round trips.
 *
 * @throws DomainError not_found, account_used, topic_not_open, not_checked_in
 */
export const voteForTopic: Handler<(typeof hallContract)['hall.vote']> = {
  may: 'bound',
  runs: 'once',
  async run({ questionId, isFor }, { caller, now, isDone }) {
    const { _id: me } = await caller.boundPerson();
    const before = await votable(questionId, me);
    const [session] = before.session;
    const isHere = before.present.some(({ sessionId }) => sessionId === before.sessionId);
    ensure(isDone || session?.status !== 'cancelled', 'topic_not_open');
    ensure(isDone || !session || now < hallVotesFrom(session) || isHere, 'not_checked_in');
    const voice = voiceOf(caller.openid, questionId);
    const open = {
      _id: questionId,
      isApproved: true,
      isVoteClosed: _.neq(true),
      state: _.in(['queued', 'called', 'recorded']),
    };
    // One conditional write: a voice is counted when its name goes on the list, and only then.
    const changed = isDone
      ? 0
      : isFor
        ? await update(
            questions,
            { ...open, voters: _.neq(me), voices: _.neq(voice) },
            { voters: _.push([me]), voices: _.push([voice]), votes: _.inc(1) },
          )
        : await update(
            questions,
            { ...open, voters: me },
            { voters: _.pull(me), voices: _.pull(voice), votes: _.inc(-1) },
          );
    held.delete(before.sessionId);
    const question = await get(questions, questionId);
    ensure(question !== null, 'not_found');
    const hasMyVote = question.voters.includes(me);
    const isUsed = isFor && !hasMyVote && question.voices.includes(voice);
    ensure(isDone || !isUsed, 'account_used');
    ensure(isDone || changed === 1 || hasMyVote === isFor, 'topic_not_open');
    return { votes: coAskerCount(question), hasMyVote };
  },
};
