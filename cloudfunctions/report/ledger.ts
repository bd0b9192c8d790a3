import type { z } from 'zod';
import type { ledger as ledgerView, reportContract } from '../contract/report';
import type { Case } from '../core/case/case';
import { DomainError, ensure } from '../core/domain-error';
import { COLLEGE_WIDE } from '../core/people/role-sets';
import { figuresOf, grouped } from '../core/report/dashboard';
import { ledgerTitle } from '../core/report/ledger';
import type { LedgerFile } from '../core/report/ledger-file';
import { dayOf } from '../core/rules/calendar';
import type { Handler } from '../platform/call/dispatch';
import { cases, departments, ledgers, people } from '../platform/database/collections';
import { currentRuleBook } from '../platform/database/rulebook';
import { _, add, count, find, get, update } from '../platform/database/store';
import { addressesOf, keepFile } from '../platform/file-store';
import { casesOfPeriod } from './cases-of-period';
import { cellsOf, LONGEST_MS, workbook } from './workbook';

const PAGE = 200;
/** Silent for longer than the function may live: it has died. */
const DEAD_AFTER_MS = 90_000;

/**
 * Makes the ledger of a period as a spreadsheet and keeps it in the store. The phone asks report.ledger for the progress
 * meanwhile; the same id again goes on waiting for the same ledger, or makes it anew when it died.
 *
 * @throws DomainError period_invalid, not_found for somebody else's ledger, storage_unavailable
 */
export const makeLedger: Handler<(typeof reportContract)['report.makeLedger']> = {
  may: COLLEGE_WIDE,
  async run({ ledgerId, from, to, departmentId }, { caller, now }) {
    ensure(from < to && to - from <= LONGEST_MS, 'period_invalid', { to: 'period' });
    const { _id: personId } = await caller.boundPerson();
    const own = departmentId ? { leadId: departmentId } : {};
    const total = await count(cases, { submittedAt: _.gte(from).and(_.lt(to)), ...own });
    const fileName = `${ledgerTitle(from, to).replace(' ', '_')}.xlsx`;
    const fresh = { personId, state: 'making' as const, done: 0, total, fileName, fileId: '', at: now };
    if ((await add(ledgers, { _id: ledgerId, ...fresh })) === 'exists') {
      const known = await ownLedger(ledgerId, personId);
      if (known.state === 'done' || (known.state === 'making' && now - known.at < DEAD_AFTER_MS))
        return shown(known);
      await update(ledgers, { _id: ledgerId }, fresh);
    }
    try {
      const fileId = await make(ledgerId, { from, to, departmentId }, now);
      await update(ledgers, { _id: ledgerId }, { state: 'done', done: total, fileId, at: Date.now() });
    } catch (error) {
      await update(ledgers, { _id: ledgerId }, { state: 'failed', at: Date.now() });
      throw error;
    }
    return shown(await ownLedger(ledgerId, personId));
  },
};

/** How far it is. @throws DomainError not_found */
export const ledgerProgress: Handler<(typeof reportContract)['report.ledger']> = {
  may: COLLEGE_WIDE,
  async run({ ledgerId }, { caller, now }) {
    const { _id: personId } = await caller.boundPerson();
    const known = await ownLedger(ledgerId, personId);
    const isDead = known.state === 'making' && now - known.at > DEAD_AFTER_MS;
    return shown(isDead ? { ...known, state: 'failed' } : known);
  },
};

async function ownLedger(ledgerId: string, personId: string): Promise<LedgerFile> {
  const known = await get(ledgers, ledgerId);
  if (!known || known.personId !== personId) throw new DomainError('not_found');
  return known;
}

async function shown(file: LedgerFile): Promise<z.output<typeof ledgerView>> {
  const urls = file.fileId ? await addressesOf([file.fileId]) : new Map<string, string>();
  return {
    ledgerId: file._id,
    state: file.state,
    done: file.done,
    total: file.total,
    fileName: file.fileName,
    url: urls.get(file.fileId) ?? '',
  };
}

async function make(
  ledgerId: string,
  period: { from: number; to: number; departmentId: string | null },
  now: number,
): Promise<string> {
  const [known, book] = await Promise.all([find(departments, {}, { limit: 1000 }), currentRuleBook(now)]);
  const names = new Map(known.map(({ _id, name }) => [_id, name]));
  const departmentOf = (id: string | null) => (id === null ? '' : (names.get(id) ?? id));
  const all: Case[] = [];
  const rows: ReturnType<typeof cellsOf>[] = [];
  for await (const page of casesOfPeriod(period, (where, page) => find(cases, where, page), PAGE)) {
    const askers = await askersOf(page);
    for (const entity of page) {
      const asker = entity.identity === 'named' ? (askers.get(entity.askerId ?? '') ?? '') : '';
      rows.push(cellsOf({ index: rows.length + 1, entity, asker, departmentOf }));
      all.push(entity);
    }
    await update(ledgers, { _id: ledgerId }, { done: rows.length, at: Date.now() });
  }
  const { smallestShown } = book.rules.survey;
  const summary = Array.from(
    grouped(all, ({ leadId }) => leadId),
    ([id, group]) => ({ name: departmentOf(id), figures: figuresOf(group, now, smallestShown) }),
  ).sort((left, right) => right.figures.cases - left.figures.cases);
  const total = { name: '合计', figures: figuresOf(all, now, smallestShown) };
  const bytes = await workbook(ledgerTitle(period.from, period.to), rows, [...summary, total], now);
  return keepFile(`ledgers/${dayOf(now)}-${ledgerId}.xlsx`, bytes);
}

/** Names of those who signed. */
async function askersOf(page: readonly Case[]): Promise<Map<string, string>> {
  const ids = page.flatMap(({ identity, askerId }) => (identity === 'named' && askerId ? [askerId] : []));
  if (ids.length === 0) return new Map();
  const found = await find(
    people,
    { _id: _.in([...new Set(ids)]) },
    { limit: 1000, fields: ['name', 'unit'] },
  );
  return new Map(found.map(({ _id, name, unit }) => [_id, `${name}（${unit}）`]));
}
