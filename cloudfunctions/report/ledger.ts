import type { z } from 'zod';
import type { ledger as ledgerView, reportContract } from '../contract/report';
import type { Case } from '../core/case/case';
import { DomainError, ensure } from '../core/domain-error';
import { holds } from '../core/people/person';
import { CASE_LEDGER, COLLEGE_WIDE, HEAD, OFFICE } from '../core/people/role-sets';
import { type Counted, figuresForStaff, grouped } from '../core/report/dashboard';
import { ledgerTitle } from '../core/report/ledger';
import type { LedgerFile } from '../core/report/ledger-file';
import { dayOf } from '../core/rules/calendar';
import type { Handler } from '../platform/call/dispatch';
import { cases, departments, ledgers, people } from '../platform/database/collections';
import { currentRuleBook } from '../platform/database/rulebook';
import { _, add, count, find, get, update } from '../platform/database/store';
import { categoryNames } from '../platform/database/topics';
import { addressesOf, keepFile } from '../platform/file-store';
import { casesOfPeriod } from './cases-of-period';
import { wordsWithoutPersons, writtenWords } from './ledger-words';
import { cellsOf, LONGEST_MS, workbook } from './workbook';

const PAGE = 200;
/** For fetching it at once: who may not make the ledger must not find its address later. */
const ADDRESS_LIFE_S = 10 * 60;
/** Silent for longer than the function may live: it has died. */
const DEAD_AFTER_MS = 90_000;

/**
 * Makes the ledger of a period as a spreadsheet and keeps it in the store. The phone asks report.ledger for the progress
 * meanwhile; the same id again goes on waiting for the same ledger, or makes it anew when it died.
 *
 * @throws DomainError period_invalid, not_allowed, not_found for somebody else's ledger, storage_unavailable
 */
export const makeLedger: Handler<(typeof reportContract)['report.makeLedger']> = {
  may: CASE_LEDGER,
  async run({ ledgerId, from, to, departmentId, isRaw }, { caller, now }) {
    ensure(from < to && to - from <= LONGEST_MS, 'period_invalid', { to: 'period' });
    const person = await caller.boundPerson();
    const isOwn = departmentId !== null && holds(person, HEAD, departmentId);
    ensure(isRaw ? holds(person, OFFICE) : isOwn || holds(person, COLLEGE_WIDE), 'not_allowed');
    const personId = person._id;
    const own = departmentId ? { leadId: departmentId } : {};
    const total = await count(cases, { submittedAt: _.gte(from).and(_.lt(to)), isProtected: false, ...own });
    const fileName = `${ledgerTitle(from, to).replace(' ', '_')}${isRaw ? '_原文' : ''}.xlsx`;
    const fresh = { personId, state: 'making' as const, done: 0, total, fileName, fileId: '', at: now };
    if ((await add(ledgers, { _id: ledgerId, ...fresh })) === 'exists') {
      const known = await ownLedger(ledgerId, personId);
      if (known.state === 'done' || (known.state === 'making' && now - known.at < DEAD_AFTER_MS))
        return shown(known);
      await update(ledgers, { _id: ledgerId }, fresh);
    }
    try {
      const fileId = await make(ledgerId, { from, to, departmentId, isRaw }, now);
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
  may: CASE_LEDGER,
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
  const urls = file.fileId ? await addressesOf([file.fileId], ADDRESS_LIFE_S) : new Map<string, string>();
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
  period: { from: number; to: number; departmentId: string | null; isRaw: boolean },
  now: number,
): Promise<string> {
  const [known, book, categoryOf] = await Promise.all([
    find(departments, {}, { limit: 1000 }),
    currentRuleBook(now),
    categoryNames(now),
  ]);
  const names = new Map(known.map(({ _id, name }) => [_id, name]));
  const departmentOf = (id: string | null) => (id === null ? '' : (names.get(id) ?? id));
  // Of each page only its cells and what is counted stay in memory: the library wants all rows of a sheet at once, and
  // streams no more than the file that it makes of them.
  const all: Counted[] = [];
  const rows: ReturnType<typeof cellsOf>[] = [];
  for await (const page of casesOfPeriod(period, (where, page) => find(cases, where, page), PAGE)) {
    const [askers, words] = await Promise.all([
      askersOf(page),
      period.isRaw ? page.map(writtenWords) : wordsWithoutPersons(page),
    ]);
    for (const [at, entity] of page.entries()) {
      const asker = entity.identity === 'named' ? (askers.get(entity.askerId ?? '') ?? '') : '';
      const shownWords = words[at] ?? { title: '', text: '', reply: '' };
      rows.push(
        cellsOf({ index: rows.length + 1, now, entity, words: shownWords, asker, departmentOf, categoryOf }),
      );
      all.push(countedOf(entity));
    }
    await update(ledgers, { _id: ledgerId }, { done: rows.length, at: Date.now() });
  }
  const { smallestShown } = book.rules.survey;
  const summary = Array.from(
    grouped(all, ({ leadId }) => leadId),
    ([id, group]) => ({ name: departmentOf(id), figures: figuresForStaff(group, now, smallestShown) }),
  ).sort((left, right) => right.figures.cases - left.figures.cases);
  const total = { name: '合计', figures: figuresForStaff(all, now, smallestShown) };
  const bytes = await workbook(ledgerTitle(period.from, period.to), rows, [...summary, total], {
    isRaw: period.isRaw,
    now,
  });
  return keepFile(`ledgers/${dayOf(now)}-${ledgerId}.xlsx`, bytes);
}

/** What the summary counts; the words of a case are in its row alone. */
const countedOf = (entity: Case): Counted => ({
  leadId: entity.leadId,
  channel: entity.channel,
  category: entity.category,
  topic: entity.topic ?? null,
  submittedAt: entity.submittedAt,
  isOpen: entity.isOpen,
  isDue: entity.isDue,
  dueAt: entity.dueAt,
  firstReplyAt: entity.firstReplyAt,
  wasOnTime: entity.wasOnTime,
  verdict: entity.verdict,
  satisfaction: entity.satisfaction,
  identity: entity.identity,
  callBacks: entity.callBacks,
  reply: entity.reply && { outcome: entity.reply.outcome },
  returns: entity.returns,
  extensions: entity.extensions,
  reopenings: entity.reopenings,
  closing: entity.closing,
});

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
