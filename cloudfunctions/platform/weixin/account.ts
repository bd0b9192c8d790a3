/** An account of WeChat's that asks with a secret of its own. The secrets stand only in the functions' environment. */
export interface WeixinAccount {
  name: 'mini_program' | 'official_account';
  appId: string;
  secret: string;
}

export const miniProgram = (): WeixinAccount => ({
  name: 'mini_program',
  appId: process.env.MP_APP_ID ?? '',
  secret: process.env.MP_APP_SECRET ?? '',
});

export const officialAccount = (): WeixinAccount => ({
  name: 'official_account',
  appId: process.env.OA_APP_ID ?? '',
  secret: process.env.OA_APP_SECRET ?? '',
});

export const isConfigured = ({ appId, secret }: WeixinAccount): boolean => appId !== '' && secret !== '';
