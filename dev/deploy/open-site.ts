import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { buildFunctions } from '../build/functions';
import { readSchema, readStorageRule } from '../cloud/store/schema';
import { readRealCollege } from '../college/college-file';
import { root } from '../root';
import type { Site } from './change';
import type { Wanted } from './deploy';
import { findEnvironment } from './environment';
import { packFunctions, withVariables } from './function-files';
import { openManagement } from './management';
import { readSecrets, type Secrets } from './secrets';
import { allVariables } from './variables';

/**
 * The college's environment, and what it is to be according to the files here.
 *
 * @throws CollegeFileError, MissingSecret, ManagementError
 */
export async function openSite(
  collegeFile: string,
): Promise<{ site: Site; wanted: Wanted; secrets: Secrets }> {
  const college = readRealCollege(collegeFile);
  const secrets = readSecrets(college, process.env);
  const built = join(root, 'dist', 'cloudfunctions');
  await buildFunctions({ out: built });
  // Before the first call: packing takes longer than the interface keeps a connection open.
  const functions = withVariables(packFunctions(built), allVariables(college, secrets));
  const call = openManagement({
    envId: college.envId,
    region: college.region,
    secretId: secrets.TENCENTCLOUD_SECRETID,
    secretKey: secrets.TENCENTCLOUD_SECRETKEY,
  });
  const environment = await findEnvironment(call, college.envId);
  const database = join(root, 'cloudfunctions', 'database');
  return {
    site: { call, college, environment, pause: async (ms) => void (await pause(ms)) },
    wanted: { collections: readSchema(database), storage: readStorageRule(database), functions },
    secrets,
  };
}
