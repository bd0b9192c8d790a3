import type { CheckedReceipt, ReceiptFinding } from '../../../api/receipt-check';

export interface FindingRow {
  id: string;
  heading: string;
  text: string;
  /** A ballot that the box had is not in the list. */
  isProof: boolean;
}

const FINDINGS: Record<ReceiptFinding, { heading: string; text: string }> = {
  missing: {
    heading: '签名是真的，名单里没有这张票',
    text: '票箱签收过这张票，公布的名单里没有，这是丢票的凭据。请把回执和票箱、开箱记录、名单一起保存，在电脑上用 node recount.mjs 票箱文件 --record 开箱记录文件 --receipt 回执文件 再核对一遍。',
  },
  counted: { heading: '这张票在名单里', text: '签名有效，票已计入。' },
  unsigned: {
    heading: '签名不是票箱签的',
    text: '用本次调查公布的签收密钥验证不通过，不能作为凭据。可能抄写有误，请对方用“复制回执”重新发送。',
  },
  unknown: { heading: '本次调查的结果还没有通报', text: '通报以后才有名单可核对，请届时再试。' },
  record: {
    heading: '公开的开箱记录和通报的号码不一致',
    text: '签收密钥无法确认，请先查明开箱记录为何不一致。',
  },
  list: {
    heading: '公开的名单和通报的号码不一致',
    text: '取得的名单与通报的不是同一份，请先查明名单为何不一致。',
  },
};

export const findingRow = ({ receipt, finding }: CheckedReceipt): FindingRow => ({
  id: receipt.id,
  ...FINDINGS[finding],
  isProof: finding === 'missing',
});
