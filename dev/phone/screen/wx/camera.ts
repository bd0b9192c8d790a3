import { make } from '../element';
import { codesAround, readCode } from '../screen-codes';
import { type Call, numberOption, Refusal, textOption } from './call';
import { fileBlob, keepFile, showable } from './files';
import { needPrivacy } from './privacy';
import { ask, sheetButton } from './sheets';

async function codeInFile(file: Blob): Promise<string | null> {
  const bitmap = await createImageBitmap(file);
  return readCode(bitmap, bitmap.width, bitmap.height);
}

function chooseFile(attributes: Record<string, string>): HTMLInputElement {
  const field = document.createElement('input');
  field.type = 'file';
  for (const [name, value] of Object.entries(attributes)) field.setAttribute(name, value);
  return field;
}

async function pickCode(): Promise<string> {
  const codes = await codesAround();
  const found = await ask<string | null>((answer) => {
    const field = document.createElement('input');
    field.type = 'text';
    field.placeholder = '二维码内容';
    field.setAttribute('aria-label', '二维码内容');
    const note = make('p', { role: 'status' });
    const picture = chooseFile({ accept: 'image/*', 'aria-label': '二维码图片' });
    picture.addEventListener('change', async () => {
      const file = picture.files?.[0];
      const code = file ? await codeInFile(file) : null;
      if (code === null) note.textContent = '图片里没有二维码';
      else answer(code);
    });
    return make('div', { class: 'bottom-sheet', role: 'dialog', 'aria-label': '扫一扫' }, [
      make('h2', {}, ['扫一扫']),
      ...codes.map((code) => sheetButton(code, () => answer(code), { class: 'item' })),
      field,
      picture,
      note,
      make('div', { class: 'choices' }, [
        sheetButton('取消', () => answer(null)),
        sheetButton('识别', () => {
          if (field.value) answer(field.value);
        }),
      ]),
    ]);
  });
  if (found === null) throw new Refusal('cancel');
  return found;
}

const extensionOf = (type: string) => (type === 'image/png' ? 'png' : type === 'image/webp' ? 'webp' : 'jpg');

/** A plain drawn picture, for who has none at hand: a test, or somebody trying things out. */
async function samplePicture(): Promise<File> {
  const canvas = document.createElement('canvas');
  canvas.width = 640;
  canvas.height = 480;
  const context = canvas.getContext('2d');
  if (!context) throw new Refusal('no canvas');
  context.fillStyle = '#7a9cc6';
  context.fillRect(0, 0, 640, 480);
  context.fillStyle = '#f4f1de';
  context.fillRect(60, 240, 520, 180);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.8));
  if (!blob) throw new Refusal('no picture');
  return new File([blob], 'sample.jpg', { type: 'image/jpeg' });
}

/** Asks for files of the machine that the phone runs on; `sample` makes one up. */
async function pickFiles(
  title: string,
  accept: string,
  count: number,
  sample?: { title: string; make: () => Promise<File> },
): Promise<File[]> {
  needPrivacy();
  const files = await ask<File[] | null>((answer) => {
    const field = chooseFile({ accept, 'aria-label': title });
    field.multiple = count > 1;
    field.addEventListener('change', () => answer([...(field.files ?? [])].slice(0, count)));
    return make('div', { class: 'bottom-sheet', role: 'dialog', 'aria-label': title }, [
      make('h2', {}, [title]),
      field,
      make('div', { class: 'choices' }, [
        sheetButton('取消', () => answer(null)),
        ...(sample
          ? [sheetButton(sample.title, () => void sample.make().then((file) => answer([file])))]
          : []),
      ]),
    ]);
  });
  if (!files || files.length === 0) throw new Refusal('cancel');
  return files;
}

const pickPictures = (count: number): Promise<File[]> =>
  pickFiles('选择照片', 'image/*', count, { title: '拍一张样片', make: samplePicture });

