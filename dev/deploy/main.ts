import { parseArgs } from 'node:util';
import { carryOut, makePlan } from './deploy';
import { openSite } from './open-site';
import { explain, planText, resultText } from './report';

/**
 * `npm run deploy -- --college FILE [--plan]`: makes the college's environment what the files say. Says first what it
 * will change; with --plan it stops there. Every step may be repeated.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { college: { type: 'string', default: 'college.json' }, plan: { type: 'boolean' } },
  });
  const { site, wanted } = await openSite(values.college);
  const plan = await makePlan(site, wanted);
  const { name, envId } = site.college;
  console.log(`${name}  ${envId}\n${planText(plan.changes, plan.failures)}`);
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
