import { locks } from '../platform/database/collections';
import { heldLock } from '../platform/database/lock';
import type { GivenWhere } from '../platform/database/query';
import type { Collection, Document, Stage } from '../platform/database/store';

/** One thing that time brings. Safe to repeat, to cut off anywhere, and to run beside itself. */
export interface TimerStep {
  /** As it stands in the log. */
  readonly name: string;
  /**
   * What makes it due: any of these. They take in all that `run` acts on, best by the same `where`; what they leave
   * out waits for the full hour. A step may find that there was nothing to do after all.
   */
  dueWhen(now: number): readonly DueCondition[];
  /** Does what is due at `now`; what is not done at `until` is left to the next minute. */
  run(now: number, until: number): Promise<unknown>;
}

/** A document of `from` that matches. */
export interface DueCondition {
  from: Collection<Document>;
  where: object;
  /** Stages before the match, where it needs more than the documents themselves. */
  after?: readonly Stage[];
  /** Due when nothing matches. */
  isDueWithout?: boolean;
}

/** A condition whose fields are those of the collection. */
export const dueOn = <T extends Document, const W extends object>(
  from: Collection<T>,
  where: GivenWhere<T, W>,
): DueCondition => ({ from, where });

/** Due whenever the lock is free, for steps that keep it until their next turn. */
export const lockIsFree = (name: string, forMs: number, now: number): DueCondition =>
  ({
    from: locks,
    where: heldLock(name, forMs, now),
    isDueWithout: true,
  }) as const;
