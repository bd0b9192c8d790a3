import './sdk-environment';
import { randomUUID } from 'node:crypto';
import { cancelBooking } from '../../cloudfunctions/booking/cancel';
import { confirmBooking } from '../../cloudfunctions/booking/confirm';
import { createBooking } from '../../cloudfunctions/booking/create';
import type { MyBooking } from '../../cloudfunctions/contract/session';
import { DomainError } from '../../cloudfunctions/core/domain-error';
import type { Person } from '../../cloudfunctions/core/people/person';
import { FIRST_RULE_BOOK } from '../../cloudfunctions/core/rules/rulebook';
import { newPools } from '../../cloudfunctions/core/session/pool';
import { createSession, publishPreview, type Session } from '../../cloudfunctions/core/session/session';
import type { Context } from '../../cloudfunctions/platform/call/dispatch';
import { sessions as storedSessions } from '../../cloudfunctions/platform/database/collections';
import { get, update } from '../../cloudfunctions/platform/database/store';
import type { Cloud } from '../../dev/cloud';
import { form, plan, SESSION_AT, START } from './crowd';

// The use cases themselves, called in this process on the real SDK and the real store: no function processes, and any
// hour one likes. For histories of hundreds of steps.

export const guest = (index: number): Person => ({
  _id: `guest-${index}`,
  openid: `guest-account-${index}`,
  number: `G${index}`,
  name: `来宾${index}`,
  kind: 'student',
  unit: '信息工程系',
  roles: [],
  hasLeft: false,
  absentFrom: null,
});

const contextOf = (person: Person, now: number, requestId: string): Context => ({
  caller: {
    openid: person.openid ?? '',
    address: '',
    person: async () => person,
    boundPerson: async () => person,
    known: async () => null,
    readBeside: get,
  },
  now,
  requestId,
  isDone: false,
});

const USE_CASES = {
  book: (sessionId: string, context: Context) => createBooking.run({ sessionId, form: form() }, context),
  confirm: (sessionId: string, context: Context) => confirmBooking.run({ sessionId }, context),
  cancel: (sessionId: string, context: Context) => cancelBooking.run({ sessionId }, context),
};
export type Deed = keyof typeof USE_CASES;

/** What the person is answered, or the code of the refusal. */
export async function act(
  deed: Deed,
  sessionId: string,
  person: Person,
  now: number,
  requestId: string = randomUUID(),
): Promise<MyBooking | string> {
  try {
    return await USE_CASES[deed](sessionId, contextOf(person, now, requestId));
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

let seeded = 0;

/** One more open session with as many speaking slots, two weeks ahead of START. */
export async function seedSession(cloud: Cloud, speakingSlots: number): Promise<Session> {
  const number = ++seeded;
  const by = (now: number) => ({ actor: 'p-wu', now, requestId: `seeded-${now}` });
  const input = { number, startsAt: SESSION_AT, reason: '', skipped: [], plan: plan({ speakingSlots }) };
  const planned = createSession(input, FIRST_RULE_BOOK, by(START - 2)).entity;
  const { entity } = publishPreview(planned, FIRST_RULE_BOOK, by(START - 1));
  // Month and day are unique; all of these are on the same Thursday of many worlds.
  const session = {
    ...entity,
    month: `month-${number}`,
    date: `day-${number}`,
    notices: [],
    hasNotice: false,
  };
  await cloud.seed('sessions', [JSON.parse(JSON.stringify(session))]);
  await cloud.seed('booking_pools', JSON.parse(JSON.stringify(newPools(session._id, session.plan))));
  return session;
}

/** Nothing is due for it any more, so that the next history does not pay for this one. */
export async function closeSession({ _id }: Session): Promise<void> {
  await update(storedSessions, { _id }, { status: 'closed' });
}
