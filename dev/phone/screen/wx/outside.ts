import { make } from '../element';
import { settings } from '../settings';
import { isInTap } from '../touch';
import { type Call, Refusal, textOption } from './call';
import { fileBlob, keepFile, writeUserFile } from './files';
import { allowedUrl, send } from './network';
import { needPrivacy } from './privacy';
import { ask, sheetButton } from './sheets';

/** The phone's own clipboard: the browser's may be forbidden to a page, and a test must be able to read it. */
let clipboard = '';

function report(kind: string, detail: Record<string, unknown>): void {
  window.parent.postMessage({ kind, ...detail }, location.origin);
  document.documentElement.dataset.last = JSON.stringify({ kind, ...detail });
}

/** An article of the official account as the workbench's WeChat has it. */
async function articleAt(url: string): Promise<{ title: string; content: string } | undefined> {
  const response = await fetch('/workbench/state');
  if (!response.ok) return undefined;
  const body: unknown = await response.json();
  const articles: unknown =
    typeof body === 'object' && body !== null && 'articles' in body ? body.articles : [];
  for (const article of Array.isArray(articles) ? articles : []) {
    if (typeof article !== 'object' || article === null || article.url !== url) continue;
    return { title: String(article.title), content: String(article.content) };
  }
  return undefined;
}

/** Shows an article over the mini program, as WeChat's own reader would; scripts do not run in it. */
async function openArticle(url: string): Promise<void> {
  const article = await articleAt(url);
  const close = make('button', { type: 'button', class: 'reader-close', 'aria-label': '关闭文章' }, ['×']);
  const layer = make('div', { class: 'reader', role: 'dialog', 'aria-label': '公众号文章' }, [
    make('header', {}, [close, make('span', {}, ['公众号文章'])]),
    make('h1', {}, [article?.title ?? '工作台没有这篇文章']),
    article
      ? make('iframe', {
          sandbox: '',
          title: article.title,
          srcdoc: `<meta charset="utf-8">${article.content}`,
        })
      : make('p', {}, [url]),
  ]);
  close.addEventListener('click', () => layer.remove());
  document.body.append(layer);
}

const needTap = (): void => {
  if (!isInTap()) throw new Refusal('can only be invoked by user TAP gesture.');
};

/** Whatever leaves the phone as a file is a download here. */
function handOut(path: string, kind: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(fileBlob(path));
  link.download = path.split('/').pop() ?? 'file';
  link.click();
  report(kind, { path });
}

