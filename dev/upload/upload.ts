import { existsSync } from 'node:fs';
import type { College } from '../college/college-file';

/** Fetched when it is needed: it brings hundreds of packages that nothing else here uses. */
const MINIPROGRAM_CI = 'miniprogram-ci@2.1.42';
const VERSION = /^\d+\.\d+\.\d+$/;
const PRIVATE_KEY = /-----BEGIN (?:RSA )?PRIVATE KEY-----/;

export class UploadError extends Error {}

/** Where the upload key of a mini program lies, as WeChat names the file; git ignores it. */
export const keyFile = (appId: string): string => `private.${appId}.key`;

/**
 * The upload key: a text in the environment, to be written to a file for the upload, or the file itself.
 *
 * @throws UploadError that says where the key is found
 */
export function findKey(
  { appId }: Pick<College, 'appId'>,
  env: NodeJS.ProcessEnv,
  folder: string,
): { text: string } | { file: string } {
  const text = env.MINI_PROGRAM_UPLOAD_KEY;
  if (text) {
    if (PRIVATE_KEY.test(text)) return { text };
    throw new UploadError('MINI_PROGRAM_UPLOAD_KEY 不是密钥文件的全文，应从 -----BEGIN 开始');
  }
  const file = `${folder}/${keyFile(appId)}`;
  if (existsSync(file)) return { file };
  throw new UploadError(
    `没有上传密钥。请在 公众平台 → 开发管理 → 开发设置 → 小程序代码上传 生成，把 ${keyFile(appId)} 放在仓库根目录（git 不收），并把本机地址加进那里的 IP 白名单`,
  );
}

/** @throws UploadError */
export function checkVersion(version: string | undefined): string {
  if (version && VERSION.test(version)) return version;
  throw new UploadError('请写版本号，如 npm run upload -- --college college.json --version 1.0.0');
}

/** The words after `npm`: the vendor's own tool at a pinned version, on the built mini program. */
export const uploadCommand = (
  { appId }: Pick<College, 'appId'>,
  { dist, key, version, note }: { dist: string; key: string; version: string; note: string },
): string[] => [
  'exec',
  '--yes',
  `--package=${MINIPROGRAM_CI}`,
  '--',
  'miniprogram-ci',
  'upload',
  '--pp',
  dist,
  '--pkp',
  key,
  '--appid',
  appId,
  '--uv',
  version,
  '--ud',
  note,
  '--use-project-config',
  'true',
];
