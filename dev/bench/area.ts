import path from 'node:path';
import * as z from 'zod';

const area = z.object({
  measure: z.custom<() => Promise<Record<string, number>>>((value) => typeof value === 'function'),
});

/** Measures one area, named on the command line, and tells the runner. */
async function main(): Promise<void> {
  const file = path.join(__dirname, `${path.basename(process.argv[2] ?? '')}.ts`);
  const { measure } = area.parse(require(file));
  const numbers = await measure();
  process.send?.(numbers, undefined, undefined, () => process.exit());
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
