import type { Output } from '../../../api/dto';
import { checkCode } from '../../../shared/check-code';
import type { MessageKind } from '../../../shared/labels';
import { SURVEY_STATES } from '../../../shared/survey';
import { exactWords } from '../../../shared/time';

type Told = Output<'survey.closingKeys'>;
type Opening = Told['openings'][number];

interface KeyRow {
  label: string;
  /** Read aloud in the room. */
  code: string;
  isOwn: boolean;
}

interface OpeningRow {
  id: string;
  title: string;
  state: string;
  /** What to do now; empty when there is nothing. */
  hint: string;
  holders: { label: string; code: string; word: string }[];
  /** The box can be fetched. */
  hasBox: boolean;
  /** This observer may say what came out. */
  mayConfirm: boolean;
}

export interface KeysView {
  keys: KeyRow[];
  hasOwn: boolean;
  /** How many are still to be registered; empty when there are three. */
  missing: string;
  openings: OpeningRow[];
}

const HOLDERS = 3;

/** Whose keys open the next survey, and what waits to be opened. */
export function keysView({ keys, openings }: Told): KeysView {
  const missing = HOLDERS - keys.length;
  return {
    keys: keys.map(({ label, fingerprint, isOwn }) => ({ label, code: checkCode(fingerprint), isOwn })),
    hasOwn: keys.some(({ isOwn }) => isOwn),
    missing: missing > 0 ? `还差 ${missing} 把公钥。登记齐以前，由观察员开封的调查不能开始。` : '',
    openings: openings.map(openingRow),
  };
}

function openingRow(opening: Opening): OpeningRow {
  const { survey, number, round, state, closesAt, holders, isOpened } = opening;
  const isSealed = state === 'sealed';
  const isHolder = holders.some(({ isOwn }) => isOwn);
  return {
    id: survey,
    title: round === 1 ? `第 ${number} 期` : `第 ${number} 期，第 ${round} 轮`,
    state: stateInWords(opening),
    hint: isSealed ? hintOf(opening) : `${exactWords(closesAt)} 截止，封箱后可以开封。`,
    holders: holders.map(({ label, fingerprint, digest }) => ({
      label,
      code: checkCode(fingerprint),
      word: wordOf(digest, isSealed),
    })),
    hasBox: isSealed,
    mayConfirm: isSealed && !isOpened && isHolder,
  };
}

const wordOf = (digest: string, isSealed: boolean): string => {
  if (digest !== '') return `计数号码 ${checkCode(digest)}`;
  return isSealed ? '尚未确认' : '';
};

function stateInWords({ state, isOpened, isVoid }: Opening): string {
  if (state !== 'sealed') return SURVEY_STATES[state];
  if (!isOpened) return '已封箱，等待开封';
  return isVoid ? '无法开封，本次评价作废' : '已开封';
}

function hintOf({ isOpened, isVoid, holders }: Opening): string {
  if (isVoid) return '两位观察员的钥匙遗失，评价不能再打开，本次没有结果，不亮牌。';
  if (isOpened) return '两位观察员的计数一致，结果已经得出。';
  const said = holders.filter(({ digest }) => digest !== '');
  if (new Set(said.map(({ digest }) => digest)).size > 1)
    return '两位观察员的计数不一致。请各自核对票箱号码和份额文件，重新开封后再确认；也可以请第三位观察员开封。';
  return said.length > 0
    ? '一位观察员已经确认，还需要另一位得出同样的计数。'
    : '请下载封存的评价，用自己的钥匙得到份额，与另一位观察员一起开封。';
}

/** What a holder is told by WeChat as well: that ratings wait, and the codes of a sealed box. */
export const WAITED_FOR: readonly MessageKind[] = ['box_waits', 'box_sealed'];

/** What observers type, with the one file that needs Node and nothing else. */
export const COMMANDS: readonly { label: string; text: string }[] = [
  { label: '一、生成自己的钥匙（union 换成自己的简称）', text: 'node recount.mjs key union' },
  {
    label: '二、三位登记以后演练一次（PUB 换成三把公钥）',
    text: 'node recount.mjs rehearse PUB PUB PUB',
  },
  {
    label: '三、封箱以后得到自己的份额（BOX 换成下载的文件名）',
    text: 'node recount.mjs share BOX closing-key-union.json',
  },
  {
    label: '四、份额合在一起开封（SHARES 换成份额文件名）',
    text: 'node recount.mjs open BOX SHARES SHARES',
  },
];
