import type { BallotRound } from '../../../api/ballot-rounds';
import { checkCode } from '../../../shared/check-code';
import { FORGOTTEN, lateInWords, questionsInWords } from '../../../shared/receipt';

/** Whether the keys of this phone's credentials are the public ones; null where that could not be asked. */
export type KeyCheck = boolean | null;

export interface ReceiptView {
  survey: string;
  title: string;
  heading: string;
  text: string;
  isGood: boolean;
  /** The list and the results are there. */
  isOut: boolean;
  keys: string;
  /** 名单核对码 of the list in which this phone has looked; empty before it has. */
  listCode: string;
  /** There is something to show to an observer. */
  hasEvidence: boolean;
  countedUrl: string;
  sessionId: string;
}

/** What one survey says about this phone's ballots: that they are counted, never what was in them. */
export function receiptView(round: BallotRound, keyCheck: KeyCheck, isCut: boolean): ReceiptView {
  return {
    survey: round.survey,
    sessionId: round.sessionId,
    title: `第 ${round.number} 期`,
    isOut: round.receipt !== null,
    listCode: round.receipt?.listDigest ? checkCode(round.receipt.listDigest) : '',
    hasEvidence: (round.receipt?.missing ?? []).length > 0,
    countedUrl: round.countedUrl,
    keys: keyWords(keyCheck),
    ...found(round, isCut),
  };
}

function found(
  { receipt, slots }: BallotRound,
  isCut: boolean,
): Pick<ReceiptView, 'heading' | 'text' | 'isGood'> {
  if (receipt === null)
    return isCut
      ? { heading: '现在查不到名单', text: '没有连上网络。名单一直都在，连上以后再来核对。', isGood: false }
      : {
          heading: '票箱还没有封',
          text: '截止以后公布全部已计入的票的编号，这部手机会自己去找你的票。',
          isGood: false,
        };
  const { cast, counted, late, lateChanges, missing } = receipt;
  if (late.length > 0 && counted === cast)
    return {
      heading:
        counted > 0 ? `${counted} 张计入了，${late.length} 张来晚了` : `${late.length} 张评价票都来晚了`,
      text: lateInWords(slots, late) + FORGOTTEN,
      isGood: false,
    };
  if (cast === 0)
    return { heading: '没有评价记录', text: '名单里没有这部手机的票，它也没有送出过。', isGood: true };
  if (counted < cast)
    return {
      heading: `送出 ${cast} 张，名单里找到 ${counted} 张`,
      text: missing
        ? '少了的票没有计入，但票箱签收过。请把回执出示给观察员：可以验证真假，无需知道你是谁，也看不出你怎么评的。'
        : '少了的票没有计入。请告诉观察员：他们可以查整个票箱，不需要知道你是谁，也不需要知道你怎么评的。',
      isGood: false,
    };
  return {
    heading: `你的 ${cast} 张评价票都在票箱里`,
    text: lateChanges.length > 0 ? changesInWords(slots, lateChanges) + FORGOTTEN : FORGOTTEN,
    isGood: true,
  };
}

const changesInWords = (slots: readonly number[], changed: readonly number[]): string =>
  `${questionsInWords(slots, changed)}最后一次改动可能来晚了，没赶上就按改之前的算。`;

const keyWords = (check: KeyCheck): string => {
  if (check === null) return '';
  return check ? '印章号码和公布的一致，大家用的是同一套。' : '印章号码和公布的不一致，请告诉观察员。';
};
