import { type BallotRound, ballotRounds } from '../../../api/ballot-rounds';
import { hasPublicKeys, settleRound } from '../../../api/ballots';
import { CallError } from '../../../api/call-error';
import { pullDown } from '../../../api/screen';
import { dataText } from '../../../shared/event';
import { openPage } from '../../../shared/open-page';
import { copyText } from '../../../view/copy-text';
import { type KeyCheck, type ReceiptView, receiptView } from './view';

Page({
  data: {
    phase: 'waiting',
    receipts: [] as ReceiptView[],
    skeleton: [{ width: '70%', height: '56rpx' }, 1, { width: '60%' }],
  },
  async onLoad() {
    await this.load();
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  async load() {
    const receipts = await Promise.all(ballotRounds().map(look));
    this.setData({ receipts, phase: 'ready' });
  },
  copy(event: WechatMiniprogram.TouchEvent) {
    copyText(dataText(event, 'url'));
  },
  openResults(event: WechatMiniprogram.TouchEvent) {
    openPage(`/packages/dialogue/results/results?id=${dataText(event, 'id')}`);
  },
  openEvidence(event: WechatMiniprogram.TouchEvent) {
    openPage(`/packages/dialogue/evidence/evidence?id=${dataText(event, 'id')}`);
  },
  openWhy() {
    openPage('/packages/dialogue/anonymity/anonymity');
  },
});

async function look(round: BallotRound): Promise<ReceiptView> {
  try {
    const receipt = await settleRound(round);
    return receiptView({ ...round, receipt }, await keyCheck(round), false);
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    return receiptView(round, null, true);
  }
}

/** The receipt stands whether or not the keys can be looked at just now. */
async function keyCheck(round: BallotRound): Promise<KeyCheck> {
  try {
    return await hasPublicKeys(round);
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    return null;
  }
}
