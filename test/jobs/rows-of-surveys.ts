import type { Session } from '../../cloudfunctions/core/session/session';
import type { Survey } from '../../cloudfunctions/core/survey/survey';
import { sessionKeys } from '../../cloudfunctions/platform/ballots/session-keys';
import { cards, results, sessions, surveys } from '../../cloudfunctions/platform/database/collections';
import type { Product } from '../cloud';
import { cardOf, resultsOf, sessionAt, surveyOf } from './seeds';
import { DAY, FAR, HOUR, NOW, put, stored } from './started';
import type { StepRow } from './step-row';

const ID = 'session-1.1';

/** A survey of a session that is over, whose keys were made. */
async function survey(
  product: Product,
  changes: Partial<Survey>,
  ofSession: Partial<Session> = { status: 'surveying' },
): Promise<void> {
  const held = sessionAt(NOW - 10 * DAY, ofSession);
  await put(product, sessions, held);
  await put(product, sessionKeys, { _id: held._id, keySet: '', keys: [], fingerprints: [] });
  await put(product, surveys, surveyOf(held, NOW, changes));
}

async function nextSession(product: Product, startsAt: number): Promise<void> {
  await survey(product, {});
  const next = sessionAt(startsAt, { _id: 'session-2', number: 2, month: 'next', date: 'next' });
  await put(product, sessions, next);
  await put(product, sessionKeys, { _id: next._id, keySet: '', keys: [], fingerprints: [] });
}

async function sealed(product: Product, state: 'sealed' | 'announced'): Promise<void> {
  await survey(product, { state, round: 2, sealedAt: NOW - DAY }, { status: 'live' });
  await put(product, results, resultsOf(ID, NOW - DAY));
}

const unopened = (product: Product, openingReminderAt: number): Promise<void> =>
  survey(product, { state: 'sealed', round: 2, sealedAt: NOW - DAY, resultVersion: 0, openingReminderAt });

const card = (product: Product, reviewUntil: number): Promise<void> =>
  put(product, cards, cardOf(sessionAt(NOW - 10 * DAY), { reviewUntil }));

const late = (product: Product, wakeAt: number): Promise<void> =>
  put(product, cards, cardOf(sessionAt(NOW - 10 * DAY), { state: 'final', reviewUntil: FAR, wakeAt }));

async function corrected(product: Product, cardToMove: Survey['cardToMove']): Promise<void> {
  await survey(product, { state: 'announced', resultVersion: 2, cardToMove }, { status: 'announced' });
  await put(product, results, { ...resultsOf(ID, NOW - DAY), _id: `${ID}.v2`, version: 2 });
  await put(product, cards, cardOf(sessionAt(NOW - 10 * DAY), { state: 'final', reviewUntil: FAR }));
}

const isIn = (state: Survey['state']) => (product: Product) => stored(product, surveys, ID).state === state;

export const rowsOfSurveys: readonly StepRow[] = [
  {
    condition: 'survey_course/0',
    when: 'a survey opens',
    due: (product) => survey(product, { state: 'scheduled', opensAt: NOW }),
    almost: (product) => survey(product, { state: 'scheduled', opensAt: NOW + 1 }),
    isDone: isIn('open'),
  },
  {
    condition: 'survey_course/1',
    when: 'a survey closes',
    due: (product) => survey(product, { closesAt: NOW, isReminded: true }),
    almost: (product) => survey(product, { closesAt: NOW + 1, isReminded: true }),
    isDone: isIn('sealed'),
  },
  {
    condition: 'survey_course/2',
    when: 'a survey closes in a day',
    due: (product) => survey(product, { closesAt: NOW + DAY }),
    almost: (product) => survey(product, { closesAt: NOW + DAY + 1 }),
    isDone: (product) => stored(product, surveys, ID).isReminded,
  },
  {
    condition: 'survey_course/3',
    when: 'turnout was counted an hour ago',
    due: (product) => survey(product, { turnoutAt: NOW - HOUR }),
    almost: (product) => survey(product, { turnoutAt: NOW - HOUR + 1 }),
    isDone: (product) => stored(product, surveys, ID).turnoutAt >= NOW,
  },
  {
    condition: 'survey_course/4',
    when: 'the call that closed a survey has died',
    due: (product) => survey(product, { state: 'closing' }),
    almost: (product) => survey(product, { state: 'scheduled', opensAt: NOW + 1 }),
    isDone: isIn('sealed'),
  },
  {
    condition: 'survey_course/5',
    when: 'a sealed box was not emptied',
    due: (product) => survey(product, { state: 'announced', hasShards: true }),
    almost: (product) => survey(product, { hasShards: true }),
    isDone: (product) => !stored(product, surveys, ID).hasShards,
  },
  {
    condition: 'survey_course/6',
    when: 'an open survey still has keys to sign with',
    due: (product) => survey(product, { hasKeys: true }),
    almost: (product) => survey(product, { state: 'scheduled', opensAt: NOW + 1, hasKeys: true }),
    isDone: (product) => !stored(product, surveys, ID).hasKeys,
  },
  {
    condition: 'survey_course/7',
    when: 'results are out and answers to requests for credentials still kept',
    due: (product) => survey(product, { state: 'announced', hasAnswers: true }),
    almost: (product) => survey(product, { hasAnswers: true }),
    isDone: (product) => !stored(product, surveys, ID).hasAnswers,
  },
  {
    condition: 'survey_course/8',
    when: 'the next session comes within 25 hours and shortens a survey',
    due: (product) => nextSession(product, NOW + 25 * HOUR),
    almost: (product) => nextSession(product, NOW + 25 * HOUR + 1),
    isDone: (product) => stored(product, surveys, ID).isReminded,
    also: ['reconcile_pools'],
  },
  {
    condition: 'survey_course/9',
    when: 'results were corrected and the card has not followed',
    due: (product) => corrected(product, { questionId: 'question-1', reason: '牵头部门有误' }),
    almost: (product) => corrected(product, null),
    isDone: ({ cloud }) => cloud.read(cards.name).some(({ state }) => state === 'withdrawn'),
  },
  {
    condition: 'chase_observers/0',
    when: 'sealed ratings have waited for observers until the morning of the second day',
    due: (product) => unopened(product, NOW),
    almost: (product) => unopened(product, NOW + 1),
    isDone: (product) => stored(product, surveys, ID).openingReminderAt === null,
  },
  {
    condition: 'publish_results/0',
    when: 'a sealed survey was not announced before the next session',
    due: (product) => sealed(product, 'sealed'),
    almost: (product) => sealed(product, 'announced'),
    isDone: (product) => stored(product, surveys, ID).announcedAt !== null,
  },
  {
    condition: 'end_reviews/0',
    when: 'a card’s review ends',
    due: (product) => card(product, NOW),
    almost: (product) => card(product, NOW + 1),
    isDone: ({ cloud }) => cloud.read(cards.name).some(({ state }) => state === 'final'),
  },
  {
    condition: 'climb_cards/0',
    when: 'the deadline of a card is to be looked at',
    due: (product) => late(product, NOW),
    almost: (product) => late(product, NOW + 1),
    isDone: (product) => stored(product, cards, `${ID}:question-1`).isLate === true,
  },
];
