import type { BallotRound } from '../../miniprogram/api/ballot-rounds';
import { evidenceView } from '../../miniprogram/packages/dialogue/evidence/view';
import { receiptView } from '../../miniprogram/packages/dialogue/verify/view';
import { findingRow } from '../../miniprogram/packages/survey/receipt/view';
import { readReceipts } from '../../miniprogram/shared/box-receipt';

const lost = { survey: 'session-16.1', id: 'ab'.repeat(32), revision: 2, signature: 'c2ln' };
const round = (receipt: BallotRound['receipt']): BallotRound => ({
  survey: 'session-16.1',
  sessionId: 'session-16',
  number: 16,
  ballotUrl: '',
  countedUrl: '',
  closesAt: null,
  slots: [0, 1],
  receipt,
});
const all = { cast: 2, counted: 2, late: [], lateChanges: [], listDigest: '0123456789abcdef'.repeat(4) };

describe('what a rater can show', () => {
  it('is nothing while all are counted, or the box never signed for what is missing', () => {
    for (const receipt of [null, all, { ...all, counted: 1 }]) {
      expect(evidenceView(round(receipt))).toBeNull();
      expect(receiptView(round(receipt), true, false).hasEvidence).toBe(false);
    }
  });

  it('is what the box signed, as a text that comes back as it was, and no rating', () => {
    const view = evidenceView(round({ ...all, counted: 1, missing: [lost] }));
    expect(readReceipts(view?.text ?? '')).toEqual([lost]);
    expect(Object.keys(Object(JSON.parse(view?.text ?? '')).receipts[0])).toEqual(Object.keys(lost));
    expect(receiptView(round({ ...all, counted: 1, missing: [lost] }), true, false)).toMatchObject({
      heading: '送出 2 张，名单里找到 1 张',
      hasEvidence: true,
    });
  });

  it('stands beside the code of the list in which the phone has looked', () => {
    expect(receiptView(round(all), true, false).listCode).toBe('0123 4567 89ab');
    expect(receiptView(round(null), true, false).listCode).toBe('');
  });
});

test('an observer is told which receipt is evidence, and of every other why it is none', () => {
  const findings = ['missing', 'counted', 'unsigned', 'unknown', 'record', 'list'] as const;
  const rows = findings.map((finding) => findingRow({ receipt: lost, finding }));
  expect(rows.map(({ isProof }) => isProof)).toEqual([true, false, false, false, false, false]);
  expect(new Set(rows.map(({ heading }) => heading)).size).toBe(findings.length);
});
