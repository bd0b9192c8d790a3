import { wordsOf } from '../../../cloudfunctions/core/case/search-words';
import {
  areAlike,
  earlierOn,
  recurring,
  type SearchEntry,
  searchOver,
  similarTo,
  type Voice,
} from '../../../cloudfunctions/core/case/similar';
import { thesaurusOf } from '../../../cloudfunctions/core/case/synonyms';

const entry = (id: string, changes: Partial<SearchEntry> = {}): SearchEntry => ({
  id,
  number: `20261101-000${id}`,
  title: '',
  text: '',
  reply: '',
  outcome: null,
  status: 'closed',
  joins: 0,
  ...changes,
});
const byId = (entries: SearchEntry[]) => new Map(entries.map((each) => [each.id, each]));
const found = (entries: SearchEntry[], text: string, most = 9) =>
  similarTo(searchOver(entries), byId(entries), text, most).map(({ id }) => id);

describe('words', () => {
  test('are the same in small and large letters, and in full width', () => {
    expect(wordsOf('WiFi')).toEqual(['wifi']);
    expect(wordsOf('ＷＩＦＩ')).toEqual(['wifi']);
  });

  test('are no marks, no blanks and nothing that stands in every complaint', () => {
    expect(wordsOf('，。 \n!')).toEqual([]);
    expect(wordsOf('我们希望学校老师尽快')).toEqual([]);
    expect(wordsOf('')).toEqual([]);
  });
});

describe('searching what is public', () => {
  test('a word of the title weighs more than one of the text, and that more than one of the answer', () => {
    const entries = [
      entry('reply', { title: '甲', text: '乙', reply: '热水' }),
      entry('text', { title: '甲', text: '热水', reply: '乙' }),
      entry('title', { title: '热水', text: '甲', reply: '乙' }),
    ];
    const search = searchOver(entries).search('热水');
    expect(search.map(({ id }) => id)).toEqual(['title', 'text', 'reply']);
  });

  test('the beginning of a word finds it, a single character does not', () => {
    const entries = [entry('1', { title: 'network' })];
    expect(found(entries, 'net')).toEqual(['1']);
    expect(found(entries, 'n')).toEqual([]);
  });

  test('what is much weaker than the best is left out, and no more are shown than wanted', () => {
    const strong = ['1', '2', '3'].map((id) =>
      entry(id, { title: '图书馆开放时间', text: '图书馆晚间开放' }),
    );
    const weak = entry('9', {
      title: '别的事情',
      reply: '可以去图书馆看书，也可以去自习室、食堂、操场、宿舍和别的地方',
    });
    const entries = [...strong, weak];
    expect(found(entries, '图书馆晚间开放时间').sort()).toEqual(['1', '2', '3']);
    expect(found(entries, '图书馆晚间开放时间', 2)).toHaveLength(2);
    expect(found([weak], '图书馆')).toEqual(['9']);
  });

  test('an entry that is known no more is not shown', () => {
    const entries = [entry('1', { title: '热水' })];
    expect(similarTo(searchOver(entries), new Map(), '热水', 9)).toEqual([]);
  });

  test('earlier matters are the best of those that are alike, so many at most', () => {
    const entries = ['1', '2', '3'].map((id) => entry(id, { title: '洗衣机', text: '五号楼' }));
    const search = searchOver(entries);
    expect(earlierOn(search, byId(entries), '洗衣机', 9)).toHaveLength(3);
    expect(earlierOn(search, byId(entries), '洗衣机', 2)).toHaveLength(2);
  });
});

test('a single character in common is no earlier matter', () => {
  const entries = [entry('1', { title: '灯' })];
  expect(found(entries, '灯')).toEqual(['1']);
  expect(earlierOn(searchOver(entries), byId(entries), '灯', 9)).toEqual([]);
});

