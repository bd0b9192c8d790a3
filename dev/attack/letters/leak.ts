import type { Town } from '../leak';

/** Towns of the passes. `letters` is the product as it is; the others leak on purpose. */
export const LETTER_LEAKS = {
  letters: { what: 'the product, with an office that logs who opens the app and when', foundBy: null },
  letter_time: {
    what: 'items with the time of arrival, rows in no order',
    foundBy: /of items by town_letters\.at/,
  },
  letter_number: {
    what: 'items numbered as they come, rows in no order',
    foundBy: /of items by town_letters\.number/,
  },
  letter_order: {
    what: 'one row per item, in the order of arrival',
    foundBy: /of items by town_letters order/,
  },
  personal_pass: {
    what: 'passes that are a hash of the account',
    foundBy: /value that occurs on both sides/,
  },
  told_serial: {
    what: 'passes whose serials were told when they were signed',
    foundBy: /value that occurs on both sides/,
  },
  letter_log: { what: 'the product, with one line in the log per item', foundBy: /of items by log order/ },
} as const satisfies Record<string, Town>;
export type LetterLeak = keyof typeof LETTER_LEAKS;
export const ALL_LETTER_LEAKS = Object.keys(LETTER_LEAKS).filter(
  (name): name is LetterLeak => name in LETTER_LEAKS,
);
