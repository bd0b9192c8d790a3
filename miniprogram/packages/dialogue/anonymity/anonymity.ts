import { ANONYMITY, ANONYMITY_PROMISE } from '../../../shared/anonymity';
import { openPage } from '../../../shared/open-page';

const [, ...sections] = ANONYMITY;

Page({
  data: {
    phase: 'ready',
    promise: ANONYMITY_PROMISE,
    // The promise itself stands above, large; its other sentences follow it.
    first: ANONYMITY[0]?.paragraphs.slice(1) ?? [],
    sections,
  },
  openVerify() {
    openPage('/packages/dialogue/verify/verify');
  },
});
