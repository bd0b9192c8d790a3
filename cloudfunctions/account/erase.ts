import type { accountContract } from '../contract/account';
import { ensure } from '../core/domain-error';
import { holds } from '../core/people/person';
import { ADMIN } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import {
  bookings,
  cases,
  deliveries,
  mailboxes,
  messages,
  seatQuestions,
} from '../platform/database/collections';
import { _, count, remove, update } from '../platform/database/store';
import { profile } from './profile';
import { part } from './unbind';

/**
 * Deletes what is kept of an account for its own sake: messages and what was to be sent, consents, telephone numbers
 * in cases that have ended, and at last the binding with its roles. The roster, cases, bookings and attendance are the
 * college's records and stay (docs/domain.md, Binding). Cut off anywhere it is simply given again.
 *
 * @throws DomainError bookings_open while a place is held, last_admin
 */
export const erase: Handler<(typeof accountContract)['account.erase']> = {
  may: 'anyone',
  isForVisitors: true,
  runs: 'once',
  async run(_input, { caller, now, requestId, isDone }) {
    const person = await caller.person();
    if (!person || isDone) return profile(person);
    const personId = person._id;
    // Whoever administers gives the role up first, so that nothing is lost to the last one's refusal.
    ensure(!holds(person, ADMIN), 'last_admin');
    const holding = { personId, status: _.in(['confirmed', 'offered', 'waitlisted']) };
    ensure((await count(bookings, holding)) === 0, 'bookings_open');
    await Promise.all([
      update(bookings, { personId, status: 'unreached' }, { form: null, emptyAt: null, pendingCase: null }),
      update(seatQuestions, { personId, state: 'unasked' }, { lookAt: now }),
      remove(messages, { to: personId }),
      remove(deliveries, { personId }),
      remove(mailboxes, { _id: personId }),
      update(cases, { askerId: personId, isOpen: false }, { phone: '' }),
    ]);
    await part(person, { openid: caller.openid, now, requestId });
    return profile(null);
  },
};
