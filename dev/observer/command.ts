import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { countsDigest } from '../../cloudfunctions/core/survey/closing-key';
import { checkCode } from '../../miniprogram/shared/check-code';
import { countsLine } from '../../miniprogram/shared/opening-counts';
import { RATING_CODES, RATINGS } from '../../miniprogram/shared/rating';
import { type BoxFile, boxFile } from '../recount/box-schema';
import { fingerprintOf, type KeyFile, makeKey, readKeyFile } from './key-file';
import { type Opened, openRatings, type Unopened, type WrongShares } from './open-ratings';
import { rehearsalBox } from './rehearsal';
import { makeShares, readShareFile, type ShareFile } from './share-file';

// What an observer types, on the own machine and without network (docs/closing-key.md). Nothing is sent anywhere.

const USAGE = [
  '开封程序，只在自己的电脑上运行，不联网：',
  '  key NAME                       生成自己的钥匙（NAME 是文件名，例如 union）',
  '  rehearse PUB PUB PUB           用三把公钥做一个演练票箱 rehearsal.json',
  '  share BOX KEY                  用自己的钥匙，从票箱得到自己的份额文件',
  '  open BOX SHARES SHARES [SHARES] 两份（或三份）份额一起开封，得到计数',
].join('\n');

/** Said to whoever typed something that cannot be used. */
class UnusableFile extends Error {}

const COMMANDS: Readonly<Record<string, (args: readonly string[]) => string[]>> = {
  key: makeKeyFile,
  rehearse,
  share: shareFiles,
  open: openBox,
};

export const isObserverCommand = (word: string): boolean => Object.keys(COMMANDS).includes(word);

/** 0: done. 1: a file cannot be used, or does not agree. */
export function observerCommand(name: string, args: readonly string[]): 0 | 1 {
  try {
    console.log((COMMANDS[name]?.(args) ?? [USAGE]).join('\n'));
    return 0;
  } catch (error) {
    if (!(error instanceof UnusableFile)) throw error;
    console.error(error.message);
    return 1;
  }
}

function makeKeyFile([name]: readonly string[]): string[] {
  if (!name || !/^[A-Za-z0-9_-]{1,30}$/.test(name)) throw new UnusableFile(USAGE);
  const key = makeKey();
  const file = `closing-key-${name}.json`;
  if (existsSync(file)) throw new UnusableFile(`${file} 已经存在，没有改动它。`);
  writeFileSync(file, `${JSON.stringify(key, null, 2)}\n`, { mode: 0o600 });
  return [
    `私钥在 ${file}。存两份，都不要离开自己手里，更不要发给任何人。`,
    '公钥（登记到小程序的就是这一行）：',
    key.publicKey,
    `公钥指纹，当面念给另外两位核对：${checkCode(fingerprintOf(key.publicKey))}`,
  ];
}

function rehearse(publicKeys: readonly string[]): string[] {
  if (publicKeys.length !== 3 || new Set(publicKeys).size !== 3)
    throw new UnusableFile('演练要三把不同的公钥，用空格隔开。');
  try {
    writeFileSync('rehearsal.json', JSON.stringify(rehearsalBox(publicKeys)));
  } catch (error) {
    if (error instanceof Error && error.message === 'key_malformed')
      throw new UnusableFile('有一把公钥抄得不对，请重新复制。');
    throw error;
  }
  return [
    '演练票箱在 rehearsal.json，里面是六张大家都知道的评价。把它发给另外两位，各自用 share 得到份额，再用 open 开封。',
    '应当看到：第 00 题 非常满意 1，满意 2，不满意 1；第 01 题 不了解 1，非常不满意 1；打不开 0。',
  ];
}

function shareFiles([box, key]: readonly string[]): string[] {
  const read = readBox(box);
  const shares = makeShares(read, readKey(key));
  if (!shares) throw new UnusableFile('这把钥匙不是这期票箱的三把之一。换过钥匙的，请用当时登记的那一把。');
  const file = `shares-${read.survey}-${shares.number}.json`;
  writeFileSync(file, JSON.stringify(shares));
  return [
    `票箱核对码：${checkCode(read.ballotDigest)}（三位应当一样）`,
    `份额在 ${file}。把它发给另一位观察员；单独一份打不开任何评价。`,
  ];
}

function openBox([box, ...files]: readonly string[]): string[] {
  const read = readBox(box);
  const shares = files.map(readShares);
  if (shares.length < 2) throw new UnusableFile('开封要两位观察员的份额文件。');
  const { counts, unopened, wrong } = openRatings(read, shares);
  if (wrong.length > 0) throw new UnusableFile([...new Set(wrong.map(wrongInWords))].join('\n'));
  return [
    `票箱核对码：${checkCode(read.ballotDigest)}`,
    ...counts.map(countsInWords),
    ...unopened.map(unopenedInWords),
    `计数核对码：${checkCode(countsDigest(read, counts))}（两位应当一样，才到小程序里确认）`,
    '粘贴到小程序的一行：',
    countsLine(read.survey, counts),
  ];
}

function countsInWords({ slot, ratings, invalid }: Opened['counts'][number]): string {
  const given = Object.entries(RATING_CODES).map(
    ([rating, code]) => `${Object(RATINGS)[rating]} ${ratings[code]}`,
  );
  return `第 ${String(slot).padStart(2, '0')} 题：${[...given, `打不开 ${invalid}`].join('，')}`;
}

const WHY: Record<Unopened['why'], string> = {
  twin: '和前一张一字不差，只计一张',
  share: '里面没有两份份额',
  seal: '打开后封不回原样，不是照规矩封的',
};

const unopenedInWords = ({ slot, nth, why, without }: Unopened): string =>
  `  第 ${slot} 题第 ${nth} 张不计：${WHY[why]}${
    without.length > 0 ? `；第 ${without.join('、')} 号观察员没有给出份额，请第三位也给出份额再开一次` : ''
  }`;

const WRONG: Record<WrongShares['what'], string> = {
  same: '给了两次，请换另一位的份额',
  box: '不是这个票箱的份额',
  questions: '和票箱的题数、票数不一样',
  forged: '有份额不是原来封进去的',
  kept_back: '有份额明明在，却没有给出',
};

const wrongInWords = ({ number, what }: WrongShares): string =>
  `第 ${number} 号观察员的份额文件不能用：${WRONG[what]}。没有打开任何评价；请第三位观察员补上。`;

function readBox(file: string | undefined): BoxFile {
  const parsed = boxFile.safeParse(readJson(file));
  if (!parsed.success) throw new UnusableFile(`${file} 不是完整的票箱文件，请重新下载。`);
  if (!parsed.data.closingKeys) throw new UnusableFile('这期评价不由观察员开封，票箱里没有封住的评价。');
  return parsed.data;
}

function readKey(file: string | undefined): KeyFile {
  const key = readKeyFile(readJson(file));
  if (!key) throw new UnusableFile(`${file} 不是开封钥匙，或者没有保存完整、抄错了字。请用另一份备份。`);
  return key;
}

function readShares(file: string): ShareFile {
  const shares = readShareFile(readJson(file));
  if (!shares) throw new UnusableFile(`${file} 不是完整的份额文件，可能传输时截断了，请对方重新发送。`);
  return shares;
}

/** What the file holds, or nothing when it is no JSON. */
function readJson(file: string | undefined): unknown {
  if (file === undefined) throw new UnusableFile(USAGE);
  if (!existsSync(file)) throw new UnusableFile(`没有找到文件 ${file}。`);
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
