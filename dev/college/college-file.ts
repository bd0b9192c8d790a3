import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { misfits } from '../../cloudfunctions/core/message/template-field';
import { MESSAGE_KINDS } from '../../miniprogram/shared/labels';
import { root } from '../root';

/** The college of the workbench and the tests; nothing can be deployed with it. */
const DEMO_COLLEGE_FILE = join(root, 'dev', 'demo', 'college.json');
const DEMO_APP_ID = 'wx0000000000000000';

const APP_ID = /^wx[0-9a-f]{16}$/;
const HOST = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/;

const filled = (what: string) =>
  z
    .string({ error: `请填${what}` })
    .trim()
    .min(1, `请填${what}`)
    .max(40, `${what}不超过 40 个字`);
const host = z
  .string({ error: '域名要写成文字' })
  .regex(HOST, '只写域名本身，小写，如 dialogue.college.edu.cn，不带 https://、端口和路径');
const hosts = z
  .array(host)
  .refine((names) => new Set(names).size === names.length, '同一个域名写了两次，请留一个');
const appId = (where: string) =>
  z.string({ error: '请填 AppID' }).regex(APP_ID, `AppID 是 wx 加 16 位小写字母或数字，在 ${where} 查看`);

/** A bare short number would ring the city's hotline instead of the college's. */
const telephone = z
  .string({ error: '电话要写成文字；没有就写 ""' })
  .regex(/^(?:[0-9][0-9-]{4,18}[0-9])?$/, '电话只能写数字和 -，没有就写 ""')
  .refine(
    (number) => number === '' || number.replace(/-/g, '').length >= 7,
    '要写完整号码（带区号），单写 12345 会打到市政府热线；没有就写 ""',
  )
  .refine((number) => number === '' || /[1-9]/.test(number), '电话不能全是 0；没有就写 ""');

const fieldName = z.string().regex(/^[a-z_]+[0-9]+$/, '字段名如 thing1，以公众平台显示的为准');
const templateId = z
  .string()
  .regex(/^[A-Za-z0-9_-]+$/, '模板 ID 只有字母、数字、- 和 _，从 公众平台 → 订阅消息 → 我的模板 复制');
const template = z.union(
  [
    templateId,
    z.strictObject({
      id: templateId,
      fields: z.strictObject({ subject: fieldName, time: fieldName, place: fieldName, note: fieldName }),
    }),
  ],
  {
    error: '写模板 ID，或 {"id": …, "fields": {"subject", "time", "place", "note"}}',
  },
);
const templates = z.record(z.string(), template).superRefine((kinds, context) => {
  const used = new Map<string, string>();
  for (const [kind, written] of Object.entries(kinds)) {
    if (!(kind in MESSAGE_KINDS))
      context.addIssue({
        code: 'custom',
        path: [kind],
        message: `没有这种消息，可以写：${Object.keys(MESSAGE_KINDS).join('、')}`,
      });
    const id = typeof written === 'string' ? written : written.id;
    const other = used.get(id);
    if (other)
      context.addIssue({
        code: 'custom',
        path: [kind],
        message: `与 ${other} 用了同一个模板；每种消息要用单独的模板，授权次数才算得清`,
      });
    used.set(id, kind);
    if (typeof written !== 'string')
      for (const message of misfits(kind, written.fields))
        context.addIssue({ code: 'custom', path: [kind], message });
  }
});

