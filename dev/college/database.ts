import cloudbase from '@cloudbase/node-sdk';

export type Database = ReturnType<ReturnType<typeof cloudbase.init>['database']>;

/**
 * The database of the environment that the variables name: TCB_ENV with TENCENTCLOUD_SECRETID and
 * TENCENTCLOUD_SECRETKEY for the real one, or TCB_CONTEXT_CNFG for a local cloud, which asks for no secret.
 *
 * @throws Error that names what is missing
 */
export function openDatabase(env: NodeJS.ProcessEnv = process.env): Database {
  const isLocal = isLoopback(env.TCB_CONTEXT_CNFG);
  const secretId = env.TENCENTCLOUD_SECRETID || (isLocal ? 'local' : '');
  const secretKey = env.TENCENTCLOUD_SECRETKEY || (isLocal ? 'local' : '');
  const name = env.TCB_ENV || (isLocal ? 'local' : '');
  const missing = Object.entries({
    TCB_ENV: name,
    TENCENTCLOUD_SECRETID: secretId,
    TENCENTCLOUD_SECRETKEY: secretKey,
  })
    .filter(([, value]) => value === '')
    .map(([variable]) => variable);
  if (missing.length > 0)
    throw new Error(
      `Set ${missing.join(', ')}, or TCB_CONTEXT_CNFG='{"URL":"http://127.0.0.1:PORT/admin"}' for a local cloud. See docs/deploy.md.`,
    );
  return cloudbase.init({ env: name, secretId, secretKey }).database();
}

function isLoopback(config: string | undefined): boolean {
  if (!config) return false;
  const parsed: unknown = JSON.parse(config);
  const url = typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, 'URL') : undefined;
  return typeof url === 'string' && new URL(url).hostname === '127.0.0.1';
}

/** Runs a command and turns a failure into one line and an exit code. */
export async function runCommand(work: () => Promise<string>): Promise<void> {
  try {
    console.log(await work());
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
