import fc from 'fast-check';
import { byChannel, byMonth, type Counted, figuresOf } from '../../../cloudfunctions/core/report/dashboard';
import { instantOf, monthOf } from '../../../cloudfunctions/core/rules/calendar';

// Whoever asks for every window and every filter, and takes one answer from another, learns of no fewer than k
// judgements: what fewer than k people of one cell said could be anything, and no answer would be another one.

const K = 5;
const NOW = instantOf('2027-01-15');
const MONTHS = ['2026-09', '2026-10', '2026-11'];
const DEPARTMENTS = ['logistics', 'library', null];
const CHANNELS = ['box', 'hotline'] as const;

const counted: fc.Arbitrary<Counted> = fc.record({
  leadId: fc.constantFrom(...DEPARTMENTS),
  channel: fc.constantFrom(...CHANNELS),
  category: fc.constant('logistics' as const),
  submittedAt: fc.constantFrom(...MONTHS.map((month) => instantOf(`${month}-10`))),
  isOpen: fc.boolean(),
  isDue: fc.boolean(),
  dueAt: fc.constantFrom(NOW - 1, NOW),
  firstReplyAt: fc.constant(NOW),
  wasOnTime: fc.constant(true),
  verdict: fc.constantFrom('solved', 'not_solved', null),
  satisfaction: fc.constantFrom('satisfied', 'dissatisfied', null),
  returns: fc.constant([]),
  extensions: fc.constant(0),
  reopenings: fc.constant(0),
  closing: fc.constant('asker_silent' as const),
  identity: fc.constantFrom('named', 'anonymous'),
  callBacks: fc.constantFrom(
    [],
    [{ at: NOW, by: '唐', isSolved: true, satisfaction: null }],
    [{ at: NOW, by: '唐', isSolved: false, satisfaction: null }],
  ),
  reply: fc.constant({ outcome: 'solved' as const }),
});

/** Every answer to every window of whole months, and each department and channel in it. */
function answers(cases: readonly Counted[], k: number): string {
  const all: unknown[] = [];
  for (let from = 0; from < MONTHS.length; from++)
    for (let to = from; to < MONTHS.length; to++) {
      const months = MONTHS.slice(from, to + 1);
      const inside = cases.filter(({ submittedAt }) => months.includes(monthOf(submittedAt)));
      const groups = DEPARTMENTS.map((id) => inside.filter(({ leadId }) => leadId === id));
      all.push(
        [inside, ...groups].map((group) => figuresOf(group, NOW, k)),
        byChannel(inside, k),
        byMonth(inside, NOW, k),
      );
    }
  return JSON.stringify(all);
}

const cellOf = ({ submittedAt, leadId, channel }: Counted) => `${monthOf(submittedAt)} ${channel} ${leadId}`;
const flipped = (of: Counted): Counted => ({
  ...of,
  verdict: of.verdict === 'solved' ? 'not_solved' : of.verdict === null ? null : 'solved',
  satisfaction:
    of.satisfaction === 'satisfied' ? 'dissatisfied' : of.satisfaction === null ? null : 'satisfied',
  callBacks: (of.callBacks ?? []).map((call) => ({ ...call, isSolved: !call.isSolved })),
  // Sent back it is open again, and may be late again.
  isOpen: of.verdict === null ? of.isOpen : !of.isOpen,
  isDue: of.verdict === null ? of.isDue : !of.isDue,
  reopenings: (of.callBacks ?? []).length > 0 ? 1 - of.reopenings : of.reopenings,
});

/** Both worlds: as it is, and with the judgements of one cell of fewer than k turned round. */
function isTold(cases: readonly Counted[], k: number): boolean {
  for (const cell of new Set(cases.map(cellOf))) {
    const group = cases.filter((one) => cellOf(one) === cell);
    const judged = group.filter(
      ({ verdict, callBacks, reopenings }) => verdict !== null || reopenings > 0 || callBacks?.length,
    ).length;
    const rated = group.filter(({ satisfaction }) => satisfaction !== null).length;
    if (judged >= K || rated >= K) continue;
    const other = cases.map((one) => (cellOf(one) === cell ? flipped(one) : one));
    if (answers(cases, k) !== answers(other, k)) return true;
  }
  return false;
}

const worlds = fc.array(counted, { minLength: 1, maxLength: 80 });

test('no pair of windows and filters differs by fewer judgements than k', () => {
  fc.assert(
    fc.property(worlds, (cases) => !isTold(cases, K)),
    { numRuns: 60 },
  );
});

test('the same notices a dashboard that shows every judgement', () => {
  expect(fc.sample(worlds, { numRuns: 20, seed: 7 }).some((cases) => isTold(cases, 1))).toBe(true);
});
