import { startCloud } from '../../dev/cloud';
import { conformanceOptions } from './harness';

/** A cloud in a process of its own, to be killed: prints its address, and lives until it is. */
async function main(): Promise<void> {
  const [, , dataDir] = process.argv;
  if (!dataDir) throw new Error('the data folder is missing');
  const cloud = await startCloud(conformanceOptions(dataDir));
  console.log(cloud.url);
}

void main();
