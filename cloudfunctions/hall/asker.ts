import type { hallContract } from '../contract/hall';
import { hasHappened } from '../core/change';
import { ensure } from '../core/domain-error';
import { answererNames, answersInWords } from '../core/hall/answers';
import { coAskerCount, hasSaid, isCoAsker } from '../core/hall/co-asker';
import { judge, type Question } from '../core/hall/question';
import { keepOut } from '../core/hall/question-queue';
import { addWorkingTime } from '../core/rules/working-time';
import { hasReached } from '../core/session/course';
import type { Context, Handler } from '../platform/call/dispatch';
import { departments, questions, sessions } from '../platform/database/collections';
import { currentRuleBook } from '../platform/database/rulebook';
import { _, find } from '../platform/database/store';
import { actOf } from '../session/change-session';
import { changeQuestion, readQuestion } from './change-question';
import { judgeAsCoAsker } from './co-askers';
import { refreshFigures } from './figures';
import { finishTransfer } from './transfer';

const SHOWN = 20;

/**
 * Questions the person asked or wants asked as well, newest session first. What was grouped with another shows as that
 * one. Four round trips, three in sequence.
 */
export const myQuestions: Handler<(typeof hallContract)['hall.myQuestions']> = {
  may: 'bound',
  async run(_input, { caller }) {
    const { _id } = await caller.boundPerson();
    const mine = await find(questions, _.or([{ askerId: _id }, { voters: _id }]), {
      order: [['sessionNumber', 'desc']],
      limit: SHOWN,
    });
    return {
      questions: await shown(
        mine.filter((question) => isShownTo(question, _id)),
        _id,
      ),
    };
  },
};

/**
 * "Answered on the spot": one tap yes, or no, and then it becomes a case with the ordinary deadline.
 *
 * @throws DomainError not_found, wrong_stage, answer_window_closed
 */
export const judgeAnswer: Handler<(typeof hallContract)['hall.judgeAnswer']> = {
  may: 'bound',
  async run({ questionId, isAgreed, reason }, context) {
    const act = await actOf(context);
    const [before, book] = await Promise.all([readQuestion(questionId), currentRuleBook(act.now)]);
    if (isCoAsker(before, act.actor)) {
      const said = hasSaid(before, act.actor)
        ? before
        : await judgeAsCoAsker(before, act.actor, isAgreed, act);
      const followed = said.hasTransfer ? await finishTransfer(said, act) : said;
      if (followed.state !== before.state) await refreshFigures(followed.sessionId);
      return first(await shown([followed], act.actor));
    }
    ensure(before.askerId === act.actor, 'not_found');
    const { calendar, cases } = book.rules;
    const dueAt = addWorkingTime(act.now, cases.deadlines.ordinary, calendar);
    // A second tap on the same answer is the same tap, whatever its request id.
    const isSaid = before.onSpot === (isAgreed ? 'agreed' : 'objected');
    const after =
      isSaid || hasHappened(before, act.requestId)
        ? before
        : await changeQuestion(questionId, act, (question) => judge(question, isAgreed, reason, dueAt, act));
    const done = after.hasTransfer ? await finishTransfer(after, act) : after;
    await refreshFigures(done.sessionId);
    return first(await shown([done], act.actor));
  },
};

/** A personal matter stays out of the minutes, if its asker wishes; until they are out. @throws already_published */
export const keepQuestionOut: Handler<(typeof hallContract)['hall.keepOut']> = {
  may: 'bound',
  async run({ questionId, isKeptOut }, context) {
    const act = await actOf(context);
    const { sessionId } = await ownQuestion(questionId, context);
    const [session] = await find(sessions, { _id: sessionId }, { limit: 1, fields: ['status'] });
    ensure(session !== undefined && !hasReached(session, 'minuted'), 'already_published');
    const after = await changeQuestion(questionId, act, (question) => keepOut(question, isKeptOut, act));
    return first(await shown([after], act.actor));
  },
};

/** @throws DomainError not_found unless the caller is known to have asked it */
async function ownQuestion(questionId: string, { caller }: Context): Promise<Question> {
  const [question, { _id }] = await Promise.all([readQuestion(questionId), caller.boundPerson()]);
  ensure(question.askerId === _id, 'not_found');
  return question;
}

/** As long as it may be public: nobody follows what its asker has kept to themselves. */
const isShownTo = (question: Question, personId: string): boolean =>
  question.askerId === personId
    ? question.state !== 'merged' || !question.mergedInto
    : question.isApproved && !question.isPersonal && !question.isKeptOut && question.state !== 'merged';

async function shown(mine: readonly Question[], me: string) {
  const [held, named] = await Promise.all([
    find(
      sessions,
      { _id: _.in(mine.map(({ sessionId }) => sessionId)) },
      { limit: SHOWN, fields: ['status'] },
    ),
    find(departments, { _id: _.in(mine.map(({ departmentId }) => departmentId ?? '')) }, { limit: SHOWN }),
  ]);
  return mine.map((question) => {
    const session = held.find(({ _id }) => _id === question.sessionId);
    return {
      id: question._id,
      sessionId: question.sessionId,
      sessionNumber: question.sessionNumber,
      title: question.title,
      state: question.state,
      departmentName: named.find(({ _id }) => _id === question.departmentId)?.name ?? '',
      // The recorded words have not passed the gate; whoever wants it too reads them in the minutes.
      answer: question.askerId === me ? answersInWords(question, () => '') : '',
      answeredBy: answererNames(question).join('、'),
      onSpot: question.onSpot,
      answerBy: mayJudge(question, me) ? question.answerBy : null,
      dueAt: question.dueAt,
      caseId: question.askerId === me ? question.caseId : null,
      isOwn: question.askerId === me,
      coAskers: coAskerCount(question),
      hasSaid: hasSaid(question, me),
      isKeptOut: question.isKeptOut,
      isPublished: session !== undefined && hasReached(session, 'minuted'),
    };
  });
}

const mayJudge = (question: Question, me: string): boolean =>
  question.askerId === me
    ? question.onSpot === 'waiting'
    : question.state === 'on_spot' && question.answerBy !== null && !hasSaid(question, me);

function first<T>([one]: readonly T[]): T {
  ensure(one !== undefined, 'not_found');
  return one;
}
