import { CallError } from './call-error';
import { ask } from './client';
import type { Input, RedactionFinding } from './dto';

/**
 * Gives a command whose words everybody will read. What may tell of somebody is shown first, and stays only when whoever
 * releases the words says so; then the command is given again with what was kept.
 *
 * @throws CallError as the command's; `redaction_open` when the person would rather change the words
 */
export async function giveAfterLook<T>(
  words: Input<'hall.wordFindings'>,
  give: (kept: string[]) => Promise<T>,
): Promise<T> {
  try {
    return await give([]);
  } catch (error) {
    if (!(error instanceof CallError) || error.code !== 'redaction_open') throw error;
    const { findings } = (await ask('hall.wordFindings', words)).data;
    if (findings.length === 0 || !(await isKept(findings))) throw error;
    return give(findings.map(({ id }) => id));
  }
}

function isKept(findings: readonly RedactionFinding[]): Promise<boolean> {
  const found = [...new Set(findings.map(({ text }) => text))].join('、');
  return new Promise((resolve) => {
    wx.showModal({
      title: '疑似姓名或号码',
      content: `${found}。公开后所有人都能看到。`,
      confirmText: '保留公开',
      cancelText: '返回修改',
      success: ({ confirm }) => resolve(confirm),
      fail: () => resolve(false),
    });
  });
}
