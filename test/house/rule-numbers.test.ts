import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

// Numbers of rules live in the rule book. A sentence that writes one down says what is no longer true as soon as the
// administrator changes it.
const root = path.resolve(__dirname, '../..');

/** Files whose sentences people read: pages, their code, and everything that answers or sends. */
const files = ['miniprogram', 'cloudfunctions'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|wxml|json)$/.test(name) && !name.startsWith('database'))
    .map((name) => path.join(folder, name)),
);

/** A number, in digits or in characters, before a unit that rules are measured in. */
const NUMBER = '(?:(?<![×\\d])\\d+(?:\\.\\d+)?|(?<!第)[两二三四五六七八九十百半]+)';
const COUNTED = new RegExp(
  [
    `${NUMBER} ?(?:个)?(?:工作日|小时|天|次|份)`,
    '[一1] ?(?:个)?(?:工作日|小时)',
    `${NUMBER} ?(?:人|名额|个名额)(?!都)`,
    `(?<![\\d.'"])\\d+%(?!['"])`,
    '[一二三四五六七八九两]成(?![员立])',
    '一半|过半',
    '第[一二三四]个?周[一二三四五六日]',
    '首个?周[一二三四五六日]',
    '(?<!\\d)周[一二三四五六日] ?\\d{1,2}:\\d\\d',
  ].join('|'),
  'g',
);

/** What is no rule of the rule book, with the reason. */
const ALLOWED: Readonly<Record<string, string>> = {
  'miniprogram/api/errors.ts: 400 天': 'the longest period of one ledger, a limit of the contract',
  'miniprogram/packages/case/inbox/inbox.wxml: 90 天': 'the period of the figures above the desk',
  'cloudfunctions/portal/html/style.ts: 50%': 'a measure of the style',
  'cloudfunctions/portal/html/style.ts: 100%': 'a measure of the style',
  'cloudfunctions/portal/html/style.ts: 125%': 'a measure of the style',
  'miniprogram/pages/reading/reading.wxml: 周四 16:00': 'a sample text for choosing the size of type',
};

/** Comments may count: they speak to whoever reads the code, and point to the rule. */
const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');

function numbersIn(file: string): string[] {
  const text = withoutComments(readFileSync(path.join(root, file), 'utf8'));
  return (text.match(COUNTED) ?? []).map((found) => `${file}: ${found}`);
}

test('no sentence writes down a number of the rule book', () => {
  const found = files.flatMap(numbersIn);
  expect(found.filter((each) => !(each in ALLOWED))).toEqual([]);
});

test('every exception is still there', () => {
  const found = new Set(files.flatMap(numbersIn));
  expect(Object.keys(ALLOWED).filter((each) => !found.has(each))).toEqual([]);
});

test.each([
  '超过 30% 亮黄牌',
  '超过三成亮黄牌',
  '超过一半亮红牌',
  '30 天内可以点',
  '三天无异议',
  '已经延期两次',
  '接到后一个工作日内',
  '开场前一小时',
  '每月第一个周四',
  '不到 10 人不亮牌',
])('%s would be found', (sentence) => {
  expect(sentence.match(COUNTED)).not.toBeNull();
});
