import type { Cloud } from '../../dev/cloud';

/** From now on the SDK in this process speaks to this cloud. */
export function reach(cloud: Pick<Cloud, 'url'>): void {
  process.env.TCB_CONTEXT_CNFG = JSON.stringify({ URL: `${cloud.url}/admin` });
}
