import { isComputer } from './computer';

/**
 * Opens a file that came in an answer, under its own name, with the menu that passes it on. A computer has no viewer of
 * its own inside WeChat that could do that: there it goes to the disk.
 *
 * @param fail is told a sentence when it cannot be opened
 */
export function openFile(
  { fileName, base64 }: { fileName: string; base64: string },
  fileType: 'docx' | 'xlsx',
  fail: (sentence: string) => void,
): void {
  const filePath = `${wx.env.USER_DATA_PATH}/${fileName}`;
  wx.getFileSystemManager().writeFileSync(filePath, base64, 'base64');
  const refused = ({ errMsg }: { errMsg: string }) => {
    if (!/cancel/.test(errMsg)) fail('打开失败，请重试。');
  };
  if (isComputer()) wx.saveFileToDisk({ filePath, fail: refused });
  else wx.openDocument({ filePath, fileType, showMenu: true, fail: refused });
}
