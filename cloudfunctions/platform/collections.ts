import type { Person } from '../core/person';
import { collection } from './store';

// Every collection of the product with the type of its documents. Names, rules and indexes stand in
// cloudfunctions/database/*.json; a new collection is added in both places.
export const people = collection<Person>('people');

/** One document per bound WeChat account: `_id` is the openid, so an account is bound once. */
export const accounts = collection<{ _id: string; personId: string; boundAt: number }>('accounts');
