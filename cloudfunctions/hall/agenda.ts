import type { hallContract } from '../contract/hall';
import { ensure } from '../core/domain-error';
import { isSettled } from '../core/hall/question';
import type { Handler } from '../platform/call/dispatch';
import { voiceOf } from '../platform/call/voice';
import { questions } from '../platform/database/collections';
import { _, find, get, update } from '../platform/database/store';

/** Approved topics, most wanted first, without any name. Two round trips. */
export const agenda: Handler<(typeof hallContract)['hall.agenda']> = {
  may: 'anyone',
  showsWords: true,
  async run({ sessionId }, { caller }) {
    const [approved, person] = await Promise.all([
      find(questions, { sessionId, isApproved: true }, { limit: 200 }),
      caller.person(),
    ]);
    const topics = approved
      .filter(({ state, isPersonal }) => state !== 'skipped' && !isPersonal)
      .sort((left, right) => right.votes - left.votes || left.order - right.order);
    return {
      topics: topics.map((question) => ({
        id: question._id,
        title: question.title,
        category: question.category,
        votes: question.votes,
        hasMyVote: person !== null && question.voters.includes(person._id),
        isSettled: isSettled(question),
      })),
    };
  },
};

/**
 * One voice for a topic, or taken back; a second tap changes nothing. Two round trips, three when nothing changed.
 *
 * @throws DomainError not_found, account_used, topic_not_open
 */
export const voteForTopic: Handler<(typeof hallContract)['hall.vote']> = {
  may: 'bound',
  runs: 'once',
  async run({ questionId, isFor }, { caller, isDone }) {
    const { _id: me } = await caller.boundPerson();
    const voice = voiceOf(caller.openid, questionId);
    const open = { _id: questionId, isApproved: true, state: _.in(['queued', 'called', 'recorded']) };
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
    const question = await get(questions, questionId);
    ensure(question !== null, 'not_found');
    const hasMyVote = question.voters.includes(me);
    const isUsed = isFor && !hasMyVote && question.voices.includes(voice);
    ensure(isDone || !isUsed, 'account_used');
    ensure(isDone || changed === 1 || hasMyVote === isFor, 'topic_not_open');
    return { votes: question.votes, hasMyVote };
  },
};
