import { hallContract } from '../contract/hall';
import { serve } from '../platform/call/dispatch';
import { addSpeaker } from './add-speaker';
import { agenda, voteForTopic } from './agenda';
import { judgeAnswer, keepQuestionOut, myQuestions } from './asker';
import { attendanceList } from './attendance-list';
import { attendees, listMe } from './attendees';
import { checkIn } from './check-in';
import { closeHall } from './close';
import { hallCodes } from './codes';
import { confirmLate } from './confirm-late';
import { correctPrivacy } from './correct-privacy';
import { daySheets } from './day-sheets';
import { deskCheckIn } from './desk-check-in';
import { deskList, deskSearch } from './desk-people';
import { doorCode } from './door-code';
import { fetchCredentials } from './fetch-credentials';
import { groupTopic, sortQueue } from './group-topic';
import { holdCode } from './hold-code';
import { publicKeys } from './keys';
import { onTheWall } from './on-the-wall';
import { openHall, prepareHall } from './prepare';
import { setPresent } from './presence';
import { approveTopic, callSpeaker, hallView, reorderQueue, skipSpeaker, topicFindings } from './queue';
import { readMinutes } from './read-minutes';
import { addQuestion, saveQuestion } from './save-question';
import { decideSeat, seatFindings, seatInbox } from './seat-inbox';
import { askFromSeat, chooseOwnSeat, mySeats } from './seat-send';
import { settleUnmatched, unmatched } from './unmatched';
import { wall } from './wall';
import { endWall, showOnWall, wallCode, walls } from './walls';
import { wordFindings } from './word-findings';
import { correctMinutes, draftMinutes, minutesDraft, publishMinutes, saveMinutes } from './write-minutes';

export const main = serve(hallContract, {
  'hall.checkIn': checkIn,
  'hall.holdCode': holdCode,
  'hall.fetchCredentials': fetchCredentials,
  'hall.keys': publicKeys,
  'hall.codes': hallCodes,
  'hall.doorCode': doorCode,
  'hall.confirmLate': confirmLate,
  'hall.deskCheckIn': deskCheckIn,
  'hall.deskSearch': deskSearch,
  'hall.deskList': deskList,
  'hall.daySheets': daySheets,
  'hall.unmatched': unmatched,
  'hall.settleUnmatched': settleUnmatched,
  'hall.attendance': attendanceList,
  'hall.attendees': attendees,
  'hall.listMe': listMe,
  'hall.agenda': agenda,
  'hall.vote': voteForTopic,
  'hall.minutes': readMinutes,
  'hall.myQuestions': myQuestions,
  'hall.judgeAnswer': judgeAnswer,
  'hall.keepOut': keepQuestionOut,
  'hall.askFromSeat': askFromSeat,
  'hall.mySeats': mySeats,
  'hall.chooseSeat': chooseOwnSeat,
  'hall.seatInbox': seatInbox,
  'hall.seatFindings': seatFindings,
  'hall.decideSeat': onTheWall(decideSeat),
  'hall.groupTopic': onTheWall(groupTopic),
  'hall.sortQueue': onTheWall(sortQueue),
  'hall.prepare': onTheWall(prepareHall),
  'hall.view': hallView,
  'hall.open': onTheWall(openHall),
  'hall.approveTopic': onTheWall(approveTopic),
  'hall.topicFindings': topicFindings,
  'hall.reorder': onTheWall(reorderQueue),
  'hall.setPresent': setPresent,
  'hall.call': onTheWall(callSpeaker),
  'hall.skip': onTheWall(skipSpeaker),
  'hall.addSpeaker': onTheWall(addSpeaker),
  'hall.addQuestion': onTheWall(addQuestion),
  'hall.saveQuestion': onTheWall(saveQuestion),
  'hall.close': onTheWall(closeHall),
  'hall.wall': wall,
  'hall.walls': walls,
  'hall.wallCode': wallCode,
  'hall.endWall': endWall,
  'hall.showOnWall': showOnWall,
  'hall.draftMinutes': draftMinutes,
  'hall.minutesDraft': minutesDraft,
  'hall.saveMinutes': saveMinutes,
  'hall.publishMinutes': publishMinutes,
  'hall.correctMinutes': correctMinutes,
  'hall.wordFindings': wordFindings,
  'hall.correctPrivacy': correctPrivacy,
});
