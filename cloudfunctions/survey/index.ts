import { surveyContract } from '../contract/survey';
import { serve } from '../platform/call/dispatch';
import { attendanceList } from './attendance-list';
import { attendees, listMe } from './attendees';
import { appealCard, decideAppeal, getCard, listCards, noteCardPlan, submitCardPlan } from './cards';
import { checkIn } from './check-in';
import { deskCheckIn } from './desk-check-in';
import { deskList, deskSearch } from './desk-people';
import { fetchCredentials } from './fetch-credentials';
import { hallCodes } from './hall-codes';
import { publicKeys } from './keys';
import { cardLedger, cardLedgerFile } from './ledger';
import { mySurveys } from './mine';
import { listRemarks, moderateRemark } from './remarks';
import { announceNow, correctResults, sealedBox, surveyDesk, surveyResults } from './results';
import { closeNow, getSurvey, openNow, rescheduleSurvey, skipReminder } from './survey';

export const main = serve(surveyContract, {
  'survey.checkIn': checkIn,
  'survey.fetchCredentials': fetchCredentials,
  'survey.keys': publicKeys,
  'survey.mine': mySurveys,
  'survey.hallCodes': hallCodes,
  'survey.deskCheckIn': deskCheckIn,
  'survey.deskSearch': deskSearch,
  'survey.deskList': deskList,
  'survey.attendance': attendanceList,
  'survey.attendees': attendees,
  'survey.listMe': listMe,
  'survey.get': getSurvey,
  'survey.skipReminder': skipReminder,
  'survey.open': openNow,
  'survey.reschedule': rescheduleSurvey,
  'survey.close': closeNow,
  'survey.desk': surveyDesk,
  'survey.results': surveyResults,
  'survey.announce': announceNow,
  'survey.correctResults': correctResults,
  'survey.sealedBox': sealedBox,
  'survey.remarks': listRemarks,
  'survey.moderateRemark': moderateRemark,
  'survey.cards': listCards,
  'survey.card': getCard,
  'survey.appeal': appealCard,
  'survey.decideAppeal': decideAppeal,
  'survey.submitPlan': submitCardPlan,
  'survey.notePlan': noteCardPlan,
  'survey.ledger': cardLedger,
  'survey.ledgerFile': cardLedgerFile,
});
