/** What was lived, by action. */
interface Lived {
  calls: number;
  answered: number;
  reads: number;
  writes: number;
  /** Refusals by their codes. */
  refused: Map<string, number>;
}

/** Something that is not as it should be, with the day on which it was seen. */
export interface Found {
  day: string;
  what: string;
}

const READS = new Set(['database.getDocument', 'database.calculateDocument', 'database.aggregateDocuments']);

/** Keeps count of what was lived and what was found. */
export class Tally {
  readonly lived = new Map<string, Lived>();
  readonly findings: Found[] = [];
  readonly faults = new Map<string, number>();
  days = 0;
  /** Commands that people gave, whether or not they were taken. */
  commands = 0;
  /** Things that were acknowledged and found again later. */
  kept = 0;
  messages = 0;
  cards = 0;

  request(action: string, operation: string): void {
    if (!operation.startsWith('database.')) return;
    if (READS.has(operation)) this.of(action).reads++;
    else this.of(action).writes++;
  }

  call(action: string, refusal: string | null): void {
    const lived = this.of(action);
    lived.calls++;
    if (refusal === null) lived.answered++;
    else lived.refused.set(refusal, (lived.refused.get(refusal) ?? 0) + 1);
  }

  fault(kind: string): void {
    this.faults.set(kind, (this.faults.get(kind) ?? 0) + 1);
  }

  /** The faults so far: who waits for an answer sees whether one struck meanwhile. */
  get struck(): number {
    return Array.from(this.faults.values()).reduce((sum, count) => sum + count, 0);
  }

  private of(action: string): Lived {
    const known = this.lived.get(action);
    if (known) return known;
    const fresh = { calls: 0, answered: 0, reads: 0, writes: 0, refused: new Map<string, number>() };
    this.lived.set(action, fresh);
    return fresh;
  }
}
