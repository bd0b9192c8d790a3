import { settings } from '../settings';
import { type Call, Refusal, textOption, withCallbacks } from './call';

/**
 * Files of this phone: pictures taken, downloads, what the mini program wrote. Gone with a reload, as temporary files
 * may be; those that were saved are kept with the phone's storage and stay.
 */
const files = new Map<string, Blob>();
let counter = 0;

const savedPrefix = `phone-files/${settings.openid}/`;
for (const key of Object.keys(localStorage))
  if (key.startsWith(savedPrefix))
    files.set(key.slice(savedPrefix.length), content(localStorage.getItem(key) ?? '', 'base64'));

export const userDataPath = 'http://usr';

/** Keeps a file under a temporary name as WeChat's tools give one. */
export function keepFile(blob: Blob, extension: string): string {
  counter += 1;
  const path = `http://tmp/${Date.now()}-${counter}.${extension}`;
  files.set(path, blob);
  return path;
}

/** Keeps a file under the name that the mini program gives it. */
export function writeUserFile(path: string, blob: Blob): void {
  if (!path.startsWith(`${userDataPath}/`)) throw new Refusal(`permission denied, open "${path}"`, 1300013);
  files.set(path, blob);
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

/** In pieces: a call takes only so many arguments, and a photograph has more bytes. */
function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

async function read(path: string, encoding: unknown): Promise<unknown> {
  const buffer = await fileBlob(path).arrayBuffer();
  if (encoding === undefined) return buffer;
  if (encoding === 'base64') return base64Of(new Uint8Array(buffer));
  return new TextDecoder().decode(buffer);
}

function content(data: unknown, encoding: unknown): Blob {
  if (data instanceof ArrayBuffer) return new Blob([data]);
  if (encoding === 'base64') return new Blob([Uint8Array.from(atob(String(data)), (c) => c.charCodeAt(0))]);
  return new Blob([String(data)]);
}

/** Moves a temporary file to where it stays. @throws Refusal when the room for files is used up */
async function save(temporary: string): Promise<string> {
  const blob = fileBlob(temporary);
  counter += 1;
  const path = `http://store/${Date.now()}-${counter}${/\.\w+$/.exec(temporary)?.[0] ?? ''}`;
  if (settings.faults.has('storage-full'))
    throw new Refusal('the maximum size of the file storage limit is exceeded', 1300202);
  try {
    localStorage.setItem(savedPrefix + path, String(await read(temporary, 'base64')));
  } catch {
    throw new Refusal('the maximum size of the file storage limit is exceeded', 1300202);
  }
  files.set(path, blob);
  files.delete(temporary);
  return path;
}

function forget(path: string): void {
  files.delete(path);
  localStorage.removeItem(savedPrefix + path);
}

const calls: Record<string, Call> = {
  readFile: async (options) => ({ data: await read(textOption(options, 'filePath'), options.encoding) }),
  writeFile: (options) => {
    files.set(textOption(options, 'filePath'), content(options.data, options.encoding));
  },
  getFileInfo: (options) => ({ size: fileBlob(textOption(options, 'filePath')).size }),
  access: (options) => void fileBlob(textOption(options, 'path')),
  unlink: (options) => forget(textOption(options, 'filePath')),
  saveFile: async (options) => ({ savedFilePath: await save(textOption(options, 'tempFilePath')) }),
};

const manager = {
  ...Object.fromEntries(Object.entries(calls).map(([name, call]) => [name, withCallbacks(name, call)])),
  writeFileSync: (path: string, data: unknown, encoding?: unknown) => {
    files.set(path, content(data, encoding));
  },
  unlinkSync: (path: string) => forget(path),
  accessSync: (path: string) => void fileBlob(path),
};

export const getFileSystemManager = () => manager;