const kept = (files: File[]) =>
  files.map((file) => ({
    tempFilePath: keepFile(file, extensionOf(file.type)),
    size: file.size,
    fileType: 'image',
  }));

/** A mini program code is told by its page, any other code by its text. */
function scanned(text: string): Record<string, unknown> {
  const query = /^https:\/\/mp\.weixin\.qq\.com\/a\/local\?(.*)$/.exec(text)?.[1];
  const common = { charSet: 'utf-8', rawData: btoa(String.fromCharCode(...new TextEncoder().encode(text))) };
  if (query === undefined) return { ...common, result: text, scanType: 'QR_CODE' };
  const fields = new URLSearchParams(query);
  const path = `${fields.get('page') ?? ''}?scene=${encodeURIComponent(fields.get('scene') ?? '')}`;
  return { ...common, result: '', scanType: 'WX_CODE', path };
}

export const camera: Record<string, Call> = {
  scanCode: async () => scanned(await pickCode()),
  chooseMedia: async (options) => ({
    tempFiles: kept(await pickPictures(numberOption(options, 'count', 9))),
    type: 'image',
  }),
  chooseImage: async (options) => {
    const tempFiles = kept(await pickPictures(numberOption(options, 'count', 9)));
    return { tempFilePaths: tempFiles.map((file) => file.tempFilePath), tempFiles };
  },
  chooseMessageFile: async (options) => {
    const extensions = Array.isArray(options.extension) ? options.extension : [];
    const accept = extensions.map((extension) => `.${String(extension)}`).join(',');
    const files = await pickFiles('选择聊天文件', accept, numberOption(options, 'count', 1));
    return {
      tempFiles: files.map((file) => ({
        name: file.name,
        path: keepFile(file, file.name.split('.').pop() ?? 'bin'),
        size: file.size,
        time: Math.floor(file.lastModified / 1000),
        type: 'file',
      })),
    };
  },
  compressImage: async (options) => {
    const bitmap = await createImageBitmap(fileBlob(textOption(options, 'src')));
    const width = numberOption(options, 'compressedWidth', bitmap.width);
    const height = numberOption(
      options,
      'compressedHeight',
      Math.round((bitmap.height * width) / bitmap.width),
    );
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, width, height);
    const blob = await canvas.convertToBlob({
      type: 'image/jpeg',
      quality: numberOption(options, 'quality', 80) / 100,
    });
    return { tempFilePath: keepFile(blob, 'jpg') };
  },
  getImageInfo: async (options) => {
    const path = textOption(options, 'src');
    const blob = fileBlob(path);
    const { width, height } = await createImageBitmap(blob);
    return { width, height, path, orientation: 'up', type: extensionOf(blob.type) };
  },
  previewImage: (options) => {
    const urls = Array.isArray(options.urls) ? options.urls.map(String) : [];
    showPicture(String(options.current ?? urls[0] ?? ''));
  },
  previewMedia: (options) => {
    const sources = Array.isArray(options.sources) ? options.sources : [];
    const source: unknown = sources[numberOption(options, 'current', 0)];
    showPicture(typeof source === 'object' && source !== null && 'url' in source ? String(source.url) : '');
  },
  saveImageToPhotosAlbum: (options) => {
    needPrivacy();
    fileBlob(textOption(options, 'filePath'));
  },
  canvasToTempFilePath: async (options) => {
    const { canvas } = options;
    if (!(canvas instanceof HTMLCanvasElement)) throw new Refusal('canvas is empty');
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
    if (!blob) throw new Refusal('canvas is empty');
    return { tempFilePath: keepFile(blob, 'png') };
  },
};

function showPicture(path: string): void {
  const layer = make('div', { class: 'preview-layer', role: 'dialog', 'aria-label': '图片预览' }, [
    make('img', { src: showable(path), alt: '' }),
  ]);
  layer.addEventListener('click', () => layer.remove());
  document.body.append(layer);
}
