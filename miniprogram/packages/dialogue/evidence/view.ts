import type { BallotRound } from '../../../api/ballot-rounds';
import { writeReceipts } from '../../../shared/box-receipt';

export interface EvidenceView {
  heading: string;
  /** What is copied and shown. */
  text: string;
}

/** What a rater can show whose ballots are missing from the list; null when none is, or the box never signed for one. */
export function evidenceView({ number, receipt }: BallotRound): EvidenceView | null {
  const missing = receipt?.missing ?? [];
  if (missing.length === 0) return null;
  return {
    heading: `第 ${number} 期：票箱签收过、名单里没有的 ${missing.length} 张`,
    text: writeReceipts(missing),
  };
}
