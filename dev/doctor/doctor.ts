import type { Site } from '../deploy/change';
import type { Wanted } from '../deploy/deploy';
import type { Secrets } from '../deploy/secrets';
import { handFindings } from './by-hand';
import { backupFinding, deploymentFindings, domainFinding, timerFinding } from './cloud';
import type { Finding } from './finding';
import { reachFindings } from './reach';
import { type Fetch, weixinFindings } from './weixin';

export interface Outside {
  fetch: Fetch;
  /** Another address of WeChat's server interfaces. */
  weixinBase?: string;
  now: number;
}

/** Everything that can be asked, then what somebody has to look at. Nothing is changed. */
export async function examine(
  site: Site,
  wanted: Wanted,
  secrets: Secrets,
  { fetch, weixinBase, now }: Outside,
): Promise<Finding[]> {
  return [
    ...(await deploymentFindings(site, wanted)),
    await timerFinding(site, now),
    await domainFinding(site),
    ...(await reachFindings(site.college, fetch)),
    ...(await weixinFindings(site.college, secrets, { fetch, base: weixinBase })),
    await backupFinding(site),
    ...handFindings(site),
  ];
}
