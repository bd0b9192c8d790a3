import type { ChosenPicture } from '../../shared/picture';

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
