/** What a college sets in WeChat's back office and every phone then obeys; it stands in the phone's own page. */
export interface PhoneRules {
  /** Hosts of 服务器域名, by kind of request. An entry is a host name, with or without a port. */
  domains: { request: readonly string[]; download: readonly string[] };
  /** 扫普通链接二维码打开小程序: a link that begins so opens this page. */
  links: readonly { prefix: string; page: string }[];
}

/** The meta element of the phone's page that carries the rules. */
export const rulesName = 'phone-rules';
