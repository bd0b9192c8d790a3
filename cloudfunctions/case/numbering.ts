import { createHmac, randomBytes, randomInt } from 'node:crypto';
import { DRAWN_PLACES } from '../core/case/anonymous';
import type { CaseDay } from '../core/case/day';
import { caseNumber } from '../core/case/opening';
import { DomainError } from '../core/domain-error';
import { addDays, dayOf } from '../core/rules/calendar';
import type { RulesNow } from '../core/rules/case-rules';
import { caseRulesOf } from '../core/rules/rulebook';
import { caseDays, cases } from '../platform/database/collections';
import { currentRuleBook } from '../platform/database/rulebook';
import {
  _,
  add,
  find,
  get,
  patchAt,
  remove,
  update,
  updateAndReturn,
  whereAt,
} from '../platform/database/store';

const WINDOW_MS = 10 * 60_000;
/**
 * What one account may do within ten minutes. `receipt` leaves room for a talk by receipt code, in which each look and
 * each answer is a try, and none for guessing at a hundred bits; `upload` for nine pictures and as many again.
 */
const ALLOWED = { submit: 10, receipt: 40, answer: 20, upload: 40, complain: 5 } as const;
type Counted = keyof typeof ALLOWED;

/**
 * Keys the digests of accounts. Set it to the same random value for all instances (docs/deploy.md); without it each
 * instance counts by itself with a secret that dies with it. Read when it is used, so that a function which links this
 * file for something else is not given it.
 */
function secret(): string {
  drawn ??= randomBytes(32).toString('hex');
  return process.env.CASE_SECRET || drawn;
}
let drawn: string | undefined;

const stretchOf = (now: number): string => `s${Math.floor(now / WINDOW_MS)}`;

/**
 * The field an account is counted in for these ten minutes. Nobody without the secret can turn it back, the next ten
 * minutes know it under another one, the count does not say what it was for, and minutes later it is gone
 * (docs/rules.md, Requests).
 */
function fieldOf(openid: string, now: number, what: Counted): `recent.${string}.${string}` {
  const stretch = stretchOf(now);
  const digest = createHmac('sha256', secret()).update(`${what}:${openid}:${stretch}`).digest('hex');
  return `recent.${stretch}.${digest.slice(0, 12)}`;
}

/** A name for one account and one thing that nobody without the secret can turn back into either. */
export const accountDigest = (openid: string, subject: string): string =>
  createHmac('sha256', secret()).update(`${subject}:${openid}`).digest('hex').slice(0, 24);

/** The next number of the day, with the rules of the day. */
export interface Numbered {
  number: string;
  rules: RulesNow;
}

/** Who a number is for. */
export interface NumberFor {
  /** The account to be limited; null for the operator, who records for others, and for what nobody brought. */
  openid: string | null;
  /** Anonymous items draw theirs at random: the day's order would tell when one came. */
  isDrawn: boolean;
}

/**
 * Takes the next case number, or draws one, and counts the account, in one conditional update. One round trip; two more
 * for the first case of a day that `jobs` has not prepared.
 *
 * @throws DomainError too_many_requests
 */
export async function takeNumber(by: NumberFor, now: number): Promise<Numbered> {
  const day = dayOf(now);
  for (let attempt = 1; attempt <= 2; attempt++) {
    const today = await counted(day, by, now);
    if (today) {
      const place = by.isDrawn ? randomInt(DRAWN_PLACES.from, DRAWN_PLACES.below) : today.issued;
      return { number: caseNumber(day, place), rules: today.rules };
    }
    if ((await prepareDay(day, now)) === 'exists') break;
  }
  throw new DomainError('too_many_requests');
}

async function counted(day: string, { openid, isDrawn }: NumberFor, now: number): Promise<CaseDay | null> {
  if (openid === null)
    return isDrawn ? get(caseDays, day) : updateAndReturn(caseDays, { _id: day }, { issued: _.inc(1) });
  const next = isDrawn ? {} : { issued: _.inc(1) };
  const field = fieldOf(openid, now, 'submit');
  return updateAndReturn(
    caseDays,
    { _id: day, ...whereAt(caseDays, field, _.exists(false).or(_.lt(ALLOWED.submit))) },
    { ...next, ...patchAt(caseDays, field, _.inc(1)) },
  );
}

/**
 * The next number when the counter has given one that a case has already: the counter is put past the newest case of
 * the day, once, instead of colliding with each. Three round trips; one for a number that is drawn again.
 *
 * @throws DomainError too_many_requests
 */
export async function takeNumberAfter(taken: string, isDrawn: boolean, now: number): Promise<Numbered> {
  if (isDrawn) return takeNumber({ openid: null, isDrawn }, now);
  const day = dayOf(now);
  const prefix = caseNumber(day, 0).slice(0, -4);
  const [newest] = await find(
    cases,
    { number: _.gte(taken).and(_.lt(caseNumber(day, DRAWN_PLACES.from))) },
    { order: [['number', 'desc']], limit: 1, fields: ['number'] },
  );
  if (newest) {
    const issued = Number(newest.number.slice(prefix.length));
    await update(caseDays, { _id: day }, { issued: _.max(issued) });
  }
  return takeNumber({ openid: null, isDrawn }, now);
}

/** Makes a day's counter ready. */
async function prepareDay(day: string, now: number): Promise<'added' | 'exists'> {
  return add(caseDays, { _id: day, issued: 0, recent: {}, rules: await rulesNow(now) });
}

/** The rules cases are decided by now. One round trip. */
export async function rulesNow(now: number): Promise<RulesNow> {
  return caseRulesOf(await currentRuleBook(now));
}

/**
 * Counts what one account may do only so often, before it is done: guesses sent side by side are counted too. One round
 * trip.
 *
 * @throws DomainError too_many_requests
 */
export async function countTry(openid: string, now: number, what: Counted): Promise<void> {
  const day = dayOf(now);
  const field = fieldOf(openid, now, what);
  const where = { _id: day, ...whereAt(caseDays, field, _.exists(false).or(_.lt(ALLOWED[what]))) };
  if ((await update(caseDays, where, patchAt(caseDays, field, _.inc(1)))) === 1) return;
  if ((await prepareDay(day, now)) === 'added') return countTry(openid, now, what);
  throw new DomainError('too_many_requests');
}

/**
 * For `jobs`, every few minutes: tomorrow's counter is there before midnight, today's follows a changed rule book, and
 * what was counted in ten minutes that are over is forgotten.
 */
export async function keepDays(now: number): Promise<void> {
  const today = dayOf(now);
  const rules = await rulesNow(now);
  const current = await get(caseDays, today);
  if (!current) await prepareDay(today, now);
  else {
    const over = Object.keys(current.recent).filter((stretch) => stretch !== stretchOf(now));
    const forgotten: object = Object.assign(
      {},
      ...over.map((stretch) => patchAt(caseDays, `recent.${stretch}`, _.remove())),
    );
    const patch = {
      ...(current.rules.version === rules.version ? {} : { rules: _.set(rules) }),
      ...forgotten,
    };
    if (Object.keys(patch).length > 0) await update(caseDays, { _id: today }, patch);
  }
  await add(caseDays, { _id: addDays(today, 1), issued: 0, recent: {}, rules });
  await update(caseDays, { _id: addDays(today, -1), recent: _.neq({}) }, { recent: _.set({}) });
  await remove(caseDays, { _id: _.lt(addDays(today, -400)) });
}
