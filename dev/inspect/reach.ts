import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StartError, startCloud } from '../cloud';
import { type Database, openDatabase } from '../college/database';
import { root } from '../root';
import { UsageError } from './options';

/**
 * Lends the store of a data folder: a local cloud without functions and without timers, so that nothing in it moves.
 *
 * @throws UsageError when there is no store, or somebody else has it open
 */
export async function withFolder<T>(dataDir: string, work: (database: Database) => Promise<T>): Promise<T> {
  if (!existsSync(path.join(dataDir, 'documents.db')))
    throw new UsageError(`${dataDir} 不是数据文件夹：没有 documents.db。请核对路径。`);
  const functionsDir = mkdtempSync(path.join(tmpdir(), 'fpd-inspect-'));
  try {
    const cloud = await startCloud({
      dataDir,
      functionsDir,
      databaseDir: path.join(root, 'cloudfunctions/database'),
      deploymentFile: path.join(root, 'cloudbaserc.json'),
      liveTimers: false,
    });
    try {
      return await withCloud(cloud.url, work);
    } finally {
      await cloud.stop();
    }
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    if (error.code === 'DATA_LOCKED')
      throw new UsageError(`${dataDir} 正在使用。请先停止使用它的程序，再运行检查。`);
    throw new UsageError(`${dataDir} 无法打开：${error.message}`);
  } finally {
    rmSync(functionsDir, { recursive: true, force: true });
  }
}

/** Lends the store of a running local cloud. */
export async function withCloud<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const own: Record<string, string> = {
    // The SDK reads it anew at every request.
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${url}/admin` }),
    // Elsewhere than in a function the SDK asks the provider's metadata host before every request.
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    SCF_NAMESPACE: 'local',
  };
  const before = Object.keys(own).map((key) => [key, process.env[key]] as const);
  Object.assign(process.env, own);
  try {
    return await work(openDatabase());
  } finally {
    for (const [key, value] of before)
      if (value === undefined) delete process.env[key];
      else process.env[key] = value;
  }
}

/** The store of an environment, with the secrets of the variables. @throws UsageError that names what is missing */
export function environment(env: string): Database {
  try {
    return openDatabase({ ...process.env, TCB_ENV: env });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
