import type { Article } from '../core/article';
import type { AuditEntry } from '../core/audit';
import type { Booking } from '../core/booking';
import type { Delivery } from '../core/delivery';
import type { Department } from '../core/department';
import type { Mailbox, Message } from '../core/message';
import type { Person } from '../core/person';
import type { Pool } from '../core/pool';
import type { RuleBook } from '../core/rulebook';
import type { Session } from '../core/session';
import { collection } from './store';

// Every collection of the product with the type of its documents. Names, rules and indexes stand in
// cloudfunctions/database/*.json; a new collection is added in both places.
export const people = collection<Person>('people');

/** One document per bound WeChat account: `_id` is the openid, so an account is bound once. */
export const accounts = collection<{ _id: string; personId: string; boundAt: number }>('accounts');

/** Wrong attempts to bind, counted under a digest of the account or the number; removed when the wait is over. */
export const bindAttempts = collection<{ _id: string; tries: number; until: number }>('bind_attempts');

/** One document per thing that only one may do at a time. */
export const locks = collection<{ _id: string; until: number }>('locks');

export const departments = collection<Department>('departments');
export const audit = collection<AuditEntry>('audit');
export const messages = collection<Message>('messages');
export const mailboxes = collection<Mailbox>('mailboxes');
export const deliveries = collection<Delivery>('deliveries');

/** Articles that the official account has published, as last read. */
export const articles = collection<Article>('articles');

/** The one access token of the official account, shared by all instances. Secret. */
export const tokens = collection<{ _id: string; token: string; expiresAt: number }>('tokens');

export const sessions = collection<Session>('sessions');
export const bookings = collection<Booking>('bookings');
export const bookingPools = collection<Pool>('booking_pools');

/** Every version of the rule book that came after the first. */
export const rulebooks = collection<RuleBook>('rulebooks');
