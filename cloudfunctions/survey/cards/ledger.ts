import type { cardContract, LedgerCard } from '../../contract/card';
import { ensure } from '../../core/domain-error';
import { PAGE_SIZE } from '../../core/page';
import { holds } from '../../core/people/person';
import { ALL_CARDS, CARD_LEDGER } from '../../core/people/role-sets';
import { ruleSections } from '../../core/report/rulebook-words';
import { FIRST_RULE_BOOK, type RuleBook } from '../../core/rules/rulebook';
import { resultsId } from '../../core/survey/announcement-of-results';
import {
  type AssessedPeriod,
  assess,
  byPeriod,
  pointsOf,
  semesterOf,
  wasLate,
} from '../../core/survey/assessment';
import type { GivenCard } from '../../core/survey/card-ledger';
import { departmentsOf } from '../../platform/call/caller';
import type { Context, Handler } from '../../platform/call/dispatch';
import { cards, results, surveys } from '../../platform/database/collections';
import { storedRuleBooks } from '../../platform/database/rulebook';
import { _, find } from '../../platform/database/store';
import { shownCard } from './cards';
import { figuresBeside } from './figures-beside';
import { ledgerWorkbook } from './ledger-workbook';

/**
 * Cards by department and semester, for performance assessment. Three round trips side by side and one for results;
 * one more for each thousand cards or surveys of the period.
 */
export const cardLedger: Handler<(typeof cardContract)['survey.ledger']> = {
  may: CARD_LEDGER,
  async run({ cursor, ...range }, context) {
    const period = await assessedPeriod(range, context);
    const from = placeOf(cursor);
    return {
      cards: period.cards.slice(from, from + PAGE_SIZE).map((card) => ledgerCard(card, period, context.now)),
      next: period.cards.length > from + PAGE_SIZE ? String(from + PAGE_SIZE) : null,
      total: period.cards.length,
      lines: assess(period, context.now),
      periods: byPeriod(period.cards),
      rules: rulesIn(period),
    };
  },
};

/** The same as a file to be handed in, with the figures of cases beside it. */
export const cardLedgerFile: Handler<(typeof cardContract)['survey.ledgerFile']> = {
  may: CARD_LEDGER,
  async run(range, context) {
    const [period, figures] = await Promise.all([
      assessedPeriod(range, context),
      ownDepartments(range, context).then((own) => figuresBeside(range, own, context.now)),
    ]);
    const file = await ledgerWorkbook(
      {
        cards: period.cards.map((card) => ledgerCard(card, period, context.now)),
        lines: assess(period, context.now),
        periods: byPeriod(period.cards),
        rules: rulesIn(period),
        figures,
      },
      range,
      context.now,
    );
    return { fileName: '绩效考核台账.xlsx', base64: file.toString('base64') };
  },
};

interface Range {
  from: number;
  to: number;
  departmentId?: string | undefined;
}

interface Period extends AssessedPeriod {
  books: ReadonlyMap<number, RuleBook>;
  digestOf: (card: GivenCard) => string;
}

function placeOf(cursor: string | undefined): number {
  const place = Number(cursor ?? 0);
  ensure(Number.isSafeInteger(place) && place >= 0, 'invalid_input', { cursor: 'cursor_malformed' });
  return place;
}

/** Which departments are in it: those asked for, of those the caller may read; null for all. */
async function ownDepartments({ departmentId }: Range, { caller }: Context): Promise<string[] | null> {
  const person = await caller.boundPerson();
  const wanted = departmentId === undefined ? null : [departmentId];
  if (holds(person, ALL_CARDS)) return wanted;
  const own = departmentsOf(person, 'head');
  return wanted === null ? own : own.filter((id) => id === departmentId);
}

async function assessedPeriod(range: Range, context: Context): Promise<Period> {
  const own = await ownDepartments(range, context);
  const [given, announced, books] = await Promise.all([
    cardsIn(range, own),
    resultsIn(range),
    storedRuleBooks(),
  ]);
  const known = new Map([FIRST_RULE_BOOK, ...books].map((book) => [book.version, book] as const));
  const isOwn = (departmentId: string) => own === null || own.includes(departmentId);
  const digests = new Map(announced.map(({ _id, boxDigest }) => [_id, boxDigest] as const));
  return {
    cards: given,
    results: announced
      .filter(({ isInForce }) => isInForce)
      .map(({ items, ...result }) => ({
        ...result,
        items: items.filter(({ departmentId }) => isOwn(departmentId)),
      })),
    rulesOf: (version) => (known.get(version) ?? FIRST_RULE_BOOK).rules.cards,
    books: known,
    digestOf: ({ surveyId, resultVersion }) => digests.get(resultsId(surveyId, resultVersion)) ?? '',
  };
}

const PAGE = 1000;

/** Cards given in the period, oldest first, as a ledger is kept. */
async function cardsIn({ from, to }: Range, own: readonly string[] | null): Promise<GivenCard[]> {
  const where = own === null ? {} : { departmentId: _.in([...own]) };
  const all: GivenCard[] = [];
  for (;;) {
    const page = await find(
      cards,
      { ...where, givenAt: _.gte(from).and(_.lt(to)) },
      {
        order: [
          ['givenAt', 'asc'],
          ['_id', 'asc'],
        ],
        skip: all.length,
        limit: PAGE,
      },
    );
    all.push(...page);
    if (page.length < PAGE) return all;
  }
}

/** All versions of the results of surveys announced in the period; those of the newest version are in force. */
async function resultsIn({ from, to }: Range) {
  const held = await find(
    surveys,
    { announcedAt: _.gte(from).and(_.lt(to)) },
    { limit: PAGE, fields: ['announcedAt', 'resultVersion'] },
  );
  if (held.length === 0) return [];
  const bySurvey = new Map(held.map((survey) => [survey._id, survey] as const));
  const found = await find(
    results,
    { surveyId: _.in([...bySurvey.keys()]) },
    { limit: PAGE, fields: ['surveyId', 'version', 'items', 'boxDigest'] },
  );
  return found.map((result) => {
    const survey = bySurvey.get(result.surveyId);
    return {
      ...result,
      announcedAt: survey?.announcedAt ?? from,
      isInForce: survey?.resultVersion === result.version,
    };
  });
}

function ledgerCard(card: GivenCard, period: Period, now: number): LedgerCard {
  return {
    ...shownCard(card, now),
    semester: semesterOf(card.givenAt).name,
    appealDecision: card.appeal?.decision ?? null,
    appealReason: card.appeal?.reason ?? '',
    resultVersion: card.resultVersion,
    resultDigest: period.digestOf(card),
    wasLate: wasLate(card, now),
    points: pointsOf(card, period.rulesOf(card.rulesVersion), now),
  };
}

/** Every version that a card of the period follows, with what it says of cards. */
function rulesIn({ cards: given, books }: Period): Array<{ version: number; texts: string[] }> {
  const versions = [...new Set(given.map(({ rulesVersion }) => rulesVersion))].sort((a, b) => a - b);
  return versions.flatMap((version) => {
    const book = books.get(version);
    const section = book && ruleSections(book.rules).find(({ title }) => title === '红黄牌');
    return section ? [{ version, texts: section.rules.map(({ text }) => text) }] : [];
  });
}
