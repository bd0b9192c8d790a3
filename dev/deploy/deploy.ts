import type { CollectionDefinition, StorageRule } from '../cloud/store/schema';
import type { Change, Failure, Site } from './change';
import { collectionChanges } from './collections';
import type { WantedFunction } from './function-files';
import { functionChanges } from './functions';
import { functionRuleChanges } from './permissions';
import { routeChanges } from './routes';
import { storageChanges } from './storage';

export interface Wanted {
  collections: readonly CollectionDefinition[];
  storage: StorageRule;
  functions: readonly WantedFunction[];
}

export interface Plan {
  changes: Change[];
  /** What could not be looked at. */
  failures: Failure[];
}

/**
 * What would change, in the order in which it is done: data is closed before anything can be called, and routes open
 * last.
 */
export async function makePlan(site: Site, { collections, storage, functions }: Wanted): Promise<Plan> {
  const looks: { part: string; look: () => Promise<Change[]> }[] = [
    { part: '数据库', look: () => collectionChanges(site, collections) },
    { part: '云存储', look: () => storageChanges(site, storage) },
    { part: '函数权限', look: () => functionRuleChanges(site) },
    ...functions.map((wanted) => ({
      part: `云函数 ${wanted.name}`,
      look: () => functionChanges(site, wanted),
    })),
    {
      part: 'HTTP 访问',
      look: () =>
        routeChanges(
          site,
          functions.map(({ name }) => name),
        ),
    },
  ];
  const plan: Plan = { changes: [], failures: [] };
  for (const { part, look } of looks) {
    try {
      plan.changes.push(...(await look()));
    } catch (error) {
      plan.failures.push({ part, what: '查看现状', error });
    }
  }
  return plan;
}

/** Does all of it; what fails does not keep the rest from being tried. */
export async function carryOut(changes: readonly Change[]): Promise<{ done: Change[]; failures: Failure[] }> {
  const done: Change[] = [];
  const failures: Failure[] = [];
  for (const change of changes) {
    try {
      await change.run();
      done.push(change);
    } catch (error) {
      failures.push({ part: change.part, what: change.what, error });
    }
  }
  return { done, failures };
}
