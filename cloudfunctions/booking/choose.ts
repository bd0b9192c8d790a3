import { checkWords } from '../case/text-check';
import type { bookingContract } from '../contract/booking';
import { bookingId } from '../core/session/booking';
import { choose } from '../core/session/unreached';
import type { Handler } from '../platform/call/dispatch';
import { bookings, sessions } from '../platform/database/collections';
import { _, get, update } from '../platform/database/store';
import { caseOfBooking } from './case-of-booking';
import { changeOwn } from './change-own';
import { shown } from './view';

/**
 * What becomes of the form of somebody who waited in vain. The words are looked at as those of any case; the case is
 * made after the choice is written, so a call that dies leaves it to `jobs`.
 *
 * @throws DomainError not_found when there is nothing to choose, content_refused
 */
export const chooseUnreached: Handler<(typeof bookingContract)['booking.choose']> = {
  may: 'bound',
  async run({ sessionId, choice }, { caller, now, requestId }) {
    const person = await caller.boundPerson();
    const form = choice === 'case' ? (await get(bookings, bookingId(sessionId, person._id)))?.form : null;
    const words = form ? [form.title, form.detail].filter(Boolean).join('\n') : '';
    const { isDoubtful } = words === '' ? { isDoubtful: false } : await checkWords(words, caller.openid);
    const by = { actor: person._id, now, requestId };
    const { session, after } = await changeOwn(sessionId, by, (booking) =>
      choose(booking, choice, isDoubtful, by),
    );
    // A session that can be booked already takes it up within a minute.
    if (choice === 'keep') await update(sessions, { status: _.in(['previewed']) }, { keptSeated: false });
    const done = after.pendingCase ? await caseOfBooking(after, now) : after;
    return shown(done, session, null);
  },
};