describe('recurring matters', () => {
  const voice = (at: number, title: string, changes: Partial<Voice> = {}): Voice => ({
    id: `${at}`,
    number: `20261101-${String(at).padStart(4, '0')}`,
    title,
    text: '',
    category: 'logistics',
    departmentId: 'logistics',
    joins: 0,
    ...changes,
  });
  const HOT = '三号楼热水不热';

  test('are named by their first case, called by their newest, and lie with its department', () => {
    const voices = [
      voice(3, '三号楼热水没有', { departmentId: 'teaching' }),
      voice(1, HOT),
      voice(2, '三号楼热水时断时续'),
    ];
    expect(recurring(voices, 3)).toEqual([
      {
        _id: 'matter-1',
        title: '三号楼热水没有',
        category: 'logistics',
        departmentId: 'teaching',
        cases: [
          { id: '1', number: '20261101-0001', title: HOT },
          { id: '2', number: '20261101-0002', title: '三号楼热水时断时续' },
          { id: '3', number: '20261101-0003', title: '三号楼热水没有' },
        ],
        voices: 3,
      },
    ]);
  });

  test('need so many voices, each who joined being one more', () => {
    const voices = [voice(1, HOT), voice(2, HOT, { joins: 2 })];
    expect(recurring(voices, 4).map(({ voices: count }) => count)).toEqual([4]);
    expect(recurring(voices, 5)).toEqual([]);
    expect(recurring([], 0)).toEqual([]);
  });

  test('stand with the most voices first', () => {
    const voices = [voice(1, HOT), voice(2, '食堂太贵', { joins: 3 }), voice(3, '图书馆座位', { joins: 1 })];
    expect(recurring(voices, 1).map(({ _id }) => _id)).toEqual(['matter-2', 'matter-3', 'matter-1']);
  });

  test('list the twenty newest cases', () => {
    const voices = Array.from({ length: 22 }, (_none, at) => voice(at + 1, HOT));
    const [matter] = recurring(voices, 1);
    expect(matter?.cases.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_none, at) => `${at + 3}`));
    expect(matter?.voices).toBe(22);
  });

  test.each<[string, Voice, Voice, boolean]>([
    ['alike in title', voice(1, '热水 停了'), voice(2, '热水 太凉'), true],
    [
      'alike in words, not in title',
      voice(1, '甲楼', { text: '热水 停电 漏水' }),
      voice(2, '乙楼', { text: '热水 停电 漏水' }),
      true,
    ],
    [
      'alike in title alone',
      voice(1, '热水 停了', { text: '座位 价格 食堂 图书馆' }),
      voice(2, '热水 停了', { text: '门锁 漏水 操场 宿舍' }),
      true,
    ],
    [
      'alike in words alone',
      voice(1, '灯', { text: '热水 停电 漏水' }),
      voice(2, '门', { text: '热水 停电 漏水' }),
      true,
    ],
    ['alike in one word of many', voice(1, '热水 停电 漏水 门锁'), voice(2, '热水 座位 食堂 价格'), false],
    ['alike, of another category', voice(1, HOT), voice(2, HOT, { category: 'teaching' }), false],
    ['both without words', voice(1, '的'), voice(2, '了'), false],
  ])('are of one kind where two are %s', (_label, one, other, isOne) => {
    expect(recurring([one, other], 2)).toHaveLength(isOne ? 1 : 0);
  });

  test('are one matter by each name of a thing, where the names are known to be of one thing', () => {
    const named = thesaurusOf(['热水 洗澡水']);
    const voices = [voice(1, '热水 停了'), voice(2, '洗澡水 停了')];
    expect(recurring([voice(1, '热水'), voice(2, '洗澡水')], 2)).toEqual([]);
    expect(recurring([voice(1, '热水'), voice(2, '洗澡水')], 2, named)).toMatchObject([{ voices: 2 }]);
    expect(recurring(voices, 2, named)).toHaveLength(1);
    const worded = (title: string) => ({ title, detail: '', category: 'logistics' as const });
    expect(areAlike(worded('热水'), worded('洗澡水'))).toBe(false);
    expect(areAlike(worded('热水'), worded('洗澡水'), named)).toBe(true);
  });
});
