// How people write names and numbers: in full width, with blanks between the characters, with one dot or another. What is
// looked for is looked for in one writing; every place in it points back at the text as it was written.

const WIDE = /[\u3000\uff01-\uff5e\u2010-\u2015\u2212•・‧∙⋅]/g;

/** The text with full-width signs, blanks, dashes and dots in their plain form. Of the same length, unit by unit. */
export const folded = (text: string): string =>
  text.replace(WIDE, (sign) => {
    if (sign === '\u3000') return ' ';
    const code = sign.charCodeAt(0);
    if (code >= 0xff01) return String.fromCharCode(code - 0xfee0);
    return code >= 0x2010 && code <= 0x2015 ? '-' : sign === '\u2212' ? '-' : '·';
  });

/** A text without its blanks; `at[n]` is where its unit n stands in the text it was made of. */
export interface Squeezed {
  text: string;
  at: readonly number[];
}

const BLANK = /\s/;

/** Names are found whether or not there are blanks in them, and whatever their capitals. */
export function squeezed(text: string): Squeezed {
  const units: string[] = [];
  const at: number[] = [];
  for (let index = 0; index < text.length; index++) {
    const unit = text.charAt(index);
    if (BLANK.test(unit)) continue;
    units.push(unit);
    at.push(index);
  }
  return { text: units.join('').toLowerCase(), at };
}
