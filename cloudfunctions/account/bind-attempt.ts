import { createHash } from 'node:crypto';
import { DomainError } from '../core/domain-error';
import { BIND_LIMIT } from '../core/people/bind-limit';
import { bindAttempts, people } from '../platform/database/collections';
import { _, add, find, remove, update, updateAndReturn } from '../platform/database/store';

// Who tries is kept as a digest, only while it may have to wait, and never with what was tried.
const digest = (kind: 'account' | 'number', value: string) =>
  createHash('sha256').update(`${kind}:${value}`).digest('hex').slice(0, 32);

/**
 * Takes one try of the account, before anything is compared, so that guesses sent side by side count too.
 *
 * @throws DomainError bind_locked
 */
export async function takeTryOfAccount(openid: string, now: number): Promise<void> {
  if (!(await take(digest('account', openid), BIND_LIMIT.triesOfAccount, now)))
    throw new DomainError('bind_locked');
}

/**
 * Takes one try of the number, likewise; not to be called for a locked account, which would keep others out without end.
 *
 * @throws DomainError bind_locked
 */
export async function takeTryOfNumber(number: string, now: number): Promise<void> {
  if (await take(digest('number', number), BIND_LIMIT.triesOfNumber, now)) return;
  await markAttacked(number);
  throw new DomainError('bind_locked');
}

/** From now on the office sees whose number it is that strangers keep locked. */
async function markAttacked(number: string): Promise<void> {
  const [listed] = await find(people, { number }, { limit: 1, fields: ['_id'] });
  if (listed) await update(bindAttempts, { _id: digest('number', number) }, { personId: listed._id });
}

/**
 * The right name was given: the number is not under attack. The account's own tries stay, or else whoever binds the own
 * number in between could guess without end.
 */
export async function forgetTries(number: string): Promise<void> {
  await remove(bindAttempts, { _id: digest('number', number) });
}

async function take(id: string, limit: number, now: number): Promise<boolean> {
  const fresh = { tries: 1, until: now + BIND_LIMIT.waitMs };
  // An end further off than any wait is from before the clock was set back, and is over. Instances that run side by
  // side read slightly different times, which must not look like that.
  const furthest = fresh.until + BIND_LIMIT.clocksApartMs;
  const waiting = _.gt(now).and(_.lte(furthest));
  const over = _.lte(now).or(_.gt(furthest));
  // Twice: a twin may begin the count between the first look and the beginning of it.
  for (let look = 0; look < 2; look++) {
    const counted = await updateAndReturn(bindAttempts, { _id: id, until: waiting }, { tries: _.inc(1) });
    if (counted) return counted.tries <= limit;
    if ((await add(bindAttempts, { _id: id, ...fresh })) === 'added') return true;
    if ((await update(bindAttempts, { _id: id, until: over }, fresh)) === 1) return true;
  }
  return false;
}
