import { command } from './client';

/** A picture the person has chosen, still on the phone. */
export interface ChosenPicture {
  path: string;
  size: number;
}

/** Opens the album or the camera. Cancelling chooses nothing. */
export async function choosePictures(most: number): Promise<ChosenPicture[]> {
  try {
    const { tempFiles } = await wx.chooseMedia({
      count: most,
      mediaType: ['image'],
      sizeType: ['compressed'],
      sourceType: ['album', 'camera'],
    });
    return tempFiles.map(({ tempFilePath, size }) => ({ path: tempFilePath, size }));
  } catch (error) {
    if (isCancel(error)) return [];
    throw error;
  }
}

const isCancel = (error: unknown) =>
  typeof error === 'object' && error !== null && 'errMsg' in error && /cancel/.test(String(error.errMsg));

/** Uploads one picture for a case that knows its asker. @returns its cloud:// id */
export async function uploadPicture(picture: ChosenPicture): Promise<string> {
  const ending = /\.(jpe?g|png|webp|gif|bmp)$/i.exec(picture.path)?.[0] ?? '.jpg';
  const { fileID } = await wx.cloud.uploadFile({
    cloudPath: `cases/${await randomName()}${ending.toLowerCase()}`,
    filePath: picture.path,
  });
  return fileID;
}

/** Takes one picture of an anonymous item through the function, so that storage records no uploader. */
export async function uploadWithoutName(picture: ChosenPicture): Promise<string> {
  const { tempFilePath } = await wx.compressImage({ src: picture.path, quality: 60 });
  const base64 = await readBase64(tempFilePath);
  const { fileId } = await command('case.uploadPicture', { base64 });
  return fileId;
}

const readBase64 = (filePath: string): Promise<string> =>
  new Promise((resolve, reject) => {
    wx.getFileSystemManager().readFile({
      filePath,
      encoding: 'base64',
      success: ({ data }) => (typeof data === 'string' ? resolve(data) : reject(new Error('no text'))),
      fail: reject,
    });
  });

/** 32 hex digits that nobody can guess. */
export async function randomName(): Promise<string> {
  const { randomValues } = await wx.getRandomValues({ length: 16 });
  return Array.from(new Uint8Array(randomValues), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
