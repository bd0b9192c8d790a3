import * as z from 'zod';
import type { College } from '../college/college-file';
import { type Finding, fine, wrong } from './finding';

const BASE = 'https://api.weixin.qq.com';
const TIMEOUT_MS = 8000;
const CONSOLE = '公众平台 → 开发管理 → 开发设置';
const refusal = z.object({ errcode: z.number(), errmsg: z.string().default('') }).loose();
const tokenAnswer = z.object({ access_token: z.string().min(1) });
const templateList = z.object({ data: z.array(z.object({ priTmplId: z.string(), content: z.string() })) });

/** The fields of a template that is configured by its id alone, as docs/deploy.md asks for them. */
const USUAL_FIELDS = ['thing1', 'time2', 'thing3', 'thing4'];

export type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

/** What to do about a code by which WeChat refuses a token. */
function tokenAdvice(errcode: number, errmsg: string): string {
  const ip = /\d+\.\d+\.\d+\.\d+/.exec(errmsg)?.[0] ?? '';
  switch (errcode) {
    case 40013:
      return `AppID 不对，请与 ${CONSOLE} 核对 college.json`;
    case 40001:
    case 40125:
      return `密钥与 AppID 不成对，请在 ${CONSOLE} 重置 AppSecret 后重新填写`;
    case 40164:
      return `${ip ? `地址 ${ip} ` : '这台机器的地址'}不在白名单，请在 ${CONSOLE} → IP 白名单 加上它和云开发的固定出口 IP`;
    case 45009:
    case 45011:
      return '今天或这一分钟的次数用完了，请稍后再试';
    case -1:
      return '微信系统繁忙，请稍后再试';
    default:
      return `微信返回 ${errcode}：${errmsg}`;
  }
}

/** A token of one account, or the sentence about why there is none. */
async function tokenOf(
  fetch: Fetch,
  base: string,
  appid: string,
  secret: string,
): Promise<{ token: string } | { trouble: string }> {
  const body = JSON.stringify({ grant_type: 'client_credential', appid, secret, force_refresh: false });
  const said = await answerOf(fetch, `${base}/cgi-bin/stable_token`, { method: 'POST', body });
  if (typeof said === 'string') return { trouble: said };
  const token = tokenAnswer.safeParse(said.json);
  if (token.success) return { token: token.data.access_token };
  const refused = refusal.safeParse(said.json);
  if (!refused.success) return { trouble: '微信的回答不认识，请稍后再试' };
  return { trouble: tokenAdvice(refused.data.errcode, refused.data.errmsg) };
}

async function answerOf(fetch: Fetch, url: string, init?: RequestInit): Promise<{ json: unknown } | string> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
    return { json: await response.json() };
  } catch (error) {
    // Never the address: it carries the token.
    return `微信没有回音（${error instanceof Error ? error.name : '未知'}），请检查网络后再试`;
  }
}

/** Each configured template: is it there, and has it the fields that messages are written into? */
export function templateFindings(college: College, list: z.infer<typeof templateList>['data']): Finding[] {
  const contents = new Map(list.map(({ priTmplId, content }) => [priTmplId, content]));
  return Object.entries(college.templates).map(([kind, written]) => {
    const name = `订阅消息 ${kind}`;
    const id = typeof written === 'string' ? written : written.id;
    const fields = typeof written === 'string' ? USUAL_FIELDS : Object.values(written.fields);
    const content = contents.get(id);
    if (content === undefined)
      return wrong(name, `模板 ${id} 不在“我的模板”里，请在 公众平台 → 订阅消息 选用，并改 college.json`);
    const lacking = fields.filter((field) => !content.includes(`{{${field}.DATA}}`));
    if (lacking.length === 0) return fine(name, '模板在，字段对');
    return wrong(name, `模板没有字段 ${lacking.join('、')}，请在 college.json 写明它的 fields`);
  });
}

/** WeChat's side: the secrets, the white lists, the templates. */
export async function weixinFindings(
  college: College,
  secrets: { MP_APP_SECRET: string; OA_APP_SECRET: string },
  { fetch, base = BASE }: { fetch: Fetch; base?: string },
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const own = await tokenOf(fetch, base, college.appId, secrets.MP_APP_SECRET);
  if ('trouble' in own) findings.push(wrong('小程序密钥', own.trouble));
  else {
    findings.push(fine('小程序密钥', '能取得调用凭据'));
    const url = new URL('/wxaapi/newtmpl/gettemplate', base);
    url.searchParams.set('access_token', own.token);
    const said = await answerOf(fetch, url.href);
    const list = typeof said === 'string' ? undefined : templateList.safeParse(said.json);
    if (list?.success) findings.push(...templateFindings(college, list.data.data));
    else findings.push(wrong('订阅消息', typeof said === 'string' ? said : '没有取得模板列表，请稍后再试'));
  }
  if (Object.keys(college.templates).length === 0)
    findings.push(
      wrong(
        '订阅消息',
        '没有配置模板，提醒只在小程序内显示；请在 公众平台 → 订阅消息 选用模板，填入 college.json',
      ),
    );
  if (college.officialAccount) {
    const account = await tokenOf(fetch, base, college.officialAccount.appId, secrets.OA_APP_SECRET);
    findings.push(
      'trouble' in account ? wrong('公众号密钥', account.trouble) : fine('公众号密钥', '能取得调用凭据'),
    );
  }
  return findings;
}
