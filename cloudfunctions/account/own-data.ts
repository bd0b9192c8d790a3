import type { accountContract } from '../contract/account';
import type { Handler } from '../platform/call/dispatch';
import { bookings, cases } from '../platform/database/collections';
import { _, count, update } from '../platform/database/store';
import { OWN_RECORDS } from './own-records';

/** A copy of what is held about oneself (《个人信息保护法》 第四十五条). One round trip or two for each page of a part. */
export const ownData: Handler<(typeof accountContract)['account.ownData']> = {
  may: 'bound',
  async run({ section, cursor }, { caller }) {
    return OWN_RECORDS[section](await caller.boundPerson(), cursor ?? '');
  },
};

/**
 * Puts the telephone right wherever the person left one and somebody may still call it: open cases, bookings that are
 * kept. Name, number and unit are the roster's (第四十六条). Answers in how many places it stands now, so that a repeat is
 * answered alike; 0 where it was taken away. Four round trips, in two.
 */
export const correctPhone: Handler<(typeof accountContract)['account.correctPhone']> = {
  may: 'bound',
  async run({ phone }, { caller }) {
    const { _id } = await caller.boundPerson();
    await Promise.all([
      update(cases, { askerId: _id, isOpen: true, phone: _.neq('') }, { phone }),
      update(
        bookings,
        { personId: _id, 'form.phone': _.exists(true).and(_.neq('')) },
        { 'form.phone': phone },
      ),
    ]);
    if (phone === '') return { changed: 0 };
    const [inCases, inBookings] = await Promise.all([
      count(cases, { askerId: _id, isOpen: true, phone }),
      count(bookings, { personId: _id, 'form.phone': phone }),
    ]);
    return { changed: inCases + inBookings };
  },
};
