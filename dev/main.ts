import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildFunctions } from './build/functions';
import { buildMiniProgram } from './build/miniprogram';
import { startCloud } from './cloud';
import { phones } from './demo/cast';
import { loadDemo } from './demo/load';
import { DEMO_NOW } from './demo/sessions';
import { functionEnvironment, templateDefinitions, templateTitles } from './environment';
import { readOptions, UsageError } from './options';
import { startPhone } from './phone';
import { root } from './root';

/**
 * `npm start`: builds, starts the local cloud on the data folder, loads the demo history into an empty one, and opens
 * the phone. One line with the address goes to standard output. Ctrl-C ends everything that was started.
 */
async function start(args: readonly string[]): Promise<void> {
  let stopping: Promise<void> | undefined;
  const started: Array<{ stop(): Promise<void> }> = [];
  const stop = () => {
    stopping ??= (async () => {
      for (const each of started.reverse()) await each.stop();
    })();
    return stopping;
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => void stop().then(() => process.exit(0)));
  }
  try {
    const options = readOptions(args, root);
    const functionsDir = join(root, 'dist', 'cloudfunctions');
    const distDir = join(root, 'dist', 'miniprogram');
    if (options.isFresh) await rm(options.dataDir, { recursive: true, force: true });
    const isNew = !existsSync(options.dataDir);
    await Promise.all([buildFunctions({ out: functionsDir }), buildMiniProgram({ out: distDir })]);

    const cloud = await startCloud({
      dataDir: options.dataDir,
      functionsDir,
      databaseDir: join(root, 'cloudfunctions', 'database'),
      env: functionEnvironment(options.dataDir),
      templates: templateDefinitions(),
      liveTimers: true,
      ...(isNew ? { now: DEMO_NOW } : {}),
    });
    started.push(cloud);
    for (const notice of cloud.notices) console.error(`${notice.code}: ${notice.message}`);
    await loadDemo(cloud);
    const phone = await startPhone({
      port: options.port,
      cloudUrl: cloud.url,
      distDir,
      people: phones,
      templateTitles: templateTitles(),
      sourceDir: join(root, 'miniprogram'),
    });
    started.push(phone);
    console.log(`四点对话 ${phone.url}`);
    if (options.opensBrowser) openBrowser(phone.url);
  } catch (error) {
    await stop();
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
