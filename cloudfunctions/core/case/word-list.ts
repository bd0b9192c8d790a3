/// <reference lib="es2022.intl" />

/**
 * Words that make a person look at a text before it goes on. A text that names a thing is not that thing: whoever
 * reports a crime must name it, so none of these ever refuses anything (docs/decisions.md). Known askers' texts are
 * compared beside WeChat's check; anonymous ones with this list alone (docs/platform.md, Content checks).
 */
const SUSPECTED = [
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
] as const;

/** Words that say nothing but abuse. Quoted in a complaint they are what it is about. */
const ABUSE = ['傻逼', '操你妈', '去死吧'] as const;

/** A text that says less than this beside its abuse says nothing else. In characters. */
const SAYS_SOMETHING = 8;

export interface WordFindings {
  /** Nothing but abuse: the one thing that is refused. */
  isAbuse: boolean;
  /** What a person looks at first, as the list spells it. */
  suspected: string[];
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** The text as it is compared: without blanks and marks that are put between letters to hide a word. */
const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/**
 * What the list finds in a text, also where blanks or marks are put between the characters of a word. A word counts only
 * between the borders of words, so that 现代考核 holds no 代考.
 */
export function findWords(text: string): WordFindings {
  const compared = bare(text);
  const listed = [...SUSPECTED, ...ABUSE].filter((word) => compared.includes(word));
  if (listed.length === 0) return { isAbuse: false, suspected: [] };
  const borders = bordersOf(compared);
  const found = listed.filter((word) => standsBetween(compared, word, borders));
  const abuse = ABUSE.filter((word) => found.some((listedWord) => listedWord === word));
  const rest = abuse.reduce((left, word) => left.split(word).join(''), compared);
  return { isAbuse: abuse.length > 0 && rest.length < SAYS_SOMETHING, suspected: found };
}

function bordersOf(compared: string): ReadonlySet<number> {
  const starts = Array.from(segmenter.segment(compared), ({ index }) => index);
  return new Set([...starts, compared.length]);
}

function standsBetween(compared: string, word: string, borders: ReadonlySet<number>): boolean {
  for (let at = compared.indexOf(word); at !== -1; at = compared.indexOf(word, at + 1))
    if (borders.has(at) && borders.has(at + word.length)) return true;
  return false;
}
