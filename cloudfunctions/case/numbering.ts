import { createHmac, randomBytes } from 'node:crypto';
import { addDays, dayOf } from '../core/calendar';
import type { CaseDay } from '../core/case-day';
import { caseNumber } from '../core/case-opening';
import type { RulesNow } from '../core/case-rules';
import { DomainError } from '../core/domain-error';
import { caseDays } from '../platform/collections';
import { currentRuleBook } from '../platform/rulebook';
import { _, add, get, remove, update, updateAndReturn } from '../platform/store';

const WINDOW_MS = 10 * 60_000;
/** Wrong receipt codes and other tries of one account within ten minutes. */
const TRIES = 20;

/**
 * Keys the digests of accounts. Set it to the same random value for all instances (docs/deploy.md); without it each
 * instance counts by itself with a secret that dies with it.
 */
const secret = process.env.CASE_SECRET || randomBytes(32).toString('hex');

/**
 * Under which an account is counted for these ten minutes. Nobody without the secret can turn it back, the next ten
 * minutes know it under another one, and the count does not say what it was for (product.md §8).
 */
function bucketOf(openid: string, now: number, what: 'submit' | 'try'): string {
  const stretch = Math.floor(now / WINDOW_MS);
  return createHmac('sha256', secret).update(`${what}:${openid}:${stretch}`).digest('hex').slice(0, 12);
}

/** The next number of the day, with the rules of the day. */
export interface Numbered {
  number: string;
  rules: RulesNow;
}

/**
 * Takes the next case number and counts the account, in one conditional update. One round trip; two more for the first
 * case of a day that `jobs` has not prepared.
 *
 * @param openid the account to be limited, or null for the operator, who records for others
 * @throws DomainError too_many_requests
 */
export async function takeNumber(openid: string | null, now: number): Promise<Numbered> {
  const day = dayOf(now);
  for (let attempt = 1; attempt <= 2; attempt++) {
    const today = await counted(day, openid, now);
    if (today) return { number: caseNumber(day, today.issued), rules: today.rules };
    if ((await prepareDay(day, now)) === 'exists') break;
  }
  throw new DomainError('too_many_requests');
}

async function counted(day: string, openid: string | null, now: number): Promise<CaseDay | null> {
  if (openid === null) return updateAndReturn(caseDays, { _id: day }, { issued: _.inc(1) });
  const field = `recent.${bucketOf(openid, now, 'submit')}`;
  return updateAndReturn(
    caseDays,
    { _id: day, [field]: _.exists(false).or(_.lt(SUBMISSIONS)) },
    { issued: _.inc(1), [field]: _.inc(1) },
  );
}

/** Submissions of one account within ten minutes. */
const SUBMISSIONS = 10;

/** Makes a day's counter ready. */
export async function prepareDay(day: string, now: number): Promise<'added' | 'exists'> {
  return add(caseDays, { _id: day, issued: 0, recent: {}, rules: await rulesNow(now) });
}

/** The rules cases are decided by now. One round trip. */
export async function rulesNow(now: number): Promise<RulesNow> {
  const { version, rules } = await currentRuleBook(now);
  return { version, cases: rules.cases, breaks: rules.calendar.breaks };
}

/**
 * Counts a try that may be a guess. One round trip.
 *
 * @throws DomainError too_many_requests
 */
export async function countTry(openid: string, now: number): Promise<void> {
  const day = dayOf(now);
  const field = `recent.${bucketOf(openid, now, 'try')}`;
  const where = { _id: day, [field]: _.exists(false).or(_.lt(TRIES)) };
  if ((await update(caseDays, where, { [field]: _.inc(1) })) === 1) return;
  if ((await prepareDay(day, now)) === 'added') return countTry(openid, now);
  throw new DomainError('too_many_requests');
}

/**
 * For `jobs`: tomorrow's counter is there before midnight, today's follows a changed rule book, and what was counted
 * yesterday is forgotten.
 */
export async function keepDays(now: number): Promise<void> {
  const today = dayOf(now);
  const rules = await rulesNow(now);
  const current = await get(caseDays, today);
  if (!current) await prepareDay(today, now);
  else if (current.rules.version !== rules.version)
    await update(caseDays, { _id: today }, { rules: _.set(rules) });
  await add(caseDays, { _id: addDays(today, 1), issued: 0, recent: {}, rules });
  await update(caseDays, { _id: addDays(today, -1), recent: _.neq({}) }, { recent: _.set({}) });
  await remove(caseDays, { _id: _.lt(addDays(today, -400)) });
}
