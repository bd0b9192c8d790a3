import { surveyContract } from '../contract/survey';
import { serve } from '../platform/call/dispatch';
import { appealCard, decideAppeal, getCard, listCards, noteCardPlan, submitCardPlan } from './cards/cards';
import { cardLedger, cardLedgerFile } from './cards/ledger';
import { mySurveys } from './mine';
import { closingKeys, registerClosingKey, withdrawClosingKey } from './observer-keys';
import { confirmOpening } from './opening';
import { listRemarks, moderateRemark } from './remarks';
import { announceNow, correctResults, sealedBox, surveyDesk, surveyResults } from './results';
import { closeNow, getSurvey, openNow, rescheduleSurvey, skipReminder } from './survey';

export const main = serve(surveyContract, {
  'survey.mine': mySurveys,
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
  'survey.closingKeys': closingKeys,
  'survey.registerClosingKey': registerClosingKey,
  'survey.withdrawClosingKey': withdrawClosingKey,
  'survey.confirmOpening': confirmOpening,
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
