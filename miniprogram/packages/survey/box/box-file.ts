import { ask } from '../../../api/client';
import { isComputer } from '../../../view/computer';

/** A sealed box as text. It comes in parts; joined they are the file, byte for byte. Tells after each how many of how many. */
export async function fetchBox(
  wanted: { survey: string; version?: number },
  tell: (part: number, parts: number) => void,
): Promise<{ fileName: string; text: string }> {
  const texts: string[] = [];
  let fileName = '';
  for (let part = 0, parts = 1, from = 0; part < parts; ) {
    const { data } = await ask('survey.sealedBox', { ...wanted, part, from });
    parts = data.parts;
    texts.push(data.text);
    fileName = data.fileName;
    from = data.next ?? 0;
    if (data.next !== null) continue;
    part += 1;
    tell(part, parts);
  }
  return { fileName, text: texts.join('') };
}

/** Keeps a file on this phone and answers where. */
export function keepFile(fileName: string, text: string): string {
  const path = `${wx.env.USER_DATA_PATH}/${fileName}`;
  wx.getFileSystemManager().writeFileSync(path, text, 'utf8');
  return path;
}

/**
 * To a computer: WeChat there writes to the disk, a phone hands it to a chat. Tells in a sentence when it did not work:
 * some phones are said to refuse files of our own folder, and there the computer is the way that remains.
 */
export function handOut(path: string, fileName: string, onTrouble: (problem: string) => void): void {
  const onComputer = isComputer();
  const problem = onComputer ? '保存失败，请重试' : '转发失败，请在电脑版微信打开本页保存';
  const fail = ({ errMsg }: { errMsg: string }) => {
    if (!/cancel/.test(errMsg)) onTrouble(problem);
  };
  if (onComputer) wx.saveFileToDisk({ filePath: path, fail });
  else wx.shareFileMessage({ filePath: path, fileName, fail });
}
