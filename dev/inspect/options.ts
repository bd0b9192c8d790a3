import { parseArgs } from 'node:util';

export const USAGE = `npm run inspect -- --data 数据文件夹 [--repair]
npm run inspect -- --env 环境编号 [--repair]`;

export type Options = { isRepairing: boolean } & ({ dataDir: string } | { env: string });

/** A command line that cannot be followed, or a store that cannot be reached: told as it is. */
export class UsageError extends Error {}

/** Exactly one store is named. @throws UsageError */
export function readOptions(args: readonly string[]): Options {
  let values: { data?: string; env?: string; repair?: boolean };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: { data: { type: 'string' }, env: { type: 'string' }, repair: { type: 'boolean' } },
    }));
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(USAGE);
    throw error;
  }
  const { data, env, repair: isRepairing = false } = values;
  if (data && env === undefined) return { dataDir: data, isRepairing };
  if (env && data === undefined) return { env, isRepairing };
  throw new UsageError(USAGE);
}
