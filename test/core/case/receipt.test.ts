import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { pictureKindOf, withoutMetadata } from '../../../cloudfunctions/core/case/picture';
import {
  readReceipt,
  receiptCodeOf,
  selectorOf,
  spokenReceipt,
} from '../../../cloudfunctions/core/case/receipt';
import { wordsOf } from '../../../cloudfunctions/core/case/search-words';
import {
  earlierOn,
  recurring,
  searchOver,
  similarTo,
  type Voice,
} from '../../../cloudfunctions/core/case/similar';

describe('receipt codes', () => {
  const seeds = fc
    .uint8Array({ minLength: 16, maxLength: 16 })
    .map((bytes) => Buffer.from(bytes).toString('hex'));

  test('the same seed makes the same code of twenty characters; other seeds make others', () => {
    fc.assert(
      fc.property(seeds, seeds, (one, other) => {
        const code = receiptCodeOf(one);
        expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{20}$/);
        expect(code).toBe(receiptCodeOf(one));
        expect(code === receiptCodeOf(other)).toBe(one === other);
      }),
      { seed: 4, numRuns: 200 },
    );
  });

  test('a code is the first hundred bits of the seed’s hash, so it stays the same for good', () => {
    const seed = '0123456789abcdef'.repeat(2);
    const bits = BigInt(`0x${createHash('sha256').update(`receipt:${seed}`).digest('hex')}`) >> BigInt(156);
    const code = Array.from({ length: 20 }, (_none, at) =>
      '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.charAt(Number((bits >> BigInt(5 * (19 - at))) & BigInt(31))),
    ).join('');
    expect(receiptCodeOf(seed)).toBe(code);
    expect(spokenReceipt(code)).toBe(code.match(/.{5}/g)?.join('-'));
    expect(selectorOf(code)).toBe(code.slice(0, 7));
  });

  test.each([
    ['as shown', (code: string) => spokenReceipt(code)],
    [
      'in small letters with blanks',
      (code: string) => ` ${spokenReceipt(code).toLowerCase().replace(/-/g, ' ')} `,
    ],
    ['with O for 0 and l for 1', (code: string) => code.replace(/0/g, 'O').replace(/1/g, 'l')],
    [
      'in full-width characters',
      (code: string) => code.replace(/[0-9A-Z]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
    ],
  ])('%s they are read', (_label, typed) => {
    const code = receiptCodeOf('00'.repeat(16));
    expect(readReceipt(typed(code))).toBe(code);
  });

  test.each(['', 'ABC', '0'.repeat(19), '0'.repeat(21), `${'0'.repeat(19)}U`, `${'0'.repeat(19)}好`])(
    '%p is none',
    (typed) => {
      expect(readReceipt(typed)).toBeNull();
    },
  );

  test('what is stored in clear leaves 65 bits to be proved', () => {
    expect(selectorOf(receiptCodeOf('ab'.repeat(16)))).toHaveLength(7);
  });
});

describe('pictures', () => {
  test.each([
    ['jpg', [0xff, 0xd8, 0xff, 0xe0], 'jpg'],
    ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], 'png'],
    ['gif', [0x47, 0x49, 0x46, 0x38, 0x39, 0x61], 'gif'],
    ['webp', [0x52, 0x49, 0x46, 0x46, 1, 2, 3, 4, 0x57, 0x45, 0x42, 0x50], 'webp'],
    ['a program', [0x4d, 0x5a, 0x90], null],
    ['a zip', [0x50, 0x4b, 3, 4], null],
    ['an svg', Array.from(Buffer.from('<svg')), null],
    ['nothing', [], null],
  ])('%s is known by its first bytes', (_label, bytes, kind) => {
    expect(pictureKindOf(Uint8Array.from(bytes))).toBe(kind);
  });

  test('broken pictures are refused, whatever their length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (rest) => {
        const bare = withoutMetadata(Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, ...rest]));
        expect(bare === null || bare.length <= rest.length + 4).toBe(true);
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});

describe('words', () => {
  test('Chinese is cut into words, and words that say nothing are left out', () => {
    expect(wordsOf('请问三号楼的热水为什么没有了?')).toEqual(expect.arrayContaining(['热水']));
    expect(wordsOf('请问三号楼的热水为什么没有了?')).not.toContain('的');
  });

  test('earlier answers on the same matter are found though the words differ in order', () => {
    const entries = [
      ['a', '图书馆开放时间', '建议延长图书馆晚间开放时间'],
      ['b', '三号楼热水', '热水时断时续'],
      ['c', '食堂价格', '菜价上涨'],
    ].map(([id = '', title = '', text = '']) => ({
      id,
      number: id,
      title,
      text,
      reply: '',
      outcome: null,
      status: 'closed' as const,
      joins: 0,
    }));
    const search = searchOver(entries);
    const known = new Map(entries.map((entry) => [entry.id, entry]));
    expect(similarTo(search, known, '晚上没有热水洗澡', 5)[0]?.id).toBe('b');
    expect(similarTo(search, known, '图书馆能不能开晚点', 5).map(({ id }) => id)).toEqual(['a']);
    expect(similarTo(search, known, '篮球场灯光', 5)).toEqual([]);
  });

  test.each([
    ['a word of its title', '洗衣机总是坏', ['1']],
    ['two words of its text', '五号楼投币的地方排队', ['1']],
    ['one word of its text', '食堂排队太久', []],
    ['single characters', '五个人的楼', []],
    ['nothing', '篮球场灯光太暗', []],
  ])('what shares %s with an earlier matter is shown before sending, or not', (_label, text, ids) => {
    const words = { title: '洗衣机坏了', text: '五号楼投币以后不转，每天排队。', reply: '' };
    const entry = { ...words, id: '1', number: '', outcome: null, status: 'in_progress' as const, joins: 0 };
    const found = earlierOn(searchOver([entry]), new Map([['1', entry]]), text, 5);
    expect(found.map(({ id }) => id)).toEqual(ids);
  });

  test('what came three times in one category is a recurring matter; me-toos count as voices', () => {
    const voice = (id: string, title: string, changed: Partial<Voice> = {}): Voice => ({
      id,
      number: `20261101-000${id}`,
      title,
      text: title,
      category: 'logistics',
      departmentId: 'logistics',
      joins: 0,
      ...changed,
    });
    const voices = [
      voice('1', '三号楼热水不热'),
      voice('2', '三号楼热水没有'),
      voice('3', '食堂太贵', { joins: 2 }),
      voice('4', '三号楼热水时断时续'),
      voice('5', '三号楼热水不热', { category: 'teaching' }),
    ];
    const found = recurring(voices, 3);
    expect(found.map(({ _id, voices: count, cases }) => [_id, count, cases.length])).toEqual([
      ['matter-1', 3, 3],
      ['matter-3', 3, 1],
    ]);
  });
});
