import { hallContract } from '../contract/hall';
import { serve } from '../platform/call/dispatch';
import { agenda, voteForTopic } from './agenda';
import { judgeAnswer, keepQuestionOut, myQuestions } from './asker';
import { attendanceList } from './attendance-list';
import { attendees, listMe } from './attendees';
import { checkIn } from './check-in';
import { closeHall } from './close';
import { hallCodes } from './codes';
import { confirmLate } from './confirm-late';
import { deskCheckIn } from './desk-check-in';
import { deskList, deskSearch } from './desk-people';
import { fetchCredentials } from './fetch-credentials';
import { publicKeys } from './keys';
import { openHall, prepareHall } from './prepare';
import { approveTopic, callSpeaker, hallView, reorderQueue, skipSpeaker, topicFindings } from './queue';
import { readMinutes } from './read-minutes';
import { addQuestion, saveQuestion } from './save-question';
import { wall } from './wall';
import { correctMinutes, draftMinutes, minutesDraft, publishMinutes, saveMinutes } from './write-minutes';

export const main = serve(hallContract, {
  'hall.checkIn': checkIn,
  'hall.fetchCredentials': fetchCredentials,
  'hall.keys': publicKeys,
  'hall.codes': hallCodes,
  'hall.confirmLate': confirmLate,
  'hall.deskCheckIn': deskCheckIn,
  'hall.deskSearch': deskSearch,
  'hall.deskList': deskList,
  'hall.attendance': attendanceList,
  'hall.attendees': attendees,
  'hall.listMe': listMe,
  'hall.agenda': agenda,
  'hall.vote': voteForTopic,
  'hall.minutes': readMinutes,
  'hall.myQuestions': myQuestions,
  'hall.judgeAnswer': judgeAnswer,
  'hall.keepOut': keepQuestionOut,
  'hall.prepare': prepareHall,
  'hall.view': hallView,
  'hall.open': openHall,
  'hall.approveTopic': approveTopic,
  'hall.topicFindings': topicFindings,
  'hall.reorder': reorderQueue,
  'hall.call': callSpeaker,
  'hall.skip': skipSpeaker,
  'hall.addQuestion': addQuestion,
  'hall.saveQuestion': saveQuestion,
  'hall.close': closeHall,
  'hall.wall': wall,
  'hall.draftMinutes': draftMinutes,
  'hall.minutesDraft': minutesDraft,
  'hall.saveMinutes': saveMinutes,
  'hall.publishMinutes': publishMinutes,
  'hall.correctMinutes': correctMinutes,
});
