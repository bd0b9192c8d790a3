import type { hallContract } from '../contract/hall';
import { ensure } from '../core/domain-error';
import { OFFICE } from '../core/people/role-sets';
import { dayOf } from '../core/rules/calendar';
import { HOLDING } from '../core/session/booking';
import type { Handler } from '../platform/call/dispatch';
import { bookings, ledgers, people } from '../platform/database/collections';
import { _, add, find, get, update } from '../platform/database/store';
import { addressesOf, keepFile } from '../platform/file-store';
import { readSession } from '../session/change-session';
import { dayWorkbook } from './day-workbook';
import { questionsOf } from './view';

/** For fetching it at once. */
const ADDRESS_LIFE_S = 10 * 60;

/**
 * The lists of the day as a workbook to be printed. Kept as long as any ledger; the same request answers the same file.
 *
 * @throws DomainError not_found, storage_unavailable
 */
export const daySheets: Handler<(typeof hallContract)['hall.daySheets']> = {
  may: OFFICE,
  async run({ sessionId }, { caller, now, requestId }) {
    const { _id: personId } = await caller.boundPerson();
    const ledgerId = `day-${requestId}`;
    const session = await readSession(sessionId);
    const fileName = `第${session.number}期名单.xlsx`;
    const known = await get(ledgers, ledgerId);
    ensure(known === null || known.personId === personId, 'not_found');
    if (known?.state !== 'done') {
      const fresh = { personId, state: 'making' as const, done: 0, total: 0, fileName, fileId: '', at: now };
      if (known === null) await add(ledgers, { _id: ledgerId, ...fresh });
      const bytes = await dayWorkbook({ session, ...(await dayOfSession(sessionId)) }, now);
      const fileId = await keepFile(`ledgers/${dayOf(now)}-${ledgerId}.xlsx`, bytes);
      await update(ledgers, { _id: ledgerId }, { state: 'done', fileId, at: now });
    }
    const made = await get(ledgers, ledgerId);
    ensure(made !== null, 'not_found');
    const urls = await addressesOf([made.fileId], ADDRESS_LIFE_S);
    return { fileName, url: urls.get(made.fileId) ?? '' };
  },
};

async function dayOfSession(sessionId: string) {
  const [booked, asked] = await Promise.all([
    find(
      bookings,
      { sessionId, status: _.in([...HOLDING, 'waitlisted']) },
      { order: [['bookedAt', 'asc']], limit: 1000 },
    ),
    questionsOf(sessionId),
  ]);
  const speakers = asked.filter(({ state }) => state === 'queued' || state === 'called');
  const ids = [
    ...booked.map(({ personId }) => personId),
    ...speakers.flatMap(({ askerId }) => askerId ?? []),
  ];
  const known = await find(
    people,
    { _id: _.in([...new Set(ids)]) },
    { limit: 1000, fields: ['name', 'unit', 'number'] },
  );
  return { bookings: booked, speakers, people: new Map(known.map((person) => [person._id, person])) };
}
