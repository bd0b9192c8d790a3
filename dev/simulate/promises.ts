interface Promised {
  /** What was acknowledged, in words. */
  what: string;
  /** Whether it is there. Null: cannot be said yet. */
  isKept(): Promise<boolean | null>;
}

/**
 * What the product has acknowledged, to be found again: a case that was taken is read by its asker, a place that was
 * given stands in the list, a ballot that was counted is in the published one.
 */
export class Promises {
  private open: Promised[] = [];
  /** How many were found as they were acknowledged. */
  kept = 0;

  expect(what: string, isKept: Promised['isKept']): void {
    this.open.push({ what, isKept });
  }

  /** Looks for everything that was acknowledged since, and answers what is not there. */
  async look(): Promise<string[]> {
    const missing: string[] = [];
    const waiting: Promised[] = [];
    for (const promised of this.open) {
      const isKept = await promised.isKept();
      if (isKept === null) waiting.push(promised);
      else if (isKept) this.kept++;
      else missing.push(`acknowledged and not there: ${promised.what}`);
    }
    this.open = waiting;
    return missing;
  }
}

/** What a later look says of something acknowledged: an answer decides, and so does a plain no; trouble does not. */
export function isSeen<T>(
  said: { data: T | null; code: string | null },
  holds: (data: T) => boolean,
): boolean | null {
  if (said.data !== null) return holds(said.data);
  return said.code === 'not_found' || said.code === 'receipt_unknown' ? false : null;
}
