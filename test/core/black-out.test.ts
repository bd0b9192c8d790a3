import { blackedOut, blackedOutIn, hasWordsLeft, isPassage } from '../../cloudfunctions/core/black-out';

test.each([
  ['a name', '请找周一鸣同学', ['周一鸣'], '请找██同学'],
  ['a name with a blank in it', '请找周 一鸣同学', ['周一鸣'], '请找██同学'],
  ['a telephone in full width and groups', '电话１３８-0013 8000。', ['138-00138000'], '电话██。'],
  ['letters whatever their capitals', '微信 ZhouYM_99', ['zhouym_99'], '微信 ██'],
  ['every place', '周一鸣问，周一鸣答', ['周一鸣'], '██问，██答'],
  ['places that overlap, as one', '阿里木江买买提', ['阿里木江', '木江买买提'], '██'],
  ['a name with what does not show in it', '请找林\ufe00小\u200d满同学', ['林小满'], '请找██同学'],
  ['a name in look-alike characters', '请找林⼩满、⻢明同学', ['林小满', '马明'], '请找██、██同学'],
  ['a number in digits of another script', '打١٣٨٠٠١٣٨٠٠٠或𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟎𝟎找我', ['13800138000'], '打██或██找我'],
  ['a number with marks on it', '打1\ufe0f\u20e33\u03328\ufe0e，', ['138'], '打██，'],
  ['a name with or without its dots', '买买提艾力和O’Brien', ['买买提·艾力', 'OBrien'], '██和██'],
  ['half-width kana', 'ﾊﾅｺ和ﾊﾞﾝ', ['ハナコ', 'バン'], '██和██'],
  ['nothing of an emoji', '👨‍👩‍👧周一鸣👨‍👩‍👧', ['周一鸣'], '👨‍👩‍👧██👨‍👩‍👧'],
  ['no other number for a decimal', '13.5元和135元', ['135'], '13.5元和██元'],
  ['nothing where it does not stand', '请找周鸣同学', ['周一鸣'], '请找周鸣同学'],
  ['nothing for a passage of blanks', '请 找', ['  '], '请 找'],
])('blacks out %s', (_label, text, passages, left) => {
  expect(blackedOut(text, passages)).toBe(left);
});

test('does the same again without a change', () => {
  const once = blackedOut('请找周一鸣同学', ['周一鸣']);
  expect(blackedOut(once, ['周一鸣'])).toBe(once);
});

test.each([
  ['两字', true],
  ['周', false],
  ['周 ', false],
  ['𠮷', false],
  ['김', false],
  ['周\u200d', false],
  ['██', false],
  ['周█鸣', false],
])('%s is a passage: %s', (passage, expected) => {
  expect(isPassage(passage)).toBe(expected);
});

test.each([
  ['██没有热水', true],
  ['██水', false],
  ['██', false],
  ['', false],
])('of %s something is left to be blacked out: %s', (text, expected) => {
  expect(hasWordsLeft(text)).toBe(expected);
});

test('of a change both sides are words, of a message its receiver is not', () => {
  const differences = [{ what: 'venue', from: '慕容厅', to: '一号厅' }];
  expect(blackedOutIn({ to: '慕容厅', changes: [{ differences }] }, ['慕容厅', '一号厅'])).toEqual({
    to: '慕容厅',
    changes: [{ differences: [{ what: 'venue', from: '██', to: '██' }] }],
  });
});

test('looks into fields that hold words, and leaves ids as they are', () => {
  const document = {
    _id: 'zhou-12',
    items: [{ questionId: 'zhou-12', title: 'ask zhou-12', measures: [{ text: 'zhou-12', dueAt: 3 }] }],
    plan: { topics: ['zhou-12', '热水'], chairId: 'zhou-12' },
    appeal: null,
  };
  expect(blackedOutIn(document, ['zhou-12'])).toEqual({
    _id: 'zhou-12',
    items: [{ questionId: 'zhou-12', title: 'ask ██', measures: [{ text: '██', dueAt: 3 }] }],
    plan: { topics: ['██', '热水'], chairId: 'zhou-12' },
    appeal: null,
  });
});
