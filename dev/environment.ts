import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { MESSAGE_KINDS } from '../miniprogram/shared/labels';
import { writingInto } from './cloud/store/writable';
import { root } from './root';

const templateFile = z.record(
  z.string(),
  z.object({ id: z.string(), fields: z.record(z.string(), z.string()) }),
);
const secretFile = z.record(z.string(), z.string());

/** Secrets of the functions: in the cloud they are set by hand, here each data folder has its own. */
const SECRETS = ['CASE_SECRET', 'VOICE_SECRET', 'MP_APP_SECRET', 'OA_APP_SECRET'] as const;

/** Template id → what the message is called on a phone. */
export function templateTitles(): Record<string, string> {
  const labels: Record<string, string> = MESSAGE_KINDS;
  const pairs = Object.entries(templates()).map(([kind, { id }]) => [id, labels[kind] ?? kind]);
  return Object.fromEntries(pairs);
}

const templates = () =>
  templateFile.parse(JSON.parse(readFileSync(join(root, 'dev', 'demo', 'templates.json'), 'utf8')));

/** Message kind → template, with the fields that the double of WeChat's server checks. */
export const templateDefinitions = (): Record<string, { id: string; fields: string[] }> =>
  Object.fromEntries(
    Object.entries(templates()).map(([kind, { id, fields }]) => [kind, { id, fields: Object.keys(fields) }]),
  );

/** Message kind → template id. */
export const templateIds = (): Record<string, string> =>
  Object.fromEntries(Object.entries(templates()).map(([kind, { id }]) => [kind, id]));

/** The variables that `docs/deploy.md` asks a college to set, for one data folder of the workbench. */
export function functionEnvironment(dataDir: string): Record<string, string> {
  return {
    ...secretsOf(dataDir),
    MESSAGE_TEMPLATES: JSON.stringify(templateIds()),
    MINIPROGRAM_STATE: 'developer',
    // The workbench shows a college without passes unless it is asked (docs/anonymity.md, Asking without a name).
    ...(process.env.PASSES === '1' ? { PASSES: '1' } : {}),
    MP_APP_ID: 'wx-demo-mini-program',
    OA_APP_ID: 'wx-demo-official-account',
  };
}

function secretsOf(dataDir: string): Record<string, string> {
  const file = join(dataDir, 'secrets.json');
  const kept = existsSync(file) ? secretFile.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
  const secrets = { ...kept };
  for (const name of SECRETS) secrets[name] ??= randomBytes(32).toString('hex');
  if (Object.keys(secrets).length > Object.keys(kept).length) {
    writingInto(dataDir, () => {
      mkdirSync(dataDir, { recursive: true });
      writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
    });
  }
  return secrets;
}
