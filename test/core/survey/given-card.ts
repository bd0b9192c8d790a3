import type { GivenCard } from '../../../cloudfunctions/core/survey/card-ledger';
import { newRectification } from '../../../cloudfunctions/core/survey/rectification';

/** The instant at which the card is given. */
export const GIVEN_AT = Date.UTC(2026, 11, 14, 2);
const WEEK = 7 * 86_400_000;

/** A yellow card of logistics, just given, with a week for a review and for its plan. */
export const givenCard = (changes: Partial<GivenCard> = {}): GivenCard => ({
  _id: 'session-16.1:q-1',
  colour: 'yellow',
  state: 'review',
  surveyId: 'session-16.1',
  sessionId: 'session-16',
  sessionNumber: 16,
  questionId: 'q-1',
  title: '热水',
  departmentId: 'logistics',
  departmentName: '后勤保障处',
  valid: 20,
  dissatisfied: 7,
  band: '',
  rulesVersion: 1,
  resultVersion: 1,
  givenAt: GIVEN_AT,
  reviewUntil: GIVEN_AT + WEEK,
  appeal: null,
  rectification: newRectification(GIVEN_AT + WEEK),
  rerated: null,
  version: 1,
  history: [],
  notices: [],
  hasNotice: false,
  ...changes,
});
