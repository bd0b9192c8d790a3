/** A town that may leak: what is wrong with it, and the join that must find it out (null: nothing may be found). */
export interface Town {
  what: string;
  foundBy: RegExp | null;
}

/**
 * The towns. Two are not leaks: `none` is the product as it is, `curious_signer` the product with an office that keeps
 * all it ever sees of credentials. The attacker must get nowhere with these and through all others.
 */
export const LEAKS = {
  none: { what: 'the product', foundBy: null },
  curious_signer: {
    what: 'the product, with an office that keeps every blinded serial beside its blind signature',
    foundBy: null,
  },
  serial_at_issue: {
    what: 'the phone tells its serials when it asks for signatures, and the office keeps them',
    foundBy: /value that occurs on both sides/,
  },
  one_credential: { what: 'one serial for all questions', foundBy: /strung together by an equal serial/ },
  row_order: { what: 'one row per ballot, in the order of arrival', foundBy: /town_visits.*ballots order/ },
  roll_order: {
    what: 'one row per ballot, and phones that cast in the order of check-in',
    foundBy: /town_check_ins.*ballots order/,
  },
  timestamp: {
    what: 'ballots with the time of arrival, rows in no order',
    foundBy: /of ballots by ballots\.at/,
  },
  sequence: {
    what: 'ballots with a running number, rows in no order',
    foundBy: /of ballots by ballots\.number/,
  },
  account_hash: {
    what: 'ballots with a hash of the account, rows in no order',
    foundBy: /value that occurs on both sides/,
  },
  in_one_go: {
    what: 'ballots of one phone back to back, one row each',
    foundBy: /strung together by the order of ballots order/,
  },
  log_line: { what: 'the product, with one line in the log per ballot', foundBy: /town_visits.*log order/ },
} as const satisfies Record<string, Town>;
export type Leak = keyof typeof LEAKS;
export const ALL_LEAKS = Object.keys(LEAKS).filter((name): name is Leak => name in LEAKS);

/** Leaks of the ballot box itself; their ballots go to dev/attack/leaky instead of the product's function. */
export const BOX_LEAKS: readonly Leak[] = [
  'row_order',
  'roll_order',
  'timestamp',
  'sequence',
  'account_hash',
  'in_one_go',
  'log_line',
];

/** Leaky boxes that at least give their rows back in no order, so that the leak meant is the one to be found. */
export const UNORDERED: readonly Leak[] = ['timestamp', 'sequence', 'account_hash'];