const collegeSchema = z.strictObject(
  {
    /** What home calls the college. */
    name: filled('学校名称'),
    /** The entry for urgent matters: what it is called, and the number its button dials; '' hides the button. */
    hotline: z.strictObject(
      { label: filled('热线的叫法'), number: telephone },
      { error: '请填 label 和 number' },
    ),
    /** Whom people ask about their data, in the privacy guide. */
    contact: filled('联系人或部门和电话'),
    appId: appId('公众平台 → 设置 → 账号信息'),
    envId: z
      .string({ error: '请填云开发环境 ID' })
      .regex(/^[a-z][a-z0-9-]{3,59}$/, '环境 ID 如 college-1a2b3c，在 云开发控制台 → 概览 查看'),
    region: z
      .string()
      .regex(/^[a-z]{2,}-[a-z]+$/, '地域如 ap-shanghai')
      .default('ap-shanghai'),
    domains: z.strictObject(
      {
        /** The college's own domain of the HTTP functions: ballots travel there without an account; '' for none. */
        request: z.union([z.literal(''), host], {
          error: '只写域名本身，小写，如 dialogue.college.edu.cn，不带 https://、端口和路径；没有就写 ""',
        }),
        download: hosts,
        upload: hosts,
      },
      { error: '请填 request、download、upload' },
    ),
    /** Path before /ballot, /remark and /portal on that domain. */
    routePrefix: z
      .string()
      .regex(/^(?:\/[a-z0-9-]+)*$/, '路径前缀以 / 开头、不以 / 结尾，如 /dialogue；没有就写 ""')
      .default(''),
    /** Whether the public pages for the campus portal are reachable. */
    portal: z.boolean({ error: '写 true 或 false' }).default(true),
    /** The file by which WeChat sees that links under `/h/` are the college's (docs/deploy.md, step 4); null for none. */
    scanCheck: z
      .strictObject(
        {
          file: z.string().regex(/^[A-Za-z0-9_-]{1,64}\.txt$/, '校验文件名，如 a1B2c3.txt'),
          text: z.string().regex(/^[A-Za-z0-9_-]{1,128}$/, '校验文件的内容'),
        },
        { error: '请填 file 和 text，没有就写 null' },
      )
      .nullable()
      .default(null),
    /** Networks of the hall and the campus, as `10.20.0.0/16`: how many scans came from them is the office's to read. */
    hallNetworks: z
      .array(z.union([z.cidrv4(), z.cidrv6()], { error: '网段如 10.20.0.0/16 或 2001:da8::/32' }))
      .max(20, '最多 20 个网段')
      .default([]),
    /** Shows what other people wrote to bound members only: for the category 教育 without 社交. */
    membersOnly: z.boolean({ error: '写 true 或 false' }).default(false),
    /** The official account whose articles are previews; null for none. */
    officialAccount: z
      .strictObject({ appId: appId('公众号后台 → 设置与开发'), coverMediaId: z.string().default('') })
      .nullable()
      .default(null),
    templates: templates.default({}),
    /** Which version subscription messages open. */
    messagesOpen: z
      .enum(['formal', 'trial', 'developer'], { error: '写 formal、trial 或 developer' })
      .default('formal'),
  },
  { error: (issue) => (issue.code === 'unrecognized_keys' ? unknownKeys(issue.keys) : undefined) },
);

export type College = z.infer<typeof collegeSchema>;

const unknownKeys = (keys: unknown): string =>
  `没有这些设置：${Array.isArray(keys) ? keys.join('、') : ''}。密钥不写在这个文件里，见 docs/deploy.md`;

/** A college file that is not what it should be, in sentences. */
export class CollegeFileError extends Error {}

/**
 * Everything a college sets that is no secret.
 *
 * @param name what the sentences call the file
 * @throws CollegeFileError with one line for each field that does not fit
 */
export function parseCollege(text: string, name: string): College {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new CollegeFileError(
      `${name} 不是 JSON：${cause instanceof Error ? cause.message : String(cause)}`,
    );
  }
  const parsed = collegeSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => `  ${path.join('.') || '文件'}：${message}`);
  throw new CollegeFileError(`${name} 有 ${lines.length} 处要改：\n${lines.join('\n')}`);
}

/** @throws CollegeFileError when the file is not there or does not fit */
export function readCollege(file: string): College {
  if (!existsSync(file))
    throw new CollegeFileError(
      `没有找到 ${file}。请把 dev/demo/college.json 复制为 college.json，按 docs/deploy.md 填写后再试。`,
    );
  return parseCollege(readFileSync(file, 'utf8'), file);
}

/**
 * The same, for what leaves this machine.
 *
 * @throws CollegeFileError also for the demonstration's own file
 */
export function readRealCollege(file: string): College {
  const college = readCollege(file);
  if (college.appId === DEMO_APP_ID)
    throw new CollegeFileError(`${file} 是演示用的学校，不能部署。请填学校自己的 AppID 和环境 ID。`);
  return college;
}

export const demoCollege = (): College => readCollege(DEMO_COLLEGE_FILE);
