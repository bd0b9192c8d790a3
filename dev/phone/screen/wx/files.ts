import { type Call, Refusal, textOption, withCallbacks } from './call';

/** Files of this phone: pictures taken, downloads, what the mini program wrote. Gone with a reload, as temporary files may be. */
const files = new Map<string, Blob>();
let counter = 0;

export const userDataPath = 'http://usr';

/** Keeps a file under a temporary name as WeChat's tools give one. */
export function keepFile(blob: Blob, extension: string): string {
  counter += 1;
  const path = `http://tmp/${Date.now()}-${counter}.${extension}`;
  files.set(path, blob);
  return path;
}

/** @throws Refusal when the phone has no such file */
export function fileBlob(path: string): Blob {
  const blob = files.get(path);
  if (!blob) throw new Refusal(`no such file or directory "${path}"`, 1300002);
  return blob;
}

const addresses = new Map<string, string>();

/** An address the browser can show: the phone's own files by object address, packaged files by theirs. */
export function showable(path: string): string {
  const blob = files.get(path);
  if (blob) {
    const known = addresses.get(path) ?? URL.createObjectURL(blob);
    addresses.set(path, known);
    return known;
  }
  return path;
}

async function read(path: string, encoding: unknown): Promise<unknown> {
  const buffer = await fileBlob(path).arrayBuffer();
  if (encoding === undefined) return buffer;
  if (encoding === 'base64') return btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return new TextDecoder().decode(buffer);
}

function content(data: unknown, encoding: unknown): Blob {
  if (data instanceof ArrayBuffer) return new Blob([data]);
  if (encoding === 'base64') return new Blob([Uint8Array.from(atob(String(data)), (c) => c.charCodeAt(0))]);
  return new Blob([String(data)]);
}

const calls: Record<string, Call> = {
  readFile: async (options) => ({ data: await read(textOption(options, 'filePath'), options.encoding) }),
  writeFile: (options) => {
    files.set(textOption(options, 'filePath'), content(options.data, options.encoding));
  },
  getFileInfo: (options) => ({ size: fileBlob(textOption(options, 'filePath')).size }),
  access: (options) => void fileBlob(textOption(options, 'path')),
  unlink: (options) => void files.delete(textOption(options, 'filePath')),
  saveFile: (options) => ({ savedFilePath: textOption(options, 'tempFilePath') }),
};

const manager = {
  ...Object.fromEntries(Object.entries(calls).map(([name, call]) => [name, withCallbacks(name, call)])),
  writeFileSync: (path: string, data: unknown, encoding?: unknown) => {
    files.set(path, content(data, encoding));
  },
  unlinkSync: (path: string) => void files.delete(path),
  accessSync: (path: string) => void fileBlob(path),
};

export const getFileSystemManager = () => manager;
