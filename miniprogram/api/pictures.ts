import { CASE_LIMITS } from '../shared/case';
import type { ChosenPicture } from '../shared/picture';
import { CallError } from './call-error';
import { command } from './client';
import { isOffline } from './network';
import type { OnPart } from './pieces';

/**
 * Keeps a chosen picture until it is sent: what WeChat hands out is gone when the app is closed. Without room on the
 * phone the picture as handed out serves, as long as the app lives.
 */
export const keepPicture = (path: string): Promise<string> =>
  new Promise((resolve) => {
    wx.getFileSystemManager().saveFile({
      tempFilePath: path,
      success: ({ savedFilePath }) => resolve(savedFilePath),
      fail: () => resolve(path),
    });
  });

/** Which of these pictures are still on the phone: one that could not be kept is gone with the app. */
export async function picturesStillThere(paths: readonly string[]): Promise<string[]> {
  const there = await Promise.all(
    paths.map(
      (path) =>
        new Promise<boolean>((resolve) => {
          wx.getFileSystemManager().access({
            path,
            success: () => resolve(true),
            fail: () => resolve(false),
          });
        }),
    ),
  );
  return paths.filter((_path, index) => there[index]);
}

/** Gives back the room of a picture that was kept. One that is gone already is fine. */
export function removePicture(path: string): void {
  wx.getFileSystemManager().unlink({ filePath: path, fail: () => undefined });
}

/**
 * Uploads one picture for a case that knows its asker.
 *
 * @returns its cloud:// id
 * @throws CallError offline, storage_unavailable
 */
export async function uploadPicture(picture: ChosenPicture): Promise<string> {
  const ending = /\.(jpe?g|png|webp|gif|bmp)$/i.exec(picture.path)?.[0] ?? '.jpg';
  const cloudPath = `cases/${await randomName()}${ending.toLowerCase()}`;
  try {
    return (await wx.cloud.uploadFile({ cloudPath, filePath: picture.path })).fileID;
  } catch (cause) {
    throw new CallError((await isOffline()) ? 'offline' : 'storage_unavailable', { cause });
  }
}

/**
 * Uploads pictures one after the other; what `uploaded` (path → id) knows already is not uploaded again, so that trying
 * again gives the same command.
 *
 * @throws CallError as above
 */
export async function uploadPictures(
  pictures: readonly ChosenPicture[],
  uploaded: Map<string, string>,
  upload: (picture: ChosenPicture) => Promise<string> = uploadPicture,
): Promise<string[]> {
  const ids: string[] = [];
  for (const picture of pictures) {
    const id = uploaded.get(picture.path) ?? (await upload(picture));
    uploaded.set(picture.path, id);
    ids.push(id);
  }
  return ids;
}

/** A picture that is still too large for one call after compressing is made so wide, in pixels. */
const NARROW = 1280;

/**
 * Takes one picture of an anonymous item through the function, so that storage records no uploader.
 *
 * @throws CallError picture_refused where the phone cannot read it or make it small enough
 */
export async function uploadWithoutName(picture: ChosenPicture, onPart?: OnPart): Promise<string> {
  let base64: string;
  try {
    base64 = await compressed({ src: picture.path, quality: 60 });
    if (base64.length > CASE_LIMITS.pictureBase64Max)
      base64 = await compressed({ src: picture.path, quality: 60, compressedWidth: NARROW });
  } catch (cause) {
    throw new CallError('picture_refused', { cause });
  }
  if (base64.length > CASE_LIMITS.pictureBase64Max) throw new CallError('picture_refused', {});
  const { fileId } = await command('case.uploadPicture', { base64 }, undefined, onPart);
  return fileId;
}

const compressed = async (option: WechatMiniprogram.CompressImageOption): Promise<string> =>
  readBase64((await wx.compressImage(option)).tempFilePath);

const readBase64 = (filePath: string): Promise<string> =>
  new Promise((resolve, reject) => {
    wx.getFileSystemManager().readFile({
      filePath,
      encoding: 'base64',
      success: ({ data }) => (typeof data === 'string' ? resolve(data) : reject(new Error('no text'))),
      fail: reject,
    });
  });

/**
 * 32 hex digits that nobody has used. WeChat on a computer has no unpredictable bytes; there the name is only unique:
 * stored files are closed by rule, so a name that could be guessed opens nothing.
 */
export async function randomName(): Promise<string> {
  if (typeof wx.getRandomValues !== 'function') return uniqueName();
  const { randomValues } = await wx.getRandomValues({ length: 16 });
  return Array.from(new Uint8Array(randomValues), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const uniqueName = (): string =>
  [Date.now(), ...Array.from({ length: 3 }, () => Math.floor(Math.random() * 0x1_0000_0000))]
    .map((part) => part.toString(16).padStart(8, '0').slice(-8))
    .join('');
