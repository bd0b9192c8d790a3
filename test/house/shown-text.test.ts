import { optionalText, text } from '../../cloudfunctions/contract/text';

const takes = (value: string) => text(100).safeParse(value).success;
const u = (...points: number[]) => String.fromCodePoint(...points);

describe('a text holds at least one character that shows', () => {
  test.each([
    ['a Hangul filler', u(0x3164)],
    ['a half-width Hangul filler', u(0xffa0)],
    ['an empty Braille cell', u(0x2800)],
    ['a soft hyphen', u(0xad)],
    ['a word joiner', u(0x2060)],
    ['a combining grapheme joiner', u(0x34f)],
    ['a mark without a letter', u(0x301)],
    ['a variation selector', u(0xfe0f)],
    ['a private character', u(0xe000)],
    ['blanks of every width', u(0x20, 0x3000, 0x2003)],
  ])('%s alone is refused', (_label, value) => {
    expect(takes(value)).toBe(false);
    expect(optionalText(100).safeParse(value).success).toBe(value.trim() === '');
  });

  test.each([
    ['a filler', u(0x70ed, 0x3164, 0x6c34)],
    ['a direction', u(0x70ed, 0x202e, 0x6c34)],
    ['a mark of direction', u(0x70ed, 0x61c, 0x6c34)],
    ['an invisible sign of arithmetic', u(0x70ed, 0x2062, 0x6c34)],
    ['letters as tags', u(0x70ed, 0xe0041, 0x6c34)],
    ['a joiner without an emoji', u(0x20, 0x200d, 0x6c34)],
  ])('%s between words is refused', (_label, value) => {
    expect(takes(`a${value}`)).toBe(false);
  });

  test.each([
    ['plain words', '三号楼没有热水'],
    ['a family', u(0x1f468, 0x200d, 0x1f469, 0x200d, 0x1f467)],
    ['a heart in colour', u(0x2764, 0xfe0f)],
    ['a keycap', u(0x31, 0xfe0f, 0x20e3)],
    ['a skin tone', u(0x1f44d, 0x1f3fd)],
    ['a flag of tags', u(0x1f3f4, 0xe0067, 0xe0062, 0xe0065, 0xe006e, 0xe0067, 0xe007f)],
    ['a name in Uyghur', 'ئالىم'],
    ['a name in Tibetan', 'བཀྲ་ཤིས'],
    ['a Persian word with a joiner', u(0x645, 0x6cc, 0x200c, 0x62e)],
    ['a letter with its accent apart', u(0x65, 0x301)],
  ])('%s is taken', (_label, value) => {
    expect(takes(value)).toBe(true);
  });
});
