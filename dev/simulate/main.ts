// npm run simulate -- [--people N] [--months M] [--seed S] [--faults P]
// A college lives for months through the product's own doors; after each day the inspector looks at the store.
import { readOptions, UsageError } from './options';
import { report } from './report';
import { onEmptyCloud } from './scratch';
import { simulate } from './simulate';

async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  console.log(`seed ${options.seed}`);
  return onEmptyCloud(async (cloud) => {
    let seen = 0;
    const tally = await simulate(cloud, options, ({ findings, commands }, day) => {
      for (const { what } of findings.slice(seen)) console.log(`  FOUND ${what}`);
      seen = findings.length;
      console.log(`${day}  ${commands} commands, ${findings.length} findings`);
    });
    console.log(report(tally, options));
    return tally.findings.length === 0 ? 0 : 1;
  });
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof UsageError ? error.message : error);
    process.exitCode = 2;
  },
);
