import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

// One thing, one word: the glossary has one Chinese word for each thing. What stands in the right-hand column of its
// table stands on no page and in no message, whoever writes the next sentence.
const root = path.resolve(__dirname, '../..');

/** Files whose sentences people read: pages, their code, and everything that answers or sends. */
const files = ['miniprogram', 'cloudfunctions'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|wxml|json)$/.test(name) && !name.startsWith('database'))
    .map((name) => path.join(folder, name)),
);

/** What is never written, and what is written instead. */
const REPLACED: readonly [RegExp, string][] = [
  [/逾期/, '超期'],
  [/过时/, '超时'],
  [/打分/, '评价'],
  [/投过票|投票箱/, '送出评价票'],
  [/主责|办理部门|负责的部门/, '牵头部门、承办部门'],
  [/到场的人|参加的人/, '参会师生'],
  [/大家的话|文字意见/, '留言'],
  [/大家想听什么/, '话题征集'],
  [/这一期|今天这场/, '本期'],
  [/预约号/, '预约码'],
  [/当场(?!合)/, '现场解决'],
  [/停表/, '暂停计时'],
  [/公开超期名单/, '超期诉求公示'],
  [/放行/, '审核通过'],
  [/发牌|得红牌|得黄牌|领牌/, '亮牌'],
  [/公布结果/, '通报'],
  [/受保护的举报/, '保密举报'],
  [/校内12345/, '校内 12345'],
  [/爽约|约了没来/, '预约未到'],
  [/说了算|谁也|谁都|没有人/, '任何人不能、人人可以'],
  [/不用相信|不需要相信/, '可独立核验'],
  [/在路上/, '正在送出'],
  [/公钥指纹/, '印章号码'],
  [/点一下就行|免得/, 'a plain request'],
  [/第\$?\{[^}]+\}期(?!四点对话举行)/, '第 N 期, with blanks'],
];

/** What is right where it stands, with the reason. */
const ALLOWED: Readonly<Record<string, string>> = {
  'cloudfunctions/hall/day-sheets.ts: 第${session.number}期': 'the name of a file',
  'cloudfunctions/hall/day-workbook.ts: 第${session.number}期': 'the title of a sheet that is filed',
  'cloudfunctions/core/report/minutes-paper.ts: 第${number}期': 'title and name of a paper that is filed',
  'cloudfunctions/core/report/results-paper.ts: 第${number}期': 'title and name of a paper that is filed',
  'cloudfunctions/core/session/article.ts: 第${session.number}期':
    'the title of an article, as the official account writes it',
  'cloudfunctions/session/drafts.ts: 第${number}期':
    'the digest of an article, as the official account writes it',
  'cloudfunctions/survey/cards/ledger-workbook.ts: 第${sessionNumber}期': 'a cell of a ledger that is filed',
};

/** Comments speak to whoever reads the code. */
const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');

const wordsIn = (text: string): string[] =>
  REPLACED.flatMap(([word]) => text.match(new RegExp(word, 'g')) ?? []);

const found = files.flatMap((file) =>
  wordsIn(withoutComments(readFileSync(path.join(root, file), 'utf8'))).map((word) => `${file}: ${word}`),
);

test('no page and no message uses a word that the glossary replaces', () => {
  expect(found.filter((each) => !(each in ALLOWED))).toEqual([]);
});

test('every exception is still there', () => {
  expect(Object.keys(ALLOWED).filter((each) => !found.includes(each))).toEqual([]);
});

test.each([
  '已逾期 3 天',
  '请给本期问题打分',
  '主责部门：后勤保障处',
  '由到场的人说了算',
  '这一期还没有开始预约',
  '列入公开超期名单',
  `第$${'{number}'}期对话纪要`,
  '谁也看不到任何结果',
])('%s would be found', (sentence) => {
  expect(wordsIn(sentence)).not.toEqual([]);
});
