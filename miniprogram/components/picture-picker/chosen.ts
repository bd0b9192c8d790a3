import type { ChosenPicture } from '../../shared/picture';

/** What came of opening the album or the camera; `refused`: the person or the system did not let us. */
export interface Choosing {
  pictures: ChosenPicture[];
  isRefused: boolean;
}

/** Opens the album or the camera. Cancelling chooses nothing. */
export async function choosePictures(most: number): Promise<Choosing> {
  try {
    const { tempFiles } = await wx.chooseMedia({
      count: most,
      mediaType: ['image'],
      sizeType: ['compressed'],
      sourceType: ['album', 'camera'],
    });
    const pictures = tempFiles.map(({ tempFilePath, size }) => ({ path: tempFilePath, size }));
    return { pictures, isRefused: false };
  } catch (error) {
    if (says(error, /cancel/)) return { pictures: [], isRefused: false };
    if (says(error, refusal)) return { pictures: [], isRefused: true };
    throw error;
  }
}

/** The privacy guide was not agreed to or does not name this, or the system keeps WeChat out of the album. */
const refusal = /privacy|auth|permission|denied/i;

const says = (error: unknown, words: RegExp) =>
  typeof error === 'object' && error !== null && 'errMsg' in error && words.test(String(error.errMsg));
