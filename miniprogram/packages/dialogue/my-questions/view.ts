import type { Output } from '../../../api/dto';
import { ON_SPOT_STATES, QUESTION_STATES } from '../../../shared/hall';
import { dateWords, leftWords } from '../../../shared/time';

type Question = Output<'hall.myQuestions'>['questions'][number];

export interface MyQuestionView {
  id: string;
  sessionId: string;
  title: string;
  /** 第 15 期 · 后勤保障处 */
  about: string;
  state: string;
  answer: string;
  by: string;
  due: string;
  caseUrl: string;
  /** Waits for one tap: was it solved? */
  asks: boolean;
  /** Until when, and what silence means. */
  askedUntil: string;
  isKeptOut: boolean;
  canKeepOut: boolean;
  keepOutLabel: string;
}

/** One's own questions, the one that waits for a tap first. */
export function myQuestionsView(questions: readonly Question[], now: number): MyQuestionView[] {
  const views = questions.map((question) => myQuestionView(question, now));
  return [...views.filter(({ asks }) => asks), ...views.filter(({ asks }) => !asks)];
}

function myQuestionView(question: Question, now: number): MyQuestionView {
  const { answerBy, onSpot } = question;
  const asks = onSpot === 'waiting' && answerBy !== null && answerBy > now;
  return {
    id: question.id,
    sessionId: question.sessionId,
    title: question.title,
    about: [`第 ${question.sessionNumber} 期`, question.departmentName].filter(Boolean).join(' · '),
    state: onSpot && !asks ? ON_SPOT_STATES[onSpot] : QUESTION_STATES[question.state],
    answer: question.answer,
    by: question.answeredBy,
    due: question.dueAt === null ? '' : `${dateWords(question.dueAt)}前答复`,
    caseUrl: question.caseId === null ? '' : `/pages/case/case?id=${question.caseId}`,
    asks,
    askedUntil: asks && answerBy !== null ? `${leftWords(answerBy, now)}，没有点就算已解决` : '',
    isKeptOut: question.isKeptOut,
    canKeepOut: !question.isPublished,
    keepOutLabel: question.isKeptOut ? '已要求不写进纪要，改为可以写' : '这是我的私事，不要写进纪要',
  };
}
