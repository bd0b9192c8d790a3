import {
  keepPicture,
  picturesStillThere,
  randomName,
  removePicture,
  uploadPicture,
  uploadPictures,
  uploadWithoutName,
} from '../../miniprogram/api/pictures';
import { CASE_LIMITS } from '../../miniprogram/shared/case';
import { installPhone, type PhoneDouble } from './phone';

interface Files {
  saveFile(call: {
    tempFilePath: string;
    success(saved: { savedFilePath: string }): void;
    fail(): void;
  }): void;
  access(call: { path: string; success(): void; fail(): void }): void;
  unlink(call: { filePath: string; fail(): void }): void;
  readFile(call: {
    filePath: string;
    encoding: string;
    success(read: { data: unknown }): void;
    fail(reason: Error): void;
  }): void;
}

let phone: PhoneDouble;
/** Every file that the phone has, by path; without room nothing more is kept. */
let there: Map<string, unknown>;
let hasRoom: boolean;
let compressions: unknown[];

beforeEach(() => {
  phone = installPhone();
  there = new Map();
  hasRoom = true;
  compressions = [];
  const files: Files = {
    saveFile({ tempFilePath, success, fail }) {
      if (!hasRoom) return fail();
      there.set(`kept/${tempFilePath}`, '');
      success({ savedFilePath: `kept/${tempFilePath}` });
    },
    access: ({ path, success, fail }) => (there.has(path) ? success() : fail()),
    unlink: ({ filePath, fail }) => void (there.delete(filePath) || fail()),
    readFile({ filePath, encoding, success, fail }) {
      if (!there.has(filePath) || encoding !== 'base64') return fail(new Error('no such file'));
      success({ data: there.get(filePath) });
    },
  };
  Object.assign(Reflect.get(globalThis, 'wx'), {
    getFileSystemManager: () => files,
    async compressImage(option: { src: string; compressedWidth?: number }) {
      compressions.push(option);
      return { tempFilePath: option.compressedWidth ? `${option.src}.narrow` : `${option.src}.small` };
    },
  });
});

test('a chosen picture is kept, or used as it was handed out where there is no room', async () => {
  expect(await keepPicture('a.jpg')).toBe('kept/a.jpg');
  hasRoom = false;
  expect(await keepPicture('b.jpg')).toBe('b.jpg');
});

test('what is still there is told in order, and what is gone left out', async () => {
  for (const path of ['one', 'three']) there.set(path, '');
  expect(await picturesStillThere(['three', 'two', 'one'])).toEqual(['three', 'one']);
  removePicture('one');
  removePicture('two');
  expect([...there.keys()]).toEqual(['three']);
});

test.each([
  ['a.PNG', 'png'],
  ['a.jpeg', 'jpeg'],
  ['a.jpg', 'jpg'],
  ['a.webp', 'webp'],
  ['a.gif', 'gif'],
  ['a.bmp', 'bmp'],
  ['a.jpg.exe', 'jpg'],
  ['a.png.exe', 'jpg'],
  ['a', 'jpg'],
])('%s goes up under a name that nobody can guess, ending in .%s', async (path, ending) => {
  let cloudPath = '';
  Object.assign(Reflect.get(globalThis, 'wx').cloud, {
    uploadFile: async (call: { cloudPath: string }) => {
      cloudPath = call.cloudPath;
      return { fileID: 'cloud://x' };
    },
  });
  expect(await uploadPicture({ path, size: 1 })).toBe('cloud://x');
  expect(cloudPath).toMatch(new RegExp(`^cases/[0-9a-f]{32}\\.${ending}$`));
});

test.each([
  [true, 'offline'],
  [false, 'storage_unavailable'],
])('a picture that does not go up, the phone offline: %p, is %s', async (isOffline, code) => {
  phone.isOffline = isOffline;
  phone.onUpload = () => {
    throw new Error('cut');
  };
  await expect(uploadPicture({ path: 'a.jpg', size: 1 })).rejects.toMatchObject({ code });
});

test('names are 32 hex digits, each another', async () => {
  const names = await Promise.all(Array.from({ length: 20 }, randomName));
  expect(names.every((name) => /^[0-9a-f]{32}$/.test(name))).toBe(true);
  expect(new Set(names).size).toBe(20);
});

test('what is up already is not uploaded again', async () => {
  const uploaded = new Map([['one.jpg', 'cloud://one']]);
  const pictures = ['one.jpg', 'two.jpg'].map((path) => ({ path, size: 1 }));
  const ids = await uploadPictures(pictures, uploaded, async ({ path }) => `cloud://new/${path}`);
  expect(ids).toEqual(['cloud://one', 'cloud://new/two.jpg']);
  expect(uploaded.get('two.jpg')).toBe('cloud://new/two.jpg');
  phone.uploads.length = 0;
  await uploadPictures([{ path: 'three.jpg', size: 1 }], uploaded);
  expect(phone.uploads).toEqual(['three.jpg']);
});

describe('a picture of an anonymous item', () => {
  const most = CASE_LIMITS.pictureBase64Max;
  beforeEach(() => {
    phone.answer = () => ({ ok: true, data: { fileId: 'cloud://nameless' }, now: Date.now() });
  });
  const upload = () => uploadWithoutName({ path: 'a.jpg', size: 1 });
  /** The picture as the function gets it, in one call or in pieces. */
  const sentText = () => {
    const pieces = phone.sent.map(({ data }) => Object(data).piece?.text);
    const data = pieces[0] === undefined ? phone.sent[0]?.data : JSON.parse(pieces.join(''));
    return Object(data?.input).base64;
  };

  test('goes through the function, compressed', async () => {
    there.set('a.jpg.small', 'x'.repeat(most));
    expect(await upload()).toBe('cloud://nameless');
    expect(sentText()).toHaveLength(most);
    expect(compressions).toEqual([{ src: 'a.jpg', quality: 60 }]);
    expect(phone.uploads).toEqual([]);
  });

  test('is made narrower where it is too large for one call', async () => {
    there.set('a.jpg.small', 'x'.repeat(most + 1));
    there.set('a.jpg.narrow', 'narrow');
    await upload();
    expect(sentText()).toBe('narrow');
    expect(compressions[1]).toEqual({ src: 'a.jpg', quality: 60, compressedWidth: 1280 });
  });

  test('is refused where it cannot be read at all', async () => {
    await expect(upload()).rejects.toMatchObject({ code: 'picture_refused' });
    expect(phone.sent).toEqual([]);
  });

  test.each([
    ['still is too large', 'x'.repeat(most + 1)],
    ['cannot be read', undefined],
    ['is no text', new ArrayBuffer(3)],
  ])('is refused where it %s', async (_label, narrow) => {
    there.set('a.jpg.small', 'x'.repeat(most + 1));
    if (narrow !== undefined) there.set('a.jpg.narrow', narrow);
    await expect(upload()).rejects.toMatchObject({ code: 'picture_refused' });
    expect(phone.sent).toEqual([]);
  });
});
