import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { readOptions, UsageError } from './options';
import { root } from './root';
import { startWorkbench, type Workbench } from './workbench';

/**
 * `npm start`: builds, starts the local cloud on the data folder, loads the demo history into an empty one, and opens
 * the phone. One line with the address goes to standard output. Ctrl-C ends everything that was started.
 */
async function start(args: readonly string[]): Promise<void> {
  let starting: Promise<Workbench> | undefined;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, async () => {
      // What is still starting is let finish, so that nothing is left behind; its failure is told below.
      const workbench = await starting?.catch(() => undefined);
      await workbench?.stop();
      process.exit(0);
    });
  }
  try {
    const { dataDir, port, isFresh, opensBrowser, instances, qps, castWorks } = readOptions(args, root);
    if (isFresh) await rm(dataDir, { recursive: true, force: true });
    starting = startWorkbench({ dataDir, port, instances, qps, watches: true, castWorks });
    const { url, notices } = await starting;
    for (const { code, message } of notices) console.error(`${code}: ${message}`);
    console.log(`四点对话 ${url}`);
    if (opensBrowser) openBrowser(url);
  } catch (error) {
    console.error(sentenceFor(error));
    process.exit(1);
  }
}

function openBrowser(url: string): void {
  const command = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open';
  const child = spawn(command, [url], { stdio: 'ignore', detached: true });
  child.on('error', () => console.error(`Open ${url} in a browser.`));
  child.unref();
}

/** What to do about it, for the troubles a newcomer meets; anything else whole. */
function sentenceFor(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'EADDRINUSE')
    return `The port is in use (${error.message}). Choose another one: npm start -- --port 4500`;
  return code === '' ? (error.stack ?? error.message) : `${code}: ${error.message}`;
}

void start(process.argv.slice(2));
