import { resolve } from 'node:path';
import { readSchema, readStorageRule } from '../../dev/cloud/store/schema';
import { type College, parseCollege } from '../../dev/college/college-file';
import type { Site } from '../../dev/deploy/change';
import { findEnvironment } from '../../dev/deploy/environment';
import { openManagement } from '../../dev/deploy/management';
import type { Secrets } from '../../dev/deploy/secrets';
import { linjiang } from './linjiang';

const database = resolve(__dirname, '../../cloudfunctions/database');
export const collections = readSchema(database);
export const storage = readStorageRule(database);

/** What the double of the management interface takes. */
export const secrets: Secrets = {
  TENCENTCLOUD_SECRETID: 'AKIDdouble',
  TENCENTCLOUD_SECRETKEY: 'key-of-the-double',
  MP_APP_SECRET: 'secret-of-the-mini-program',
  CASE_SECRET: 'ca5e'.repeat(16),
  VOICE_SECRET: '701ce'.repeat(13).slice(0, 64),
  OA_APP_SECRET: 'secret-of-the-account',
};

export const collegeWith = (change: object = {}): College =>
  parseCollege(JSON.stringify({ ...linjiang, ...change }), 'college.json');

/** The environment of a college, through the vendor's library; nobody waits. */
export async function siteOf(college: College, given: Secrets = secrets): Promise<Site> {
  const call = openManagement({
    envId: college.envId,
    region: college.region,
    secretId: given.TENCENTCLOUD_SECRETID,
    secretKey: given.TENCENTCLOUD_SECRETKEY,
  });
  const environment = await findEnvironment(call, college.envId);
  return { call, college, environment, pause: async () => undefined };
}
