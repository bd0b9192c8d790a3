import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import type { College } from '../college/college-file';

/** Beside college.json, and ignored by git. */
export const SECRETS_FILE = 'college.secrets.json';

/** What each secret is and where it comes from, as the sentence about a missing one says it. */
const SECRETS = {
  TENCENTCLOUD_SECRETID: '腾讯云 API 密钥的 SecretId，在 腾讯云控制台 → 访问管理 → API 密钥管理',
  TENCENTCLOUD_SECRETKEY: '腾讯云 API 密钥的 SecretKey，与 SecretId 成对',
  MP_APP_SECRET: '小程序密钥，在 公众平台 → 开发管理 → 开发设置 → AppSecret',
  CASE_SECRET: '64 位十六进制随机数，用 openssl rand -hex 32 生成，以后不再改',
  VOICE_SECRET: '64 位十六进制随机数，另生成一个，以后不再改',
  OA_APP_SECRET: '公众号密钥，在 公众号后台 → 设置与开发 → 开发接口管理',
} as const;

export type SecretName = keyof typeof SECRETS;
export type Secrets = Readonly<Record<SecretName, string>>;

const RANDOM = /^[0-9a-f]{64}$/;
const SHAPES: Partial<Record<SecretName, RegExp>> = { CASE_SECRET: RANDOM, VOICE_SECRET: RANDOM };
const isSecretName = (name: string): name is SecretName => name in SECRETS;
const secretFile = z.record(z.string(), z.string());

export class MissingSecret extends Error {}

/** Never a value: it may be half a secret. */
function writtenIn(file: string): Record<string, string> {
  if (!existsSync(file)) return {};
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // The parser's own message quotes the text, and the text is secrets.
    throw new MissingSecret(`${file} 不是 JSON，请核对引号、逗号和括号`);
  }
  const parsed = secretFile.safeParse(json);
  if (parsed.success) return parsed.data;
  const names = parsed.error.issues.map(({ path }) => path.join('.')).filter(Boolean);
  throw new MissingSecret(
    names.length > 0
      ? `${file} 里的 ${names.join('、')} 要写成文字（加引号）`
      : `${file} 要写成 {"名字": "值", …}，见 docs/deploy.md`,
  );
}

/**
 * Secrets from the environment, else from a file that git ignores. A college without an official account needs none
 * for it.
 *
 * @throws MissingSecret naming each one that is missing or has the wrong form, and where to find it
 */
export function readSecrets(
  college: Pick<College, 'officialAccount'>,
  env: NodeJS.ProcessEnv,
  file = SECRETS_FILE,
): Secrets {
  const written = writtenIn(file);
  const secrets = Object.fromEntries(
    Object.keys(SECRETS).map((name) => [name, env[name] || written[name] || '']),
  ) as Record<SecretName, string>;
  const unfit = Object.keys(secrets)
    .filter(isSecretName)
    .filter((name) => !(name === 'OA_APP_SECRET' && !college.officialAccount))
    .filter((name) => !(SHAPES[name] ?? /./).test(secrets[name]));
  if (unfit.length > 0)
    throw new MissingSecret(
      [
        `缺少密钥，或格式不对。请写进环境变量或 ${file}（git 不收这个文件）：`,
        ...unfit.map((name) => `  ${name}：${SECRETS[name]}`),
      ].join('\n'),
    );
  return secrets;
}
