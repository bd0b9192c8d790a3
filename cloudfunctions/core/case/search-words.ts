/// <reference lib="es2022.intl" />
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
/** Words that stand in every complaint and say nothing about it. */
const EMPTY = new Set(
  '的 了 是 在 和 有 我 我们 你 你们 不 没 没有 很 太 都 也 就 还 请 请问 希望 学校 老师 同学 一个 这个 那个 怎么 为什么 可以 能 能否 能不能 吗 呢 吧 啊 与 及 对 把 被 让 给 到 从 上 下 个 早上 晚上 今天 昨天 每天 现在 以后 以前 时候 一直 老是 总是 尽快 问题'.split(
    ' ',
  ),
);

/** Words of a text, Chinese ones cut by Intl.Segmenter; whatever is no word or says nothing is left out. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(text.normalize('NFKC').toLowerCase()))
    if (isWordLike && !EMPTY.has(segment)) words.push(segment);
  return words;
}

/** A word of three characters and more is also found by each two that stand side by side in it: 热水器 by 热水. */
function partsOf(word: string): string[] {
  const letters = Array.from(word);
  if (letters.length < 3 || /^[a-z0-9]+$/.test(word)) return [word];
  return [word, ...letters.slice(1).map((letter, at) => `${letters[at]}${letter}`)];
}

/** Under which words a text is filed, the first ones first. */
export const filedUnder = (text: string, most: number): string[] =>
  [...new Set(wordsOf(text).flatMap(partsOf))].slice(0, most);
