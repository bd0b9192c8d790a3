/**
 * What is left of a binding that was given up: the account waits before it binds another number, and the number before
 * another account binds it, until a session has passed; so that nobody walks through a class list within one session.
 * Persisted in `bind_waits`, two for each unbinding.
 */
export interface BindWait {
  /** The keyed digest of the account, or `number:` and the person. */
  _id: string;
  personId: string;
  /** Keyed digest of the account that was bound. */
  account: string;
  since: number;
  /** When it is forgotten, whether or not there was a session. */
  until: number;
  /** Why the office took the binding back, to be shown to the account; empty after an own unbinding. */
  reason: string;
}

/** Longer than a summer without a session. */
const LONGEST_MS = 120 * 86_400_000;

/** The two waits that an unbinding leaves. */
export function waitsAfter(
  personId: string,
  account: string,
  now: number,
  reason = '',
): readonly [ofAccount: BindWait, ofNumber: BindWait] {
  const wait = { personId, account, since: now, until: now + LONGEST_MS, reason };
  return [
    { _id: account, ...wait },
    { _id: numberWaitId(personId), ...wait },
  ];
}

export const numberWaitId = (personId: string): string => `number:${personId}`;

/**
 * May this account bind this person's number? The two that belonged together may come together again, unless the
 * binding was taken from the account.
 *
 * @param isOver has a session ended since the wait began, or its longest time passed?
 */
export function bindRefusal(
  waits: readonly BindWait[],
  account: string,
  personId: string,
  isOver: (wait: BindWait) => boolean,
): 'account_waits' | 'number_waits' | null {
  for (const wait of waits) {
    if (isOver(wait)) continue;
    const isReturn = wait.account === account && wait.personId === personId && wait.reason === '';
    if (isReturn) continue;
    if (wait._id === account) return 'account_waits';
    if (wait._id === numberWaitId(personId)) return 'number_waits';
  }
  return null;
}
