import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface StartOptions {
  port: number;
  dataDir: string;
  isFresh: boolean;
  opensBrowser: boolean;
  /** The people of the demo do their work while the clock goes on. */
  castWorks: boolean;
}

/** A command line that cannot be followed: the message says what to type instead. */
export class UsageError extends Error {}

/** Reads `--port N --data DIR --fresh --no-open --quiet-cast`. @throws UsageError on anything else */
export function readOptions(args: readonly string[], root: string): StartOptions {
  let values: { port?: string; data?: string; fresh?: boolean; 'no-open'?: boolean; 'quiet-cast'?: boolean };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        fresh: { type: 'boolean' },
        'no-open': { type: 'boolean' },
        'quiet-cast': { type: 'boolean' },
      },
    }));
  } catch (error) {
    throw new UsageError(
      `${error instanceof Error ? error.message : error}\nnpm start -- [--port N] [--data DIR] [--fresh] [--no-open] [--quiet-cast]`,
    );
  }
  const port = values.port === undefined ? 4400 : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError(`--port wants a number from 0 to 65535, not ${values.port}`);
  }
  return {
    port,
    dataDir: resolve(values.data ?? join(root, '.data')),
    isFresh: values.fresh ?? false,
    castWorks: !(values['quiet-cast'] ?? false),
    opensBrowser: !(values['no-open'] ?? false) && process.stdout.isTTY === true && !process.env.CI,
  };
}
