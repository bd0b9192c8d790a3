/** Puts a file of this phone into the album. @returns what became of it; a person who changes their mind is told nothing */
export function saveToAlbum(filePath: string): Promise<'saved' | 'forbidden' | 'cancelled' | 'failed'> {
  return new Promise((resolve) => {
    wx.saveImageToPhotosAlbum({
      filePath,
      success: () => resolve('saved'),
      fail: ({ errMsg }) => {
        if (/auth|authorize|permission/.test(errMsg)) resolve('forbidden');
        else resolve(errMsg.includes('cancel') ? 'cancelled' : 'failed');
      },
    });
  });
}
