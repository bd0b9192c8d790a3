import type { Finding } from '../dev/inspect/invariant';
import type { Product } from './cloud';

export const findingsOf = ({ cloud }: Product): Promise<Finding[]> => workbench.inspect(cloud.url);

/** What fixtures seed in short: people bound without their account document, a key set without keys. */
export const STAND_INS: readonly string[] = ['accounts-and-people', 'key-sets'];

/**
 * Every invariant holds over the whole store. `apartFrom`: those that a test breaks by what it seeds, each to be said
 * why beside it.
 */
export async function expectNoFindings(product: Product, apartFrom: readonly string[] = []): Promise<void> {
  const findings = await findingsOf(product);
  expect(
    findings
      .filter(({ invariant }) => !apartFrom.includes(invariant))
      .map(({ invariant, collection, id, what }) => `${invariant}: ${collection} ${id}: ${what}`),
  ).toEqual([]);
}

/** The end of a fault test: the timer may finish what it is to finish, the store is inspected, all is stopped. */
export async function stopInspected(
  product: Product | undefined,
  { minutes = 3, apartFrom = [] }: { minutes?: number; apartFrom?: readonly string[] } = {},
): Promise<void> {
  if (!product) return;
  try {
    if (minutes > 0) await product.cloud.clock.advance(minutes * 60_000);
    await expectNoFindings(product, apartFrom);
  } finally {
    await product.stop();
  }
}
