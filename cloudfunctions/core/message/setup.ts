/** What a function can tell of what its college has set up; no secret is among it. */
export interface SetUp {
  /** Base address on the college's own domain, empty without one. */
  httpBase: string;
  /** Whether passes are in force, which need the public pages. */
  hasPasses: boolean;
  /** Whether WeChat's own scanner may open the code of the door. */
  hasScanCheck: boolean;
}

export interface Lacking {
  id: string;
  what: string;
  /** Where to click, or what to fill in. */
  todo: string;
}

/** What is lacking, the weightiest first, in the words of `npm run doctor`; empty where all is set up. */
export function lackingOf({ httpBase, hasPasses, hasScanCheck }: SetUp): Lacking[] {
  if (httpBase === '')
    return [
      {
        id: 'domain',
        what: '未设置学校域名',
        todo: '评价随账号提交，目前匿名保护有限。请系统管理员在 云开发控制台 → HTTP 访问服务 添加域名，填入 college.json 的 domains.request，再运行 npm run deploy。',
      },
    ];
  const lacking: Lacking[] = [];
  if (!hasPasses)
    lacking.push({
      id: 'passes',
      what: '未启用匿名凭条',
      todo: '匿名诉求经微信通道提交。请系统管理员把 college.json 的 portal 改为 true，再运行 npm run deploy。',
    });
  if (!hasScanCheck)
    lacking.push({
      id: 'scan',
      what: '微信扫一扫不能打开签到码',
      todo: '师生须在小程序内扫码。请系统管理员在 公众平台 → 开发管理 → 开发设置 → 扫普通链接二维码打开小程序 添加规则，把校验文件填入 college.json 的 scanCheck，再运行 npm run deploy。',
    });
  return lacking;
}
