import type { hallContract } from '../../contract/hall';
import type { Handlers } from '../../platform/call/dispatch';
import { agenda, voteForTopic } from './agenda';
import { judgeAnswer, keepQuestionOut, myQuestions } from './asker';
import { closeHall } from './close';
import { openHall, prepareHall } from './prepare';
import { approveTopic, callSpeaker, hallView, reorderQueue, skipSpeaker } from './queue';
import { listMinutes, readMinutes } from './read-minutes';
import { addQuestion, saveQuestion } from './record';
import { screen } from './screen';
import { correctMinutes, draftMinutes, minutesDraft, publishMinutes, saveMinutes } from './write-minutes';

/** The Thursday's part of the function `session`. */
export const hallHandlers: Handlers<typeof hallContract> = {
  'session.agenda': agenda,
  'session.vote': voteForTopic,
  'session.minutes': readMinutes,
  'session.minutesList': listMinutes,
  'session.myQuestions': myQuestions,
  'session.judgeAnswer': judgeAnswer,
  'session.keepOut': keepQuestionOut,
  'session.prepareHall': prepareHall,
  'session.hall': hallView,
  'session.openHall': openHall,
  'session.approveTopic': approveTopic,
  'session.reorder': reorderQueue,
  'session.call': callSpeaker,
  'session.skip': skipSpeaker,
  'session.addQuestion': addQuestion,
  'session.saveQuestion': saveQuestion,
  'session.closeHall': closeHall,
  'session.screen': screen,
  'session.draftMinutes': draftMinutes,
  'session.minutesDraft': minutesDraft,
  'session.saveMinutes': saveMinutes,
  'session.publishMinutes': publishMinutes,
  'session.correctMinutes': correctMinutes,
};
