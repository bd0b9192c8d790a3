import type { surveyContract } from '../../contract/survey';
import { CARD_LEDGER } from '../../core/people/role-sets';
import { byPeriod, type GivenCard, ledger } from '../../core/survey/card-ledger';
import { departmentsOf } from '../../platform/call/caller';
import type { Context, Handler } from '../../platform/call/dispatch';
import { cards } from '../../platform/database/collections';
import { _, find } from '../../platform/database/store';
import { shownCard } from './cards';
import { ledgerWorkbook } from './ledger-workbook';

/** Cards by department and period, for performance assessment. One round trip. */
export const cardLedger: Handler<(typeof surveyContract)['survey.ledger']> = {
  may: CARD_LEDGER,
  async run(range, context) {
    const given = await cardsIn(range, context);
    return {
      cards: given.map((card) => shownCard(card, context.now)),
      departments: ledger(given),
      periods: byPeriod(given),
    };
  },
};

/** The same as a file the office can hand in. */
export const cardLedgerFile: Handler<(typeof surveyContract)['survey.ledgerFile']> = {
  may: CARD_LEDGER,
  async run(range, context) {
    const given = await cardsIn(range, context);
    const file = await ledgerWorkbook(given, range, context.now);
    return { fileName: '红黄牌台账.xlsx', base64: file.toString('base64') };
  },
};

interface Range {
  from: number;
  to: number;
  departmentId?: string | undefined;
}

/** A head sees the own departments; office and leaders see all. Newest last, as a ledger is kept. */
async function cardsIn({ from, to, departmentId }: Range, { caller }: Context): Promise<GivenCard[]> {
  const person = await caller.boundPerson();
  const seesAll = person.roles.some(({ role }) => role === 'office' || role === 'leader');
  const own = departmentsOf(person, 'head');
  const wanted = departmentId === undefined ? own : own.filter((ownId) => ownId === departmentId);
  const where = seesAll ? { ...(departmentId && { departmentId }) } : { departmentId: _.in(wanted) };
  return find(
    cards,
    { ...where, givenAt: _.and([_.gte(from), _.lt(to)]) },
    { order: [['givenAt', 'asc']], limit: 1000 },
  );
}
