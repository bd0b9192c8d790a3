import * as z from 'zod';
import { StartError } from './errors';
import { appId } from './functions/gateway';
import type { CloudOptions } from './options';
import type { AccountSecret } from './weixin/stable-token';
import type { TemplateDefinition } from './weixin/subscribe';

const localMiniProgram: AccountSecret = { appId, secret: 'local-mini-program' };
const localAccount: AccountSecret = { appId: 'wx00000000localoa', secret: 'local-official-account' };

const written = z.record(
  z.string(),
  z.union([
    z.string().transform((id): TemplateDefinition => ({ id })),
    z
      .looseObject({ id: z.string(), fields: z.record(z.string(), z.string()) })
      .transform(({ id, fields }): TemplateDefinition => ({ id, fields: Object.values(fields) })),
  ]),
);

/** Templates and accounts of the WeChat double, and the variables by which functions find everything. */
export function environmentOf(options: CloudOptions, url: string) {
  const given = options.env ?? {};
  const account = options.officialAccount ?? {
    appId: given.OA_APP_ID ?? localAccount.appId,
    secret: given.OA_APP_SECRET ?? localAccount.secret,
  };
  const miniProgram = options.miniProgram ?? {
    appId: given.MP_APP_ID ?? localMiniProgram.appId,
    secret: given.MP_APP_SECRET ?? localMiniProgram.secret,
  };
  const templates = options.templates ?? templatesOf(given.MESSAGE_TEMPLATES);
  const ids = Object.fromEntries(Object.entries(templates).map(([kind, { id }]) => [kind, id]));
  const env = {
    WEIXIN_API_URL: url,
    HTTP_BASE_URL: `${url}/http`,
    MP_APP_ID: miniProgram.appId,
    MP_APP_SECRET: miniProgram.secret,
    OA_APP_ID: account.appId,
    OA_APP_SECRET: account.secret,
    MESSAGE_TEMPLATES: JSON.stringify(ids),
    ...given,
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${url}/admin` }),
  };
  // A cover that is configured was uploaded in the official account's console.
  const materials = given.OA_THUMB_MEDIA_ID ? [given.OA_THUMB_MEDIA_ID] : [];
  return { account, miniProgram, templates, materials, env };
}

function templatesOf(text: string | undefined): Record<string, TemplateDefinition> {
  if (!text) return {};
  try {
    return written.parse(JSON.parse(text));
  } catch (cause) {
    throw new StartError(
      'BAD_CONFIG',
      `MESSAGE_TEMPLATES cannot be read: ${cause instanceof Error ? cause.message : cause}`,
    );
  }
}
