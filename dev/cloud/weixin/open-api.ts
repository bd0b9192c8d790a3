import { unlimitedCode } from './mini-program-code';
import { Refusal } from './refusal';
import type { Weixin } from './weixin';

/** An answer of the open API: JSON, or the bytes of a picture. */
export type OpenApiAnswer =
  | { contentType: 'application/json'; json: Record<string, unknown> }
  | { contentType: 'image/png'; bytes: Buffer };

type Call = (weixin: Weixin, parameters: Record<string, unknown>) => Promise<OpenApiAnswer>;

const json = (answer: Promise<Record<string, unknown>>) =>
  answer.then((body): OpenApiAnswer => ({ contentType: 'application/json', json: body }));

const calls: Record<string, Call> = {
  'subscribeMessage.send': (weixin, parameters) => json(weixin.messages.send(parameters)),
  'security.msgSecCheck': (weixin, parameters) => json(weixin.check.text(parameters)),
  'security.mediaCheckAsync': (weixin, parameters) => json(weixin.check.mediaLater(parameters)),
  'wxacode.getUnlimited': async (_weixin, parameters) => ({
    contentType: 'image/png',
    bytes: unlimitedCode(parameters),
  }),
};

/** What the SDK reports when it may not, or cannot, call an interface. */
const notFound = -604100;
const noPermission = -604101;

/**
 * `cloud.openapi.<name>`. A function may call what its config.json lists under permissions.openapi, and no more.
 * Refusals are answers, as in WeChat.
 */
export async function callOpenApi(
  weixin: Weixin,
  name: string,
  parameters: Record<string, unknown>,
  permitted: readonly string[] | undefined,
): Promise<OpenApiAnswer> {
  try {
    const call = calls[name];
    if (!call) throw new Refusal(notFound, `the local cloud does not have the open API ${name}`);
    if (permitted && !permitted.includes(name)) {
      throw new Refusal(
        noPermission,
        `function has no permission to call this API: add "${name}" to permissions.openapi of its config.json`,
      );
    }
    return await call(weixin, parameters);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { contentType: 'application/json', json: { errcode: error.errcode, errmsg: error.errmsg } };
  }
}
