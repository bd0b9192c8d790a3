import { parseArgs } from 'node:util';
import { openSite } from '../deploy/open-site';
import { explain } from '../deploy/report';
import { examine } from './doctor';
import { findingsText } from './finding';

/**
 * `npm run doctor -- --college FILE`: asks the environment and WeChat what is set up and whether it works, and says
 * what is missing and where to click. Changes nothing.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { college: { type: 'string', default: 'college.json' } } });
  const { site, wanted, secrets } = await openSite(values.college);
  const findings = await examine(site, wanted, secrets, {
    fetch,
    weixinBase: process.env.WEIXIN_API_URL,
    now: Date.now(),
  });
  console.log(`${site.college.name}  ${site.college.envId}\n${findingsText(findings)}`);
  if (findings.some(({ state }) => state === 'wrong')) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(explain(error));
  process.exitCode = 1;
});
