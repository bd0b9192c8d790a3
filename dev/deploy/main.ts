import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { buildFunctions } from '../build/functions';
import { readSchema } from '../cloud/store/schema';
import { readRealCollege } from '../college/college-file';
import { root } from '../root';
import { carryOut, makePlan } from './deploy';
import { findEnvironment } from './environment';
import { packFunctions, withVariables } from './function-files';
import { openManagement } from './management';
import { explain, planText, resultText } from './report';
import { readSecrets } from './secrets';
import { allVariables } from './variables';

/**
 * `npm run deploy -- --college FILE [--plan]`: makes the college's environment what the files say. Says first what it
 * will change; with --plan it stops there. Every step may be repeated.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { college: { type: 'string', default: 'college.json' }, plan: { type: 'boolean' } },
  });
  const college = readRealCollege(values.college);
  const secrets = readSecrets(college, process.env);
  const built = join(root, 'dist', 'cloudfunctions');
  await buildFunctions({ out: built });
  // Before the first call: packing takes longer than the interface keeps a connection open.
  const functions = withVariables(packFunctions(built), allVariables(college, secrets));
  const call = openManagement({
    envId: college.envId,
    region: college.region,
    secretId: secrets.TENCENTCLOUD_SECRETID,
    secretKey: secrets.TENCENTCLOUD_SECRETKEY,
  });
  const environment = await findEnvironment(call, college.envId);
  const site = { call, college, environment, pause: async (ms: number) => void (await pause(ms)) };
  const plan = await makePlan(site, {
    collections: readSchema(join(root, 'cloudfunctions', 'database')),
    functions,
  });
  console.log(`${college.name}  ${college.envId}\n${planText(plan.changes, plan.failures)}`);
  if (plan.failures.length > 0) process.exitCode = 1;
  if (values.plan || plan.changes.length === 0) return;
  const { done, failures } = await carryOut(plan.changes);
  console.log(resultText(done, failures));
  if (failures.length > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(explain(error));
  process.exitCode = 1;
});
