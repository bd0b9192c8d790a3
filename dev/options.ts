import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface StartOptions {
  port: number;
  dataDir: string;
  isFresh: boolean;
  opensBrowser: boolean;
  /** How many calls run at once in one function; the cloud's own number when left out. */
  instances: number | undefined;
  /** How many database operations a second are taken, as by a plan; all of them when left out. */
  qps: number | undefined;
  /** The people of the demo do their work while the clock goes on. */
  castWorks: boolean;
}

/** A command line that cannot be followed: the message says what to type instead. */
export class UsageError extends Error {}

/** Reads `--port N --data DIR --fresh --no-open --instances N --qps N --quiet-cast`. @throws UsageError on anything else */
export function readOptions(args: readonly string[], root: string): StartOptions {
  let values: {
    port?: string;
    data?: string;
    fresh?: boolean;
    'no-open'?: boolean;
    instances?: string;
    qps?: string;
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
        qps: { type: 'string' },
        'quiet-cast': { type: 'boolean' },
      },
    }));
  } catch (error) {
    throw new UsageError(
      `${error instanceof Error ? error.message : error}\nnpm start -- [--port N] [--data DIR] [--fresh] [--no-open] [--instances N] [--qps N] [--quiet-cast]`,
    );
  }
  const port = values.port === undefined ? 4400 : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError(`--port wants a number from 0 to 65535, not ${values.port}`);
  }
  const counted = (name: 'instances' | 'qps') => {
    const typed = values[name];
    const number = typed === undefined ? undefined : Number(typed);
    if (number !== undefined && !(Number.isInteger(number) && number > 0)) {
      throw new UsageError(`--${name} wants a number from 1, not ${typed}`);
    }
    return number;
  };
  return {
    port,
    instances: counted('instances'),
    qps: counted('qps'),
    dataDir: resolve(values.data ?? join(root, '.data')),
    isFresh: values.fresh ?? false,
    castWorks: !(values['quiet-cast'] ?? false),
    opensBrowser: !(values['no-open'] ?? false) && process.stdout.isTTY === true && !process.env.CI,
  };
}
