import { ballotRound } from '../../../api/ballot-rounds';
import { copyText } from '../../../view/copy-text';
import { type EvidenceView, evidenceView } from './view';

Page({
  data: { view: null as EvidenceView | null },
  onLoad(query: Record<string, string | undefined>) {
    const round = ballotRound(query.id ?? '');
    this.setData({ view: round && evidenceView(round) });
  },
  copy() {
    const { view } = this.data;
    if (view) copyText(view.text);
  },
});
