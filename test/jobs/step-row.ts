import type { Product } from '../cloud';

/** What makes one condition of one step due, and how one sees that the step has run. */
export interface StepRow {
  /** The step and the place of the condition in its `dueWhen`, as `expire_offers/0`. */
  condition: string;
  when: string;
  /** Due at NOW and not a millisecond earlier, where it is a matter of time. */
  due(product: Product): Promise<void>;
  /** The nearest that is not due at NOW. */
  almost(product: Product): Promise<void>;
  isDone(product: Product): boolean;
  /** Steps that the same documents make due. */
  also?: readonly string[];
}
