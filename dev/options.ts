import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface StartOptions {
  port: number;
  dataDir: string;
  isFresh: boolean;
  opensBrowser: boolean;
  /** How many calls run at once in one function; the cloud's own number when left out. */
  instances: number | undefined;
  /** The people of the demo do their work while the clock goes on. */
  castWorks: boolean;
}

/** A command line that cannot be followed: the message says what to type instead. */
export class UsageError extends Error {}

/** Reads `--port N --data DIR --fresh --no-open --instances N --quiet-cast`. @throws UsageError on anything else */
export function readOptions(args: readonly string[], root: string): StartOptions {
  let values: {
    port?: string;
    data?: string;
    fresh?: boolean;
    'no-open'?: boolean;
    instances?: string;
    'quiet-cast'?: boolean;
  };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        fresh: { type: 'boolean' },
        'no-open': { type: 'boolean' },
        instances: { type: 'string' },
        'quiet-cast': { type: 'boolean' },
      },
    }));
  } catch (error) {
    throw new UsageError(
      `${error instanceof Error ? error.message : error}\nnpm start -- [--port N] [--data DIR] [--fresh] [--no-open] [--instances N] [--quiet-cast]`,
    );
  }
  const port = values.port === undefined ? 4400 : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError(`--port wants a number from 0 to 65535, not ${values.port}`);
  }
  const instances = values.instances === undefined ? undefined : Number(values.instances);
  if (instances !== undefined && !(Number.isInteger(instances) && instances > 0)) {
    throw new UsageError(`--instances wants a number from 1, not ${values.instances}`);
  }
  return {
    port,
    instances,
    dataDir: resolve(values.data ?? join(root, '.data')),
    isFresh: values.fresh ?? false,
    castWorks: !(values['quiet-cast'] ?? false),
    opensBrowser: !(values['no-open'] ?? false) && process.stdout.isTTY === true && !process.env.CI,
  };
}
