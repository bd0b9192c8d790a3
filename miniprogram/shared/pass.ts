// Passes (匿名凭条): the right to file one anonymous item, held by a member of the college and known of nobody.

/** The month before, as 2026-11. */
export function monthBefore(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`;
}

/** The symbols of a receipt code: Crockford's base 32, without I, L, O and U. */
export const RECEIPT_SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const RECEIPT_LENGTH = 20;

/** What the letterbox answers, with the sentence for the person. */
export const LETTER_ANSWERS = {
  kept: '已收到。最多十分钟后可以用查询码查看编号和进展。',
  again: '匿名信箱正忙，稍后会自动再送一次。',
  spent: '这张匿名凭条已经用过，请回到表单再提交一次。',
  month_unknown: '这张匿名凭条已失效，请回到表单再提交一次。',
  signature_invalid: '匿名凭条没有通过核对，请回到表单再提交一次。',
  words_refused: '有的词语不能提交，请改一改再试。',
  unheard: '所选渠道目前没有可受理的人。请改选另一个渠道，内容还在。',
  malformed: '有几项需要改一下，改好后再提交。',
} as const;
export type LetterAnswer = keyof typeof LETTER_ANSWERS;

export const isLetterAnswer = (value: unknown): value is LetterAnswer =>
  typeof value === 'string' && Object.keys(LETTER_ANSWERS).includes(value);
