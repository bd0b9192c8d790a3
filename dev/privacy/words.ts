import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root';

/**
 * Interfaces that count as private (用户隐私保护指引, the table of interfaces), by the kind of information that the
 * guide has to name. `wx.scanCode` and `wx.makePhoneCall` are not among them.
 */
const PRIVATE_INTERFACES: Readonly<Record<string, string>> = {
  chooseMedia: '选中的照片或视频信息',
  chooseImage: '选中的照片或视频信息',
  chooseVideo: '选中的照片或视频信息',
  chooseMessageFile: '选中的文件',
  setClipboardData: '剪切板',
  getClipboardData: '剪切板',
  addPhoneCalendar: '日历（仅写入）权限',
  addPhoneRepeatCalendar: '日历（仅写入）权限',
  saveImageToPhotosAlbum: '相册（仅写入）权限',
  saveVideoToPhotosAlbum: '相册（仅写入）权限',
  getLocation: '位置信息',
  startLocationUpdate: '位置信息',
  chooseLocation: '位置信息',
  choosePoi: '位置信息',
  getFuzzyLocation: '位置信息',
  startRecord: '麦克风',
  getRecorderManager: '麦克风',
  createCameraContext: '摄像头',
  getUserProfile: '微信昵称、头像',
  chooseAddress: '地址',
  chooseInvoiceTitle: '发票信息',
  getWeRunData: '微信运动步数',
  chooseContact: '通讯录（仅选中）',
  addPhoneContact: '通讯录（仅写入）权限',
  openBluetoothAdapter: '蓝牙',
  startAccelerometer: '加速传感器',
  startCompass: '磁场传感器',
  startGyroscope: '方向传感器',
};

/** What each interface in use is used for. One that is called without a purpose here stops the words. */
const PURPOSES: Readonly<Record<string, string>> = {
  chooseMedia: '为诉求附上照片',
  chooseMessageFile: '系统管理员导入师生名册',
  setClipboardData: '复制查询码、文章链接、核对号码',
  addPhoneCalendar: '把四点对话的时间写入本人日历',
  saveImageToPhotosAlbum: '把本人预约的图片存到相册',
};

/** What people type about a person: the file of the page, the words beside the field, and what it is for. */
export const TYPED: readonly { kind: string; page: string; beside: string; purpose: string }[] = [
  { kind: '姓名', page: 'pages/bind/bind.wxml', beside: '姓名', purpose: '与师生名册核对身份' },
  { kind: '学号或工号', page: 'pages/bind/bind.wxml', beside: '学号 / 工号', purpose: '与师生名册核对身份' },
  {
    kind: '手机号码',
    page: 'pages/case-form/case-form.wxml',
    beside: '联系电话',
    purpose: '办理诉求时联系提出人，可不填',
  },
  {
    kind: '手机号码',
    page: 'packages/case/operator/operator.wxml',
    beside: '回电号码',
    purpose: '话务员登记来电时记录，可不填',
  },
  {
    kind: '发布内容',
    page: 'pages/case-form/case-form.wxml',
    beside: '详细情况',
    purpose: '受理、办理和答复诉求',
  },
];

/** The scripts and templates of the mini program, as one text. */
const sources = (): string => {
  const folder = join(root, 'miniprogram');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|wxml)$/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
};

export interface Declared {
  kind: string;
  by: string;
  purpose: string;
}

/**
 * Which private interfaces a text calls, and what for.
 *
 * @throws Error naming what is called without a purpose
 */
export function calledInterfaces(text: string): Declared[] {
  const called = Object.keys(PRIVATE_INTERFACES).filter((name) =>
    new RegExp(`\\bwx\\.${name}\\b`).test(text),
  );
  if (/<camera\b/.test(text)) throw new Error('<camera> 要在隐私保护指引里声明摄像头，请写明用途');
  if (/open-type="(?:getPhoneNumber|getRealtimePhoneNumber|chooseAvatar)"/.test(text))
    throw new Error('手机号和头像按钮要在隐私保护指引里声明，请写明用途');
  return called.map((name) => {
    const purpose = PURPOSES[name];
    if (!purpose) throw new Error(`wx.${name} 要在隐私保护指引里声明，请在 dev/privacy/words.ts 写明用途`);
    return { kind: PRIVATE_INTERFACES[name] ?? '', by: `wx.${name}`, purpose };
  });
}

/** The words of the privacy guide, from what the code calls and what its pages ask for. */
export function privacyWords({ name, contact }: { name: string; contact: string }): string {
  const typed = TYPED.map(({ kind, page, purpose }) => ({
    kind,
    by: page.split('/').at(-1) ?? page,
    purpose,
  }));
  const row = ({ kind, by, purpose }: Declared) => `| ${kind} | ${purpose} | ${by} |`;
  return [
    '公众平台 → 设置 → 服务内容声明 → 用户隐私保护指引，逐项填写：',
    '',
    '| 信息种类 | 用途 | 出处 |',
    '|---|---|---|',
    ...calledInterfaces(sources()).map(row),
    ...typed.map(row),
    '',
    `处理者：${name}`,
    `查阅、更正、删除与注销：在小程序“我的”里提出，或联系 ${contact}`,
    '保存期限：在校期间；离校后按学校档案规定保存（请按本校规定核定）',
    '存放地点：境内，学校自己的云开发环境',
    '不向第三方提供。短文本和图片连同微信用户标识交微信内容安全接口检查，不含姓名和学工号',
  ].join('\n');
}
