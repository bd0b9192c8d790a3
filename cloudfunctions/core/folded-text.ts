// How people write names and numbers: in full width, in digits of another script, with an accent or without, with blanks
// or dots between the characters, and some with what does not show at all. What is looked for is looked for in one
// writing; every place in it points back at the text as it was written, which stays as it is, emoji included.

/** A text in another writing. Its unit n was made of the units `from[n]` to `to[n]` of the text as it was written. */
export interface Rewritten {
  readonly text: string;
  readonly from: readonly number[];
  readonly to: readonly number[];
}

const DASH = /[\u2010-\u2015\u2043\u2212]/;
const DOT = /[•・‧∙⋅]/;
const UNSHOWN = /[\p{M}\p{Default_Ignorable_Code_Point}]/gu;
const DIGIT = /^\p{Nd}$/u;
// Radicals that look like a whole character and that Unicode does not decompose: text copied from a PDF is full of them
// (EquivalentUnifiedIdeograph of the Unicode Character Database).
const RADICALS =
  '⺊卜⺎兀⺒巳⺓幺⺠民⺩王⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻲亀';
const WHOLE: ReadonlyMap<string, string> = new Map(
  Array.from(RADICALS.matchAll(/(.)(.)/gu), ([, radical = '', whole = '']) => [radical, whole] as const),
);

/** What each code point is written as; few differ in a text, and each is worked out once. */
const known = new Map<string, string>();
const KNOWN_MAX = 5000;

function foldedSign(sign: string): string {
  const code = sign.charCodeAt(0);
  if (code < 0x80 || (code >= 0x4e00 && code <= 0x9fff)) return sign;
  const earlier = known.get(sign);
  if (earlier !== undefined) return earlier;
  const plain = Array.from(sign.normalize('NFKD').replace(UNSHOWN, '').normalize('NFC'), plainSign).join('');
  if (known.size < KNOWN_MAX) known.set(sign, plain);
  return plain;
}

function plainSign(sign: string): string {
  if (DASH.test(sign)) return '-';
  if (DOT.test(sign)) return '·';
  return DIGIT.test(sign) ? `${digitOf(sign)}` : (WHOLE.get(sign) ?? sign);
}

/** Digits of every script stand ten in a row, from nought to nine (Unicode Standard, 4.6). */
function digitOf(sign: string): number {
  const code = sign.codePointAt(0) ?? 0;
  let before = 0;
  while (DIGIT.test(String.fromCodePoint(code - before - 1))) before++;
  return before % 10;
}

/**
 * The text with every sign in its plain form (NFKC, sign by sign), digits of every script as 0 to 9, one sort of dash and
 * of dot, and without accents, joiners, variation selectors and whatever else does not show by itself.
 */
export function folded(text: string): Rewritten {
  const made = rewriting();
  let index = 0;
  for (const sign of text) {
    made.add(foldedSign(sign), index, index + sign.length);
    index += sign.length;
  }
  return made.done();
}

/** All that `foldedSign` does not leave as it is. */
const FOLDS = /[^ -~\u4e00-\u9fff]/gu;

/** The text of `folded` alone, without its places: for looking whether words stand in many texts. */
export const foldedText = (text: string): string => text.replace(FOLDS, foldedSign);

const BLANK = /\s/;
// Between the parts of a name people write or leave out a dot, an apostrophe and a hyphen.
const BETWEEN = /[-·.'`‘’ʻʼ′]/;
const isDigit = (unit: string) => unit >= '0' && unit <= '9';

/**
 * A folded text without what people leave out: blanks, hyphens, dots and apostrophes of names, capitals. The point of a
 * decimal stays.
 */
export function squeezed(text: string): Rewritten {
  const made = rewriting();
  let index = 0;
  for (const sign of text) {
    const isPoint = sign === '.' && isDigit(text.charAt(index - 1)) && isDigit(text.charAt(index + 1));
    if (isPoint || !(BLANK.test(sign) || BETWEEN.test(sign)))
      made.add(sign.toLowerCase(), index, index + sign.length);
    index += sign.length;
  }
  return made.done();
}

/** A text as it is compared with another one: folded and squeezed at once. */
export function plain(text: string): Rewritten {
  const outer = folded(text);
  const inner = squeezed(outer.text);
  return {
    text: inner.text,
    from: inner.from.map((at) => outer.from[at] ?? 0),
    to: inner.to.map((at) => outer.to[at - 1] ?? 0),
  };
}

/** Collects the signs. What is written as nothing belongs to the sign before it and goes where that goes. */
function rewriting() {
  const parts: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  let last = 0;
  return {
    add(written: string, start: number, end: number): void {
      if (written === '') {
        for (let unit = last; unit < to.length; unit++) to[unit] = end;
        return;
      }
      last = to.length;
      parts.push(written);
      for (let unit = 0; unit < written.length; unit++) {
        from.push(start);
        to.push(end);
      }
    },
    done: (): Rewritten => ({ text: parts.join(''), from, to }),
  };
}
