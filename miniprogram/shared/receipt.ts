// What a phone says of its own ballots once the box is sealed: whether they are in it, never what is in them.

/** 第 3、7 题 */
export const questionsInWords = (slots: readonly number[], late: readonly number[]): string =>
  `第 ${late.map((slot) => slots.indexOf(slot) + 1).join('、')} 题`;

/** Ballots that did not get there before the close. */
export const lateInWords = (slots: readonly number[], late: readonly number[]): string =>
  `${questionsInWords(slots, late)}的票截止前没有送到，没有计入。`;

export const FORGOTTEN = '凭证已经从这部手机上删掉。从现在起，连它也不知道你当时怎么评的。';
