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
  /** How many want it besides whoever asked; for a co-asker, that it is another's. */
  others: string;
  minutesUrl: string;
}

/** One's own questions, the one that waits for a tap first. */
export function myQuestionsView(questions: readonly Question[], now: number): MyQuestionView[] {
  const views = questions.map((question) => myQuestionView(question, now));
  return [...views.filter(({ asks }) => asks), ...views.filter(({ asks }) => !asks)];
}

function myQuestionView(question: Question, now: number): MyQuestionView {
  const { answerBy, onSpot } = question;
  const asks = answerBy !== null && answerBy > now;
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
    askedUntil:
      asks && answerBy !== null
        ? `${leftWords('确认期限', answerBy, now)}${question.isOwn ? '，到期未确认，视为认可' : '，可以不选'}`
        : '',
    isKeptOut: question.isKeptOut,
    canKeepOut: question.isOwn && !question.isPublished,
    keepOutLabel: question.isKeptOut ? '恢复写入纪要' : '这是我的私事，不要写进纪要',
    others: othersWords(question),
    minutesUrl:
      question.isPublished && !question.isOwn
        ? `/packages/dialogue/minutes/minutes?id=${question.sessionId}`
        : '',
  };
}

function othersWords({ isOwn, coAskers, hasSaid }: Question): string {
  if (isOwn) return coAskers === 0 ? '' : `另有 ${coAskers} 人也想问`;
  return [`同问 ${coAskers} 人，包括你`, hasSaid ? '已收到你的意见' : ''].filter(Boolean).join(' · ');
}
