// The shapes the back end answers, as pages may name them. Types only: nothing of the back end reaches the phone.
export type { Me } from '../../cloudfunctions/contract/account';
export type { Card, CardDetail } from '../../cloudfunctions/contract/card';
export type { CaseRow, CaseView } from '../../cloudfunctions/contract/case';
export type { DeskEntry, DeskPerson } from '../../cloudfunctions/contract/check-in';
export type { RedactionFinding } from '../../cloudfunctions/contract/finding';
export type {
  DeskQuestion,
  HallView,
  MinutesItemForm,
  PublishedMinutes,
  QuestionForm,
} from '../../cloudfunctions/contract/hall';
export type { CommandAction, Input, Output } from '../../cloudfunctions/contract/index';
export type {
  MyBooking,
  SessionCard,
  SessionDetail,
  SessionPlan,
} from '../../cloudfunctions/contract/session';
export type {
  ResultItem,
  SurveyItem,
  SurveyResults,
  SurveyView,
} from '../../cloudfunctions/contract/survey';