export const outside: Record<string, Call> = {
  updateWeChatApp: () => report('update', {}),
  login: () => ({ code: `code-${settings.openid}-${Date.now()}` }),
  checkSession: () => undefined,
  setClipboardData: async (options) => {
    needPrivacy();
    clipboard = textOption(options, 'data');
    report('clipboard', { text: clipboard });
  },
  getClipboardData: () => {
    needPrivacy();
    return { data: clipboard };
  },
  makePhoneCall: async (options) => {
    const number = textOption(options, 'phoneNumber');
    const isConfirmed = await ask<boolean>((answer) =>
      make('div', { class: 'action-sheet', role: 'dialog', 'aria-label': '拨打电话' }, [
        sheetButton(`呼叫 ${number}`, () => answer(true)),
        sheetButton('取消', () => answer(false), { class: 'action-cancel' }),
      ]),
    );
    if (!isConfirmed) throw new Refusal('cancel');
    report('call', { number });
  },
  addPhoneCalendar: async (options) => {
    needPrivacy();
    const title = textOption(options, 'title');
    if (typeof options.startTime !== 'number')
      throw new Refusal('parameter error: parameter.startTime should be Number');
    const start = new Date(options.startTime * 1000).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai' });
    const isConfirmed = await ask<boolean>((answer) =>
      make('div', { class: 'bottom-sheet', role: 'dialog', 'aria-label': '添加日程' }, [
        make('h2', {}, ['添加到系统日历']),
        make('p', {}, [`${title} · ${start}`]),
        make('div', { class: 'choices' }, [
          sheetButton('取消', () => answer(false)),
          sheetButton('添加', () => answer(true)),
        ]),
      ]),
    );
    if (!isConfirmed) throw new Refusal('cancel');
    report('calendar', { title, startTime: options.startTime });
  },
  openOfficialAccountArticle: async (options) => {
    needTap();
    const url = textOption(options, 'url');
    if (!/^https?:\/\//.test(url)) throw new Refusal('invalid url');
    report('article', { url });
    await openArticle(url);
  },
  showShareMenu: () => undefined,
  hideShareMenu: () => undefined,
  updateShareMenu: () => undefined,
  requirePrivacyAuthorize: () => needPrivacy(),
  getPrivacySetting: () => ({
    needAuthorization: settings.faults.has('privacy-refused'),
    privacyContractName: '《四点对话小程序隐私保护指引》',
  }),
  openPrivacyContract: async () => {
    await ask<void>((answer) =>
      make('div', { class: 'bottom-sheet', role: 'dialog', 'aria-label': '隐私保护指引' }, [
        make('h2', {}, ['隐私保护指引']),
        make('p', {}, ['在微信里，这里是后台填写的隐私保护指引。']),
        make('div', { class: 'choices' }, [sheetButton('知道了', () => answer(undefined))]),
      ]),
    );
  },
  authorize: () => undefined,
  downloadFile: async (options) => {
    const target = allowedUrl('download', textOption(options, 'url'));
    const response = await send(target, {}, 60_000);
    // WeChat answers one of the two: where it was told to put the file, or where it has put it.
    if (options.filePath !== undefined) {
      const filePath = textOption(options, 'filePath');
      writeUserFile(filePath, await response.blob());
      return { statusCode: response.status, filePath };
    }
    const extension = /\.(\w+)(?:\?|$)/.exec(target)?.[1] ?? 'bin';
    return { statusCode: response.status, tempFilePath: keepFile(await response.blob(), extension) };
  },
  canvasToTempFilePath: async ({ canvas }) => {
    if (!(canvas instanceof HTMLCanvasElement)) throw new Refusal('parameter error: canvas');
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!blob) throw new Refusal('canvas is empty');
    return { tempFilePath: keepFile(blob, 'png') };
  },
  saveImageToPhotosAlbum: async (options) => {
    needPrivacy();
    const path = textOption(options, 'filePath');
    fileBlob(path);
    const isAllowed = await ask<boolean>((answer) =>
      make('div', { class: 'bottom-sheet', role: 'dialog', 'aria-label': '相册权限' }, [
        make('h2', {}, ['保存图片到相册']),
        make('div', { class: 'choices' }, [
          sheetButton('拒绝', () => answer(false)),
          sheetButton('允许', () => answer(true)),
        ]),
      ]),
    );
    if (!isAllowed) throw new Refusal('auth deny');
    handOut(path, 'album');
  },
  openDocument: (options) => handOut(textOption(options, 'filePath'), 'document'),
  shareFileMessage: (options) => handOut(textOption(options, 'filePath'), 'file'),
  saveFileToDisk: (options) => handOut(textOption(options, 'filePath'), 'file'),
  getRandomValues: (options) => {
    const length = Number(options.length);
    if (!Number.isInteger(length) || length < 1 || length > 1_048_576) throw new Refusal('invalid length');
    const bytes = new Uint8Array(length);
    // The browser fills at most 65,536 bytes at once.
    for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
    return { randomValues: bytes.buffer };
  },
};

type Listener = () => void;

export const outsideSync = {
  getUpdateManager: () => ({
    onCheckForUpdate: (listener: (result: { hasUpdate: boolean }) => void) =>
      setTimeout(() => listener({ hasUpdate: false }), 0),
    onUpdateReady: (_listener: Listener): void => undefined,
    onUpdateFailed: (_listener: Listener): void => undefined,
    applyUpdate: () => location.reload(),
  }),
  onNeedPrivacyAuthorization: (_listener: Listener): void => undefined,
  onUserCaptureScreen: (_listener: Listener): void => undefined,
  offUserCaptureScreen: (_listener: Listener): void => undefined,
  onKeyboardHeightChange: (_listener: Listener): void => undefined,
  offKeyboardHeightChange: (_listener: Listener): void => undefined,
};
