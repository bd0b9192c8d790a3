/**
 * Words that no text of ours may carry: the local check for anonymous items, whose authors must not be told to WeChat
 * (docs/platform.md, Content checks). It catches the crude cases only; everything anonymous is read by the office
 * before anyone else.
 */
const REFUSED = [
  '法轮功',
  '代写论文',
  '代考',
  '刷单兼职',
  '裸聊',
  '援交',
  '网络赌博',
  '赌球',
  '六合彩',
  '办假证',
  '枪支出售',
  '出售枪支',
  '冰毒',
  '买卖毒品',
  '傻逼',
  '操你妈',
  '去死吧',
] as const;

/** The text as it is compared: without blanks and marks that are put between letters to hide a word. */
const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** Does the text hold a refused word, also where blanks or marks are put between its characters? */
export function hasRefusedWord(text: string): boolean {
  const compared = bare(text);
  return REFUSED.some((word) => compared.includes(word));
}
