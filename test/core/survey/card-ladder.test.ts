import { FIRST_RULE_BOOK } from '../../../cloudfunctions/core/rules/rulebook';
import {
  cardTimesOf,
  climb,
  deadlineOf,
  isPlanOverdue,
} from '../../../cloudfunctions/core/survey/card-ladder';
import { appeal, decide, type GivenCard } from '../../../cloudfunctions/core/survey/card-ledger';
import { newRectification } from '../../../cloudfunctions/core/survey/rectification';
import { by } from '../session/december';
import { givenCard } from './given-card';

const TIMES = cardTimesOf(FIRST_RULE_BOOK);
const DAY = 86_400_000;
/** A Thursday at the end of the work; the plan is due a week later. */
const GIVEN = Date.UTC(2026, 11, 3, 9, 30);
const DUE = GIVEN + 7 * DAY;
const card = (changes: Partial<GivenCard> = {}) =>
  givenCard({
    state: 'final',
    givenAt: GIVEN,
    reviewUntil: DUE,
    rectification: newRectification(DUE),
    ...changes,
  });
const told = ({ notices }: GivenCard) =>
  notices.map(({ to, facts }) => `${facts.cardStep} ${to.split(':')[0]}`);
const measures = [
  { text: '换管', dueAt: DUE + 3 * DAY, isDone: false },
  { text: '巡查', dueAt: DUE + DAY, isDone: true },
];
const planned = { ...newRectification(DUE), submittedAt: GIVEN, plan: '换管', measures };

describe('what a card waits for', () => {
  const appealed = appeal(card({ state: 'review' }), '有误', by(GIVEN), DUE + DAY).entity;
  test.each([
    ['the plan', card(), { what: 'plan', at: DUE }],
    ['its next open measure', card({ rectification: planned }), { what: 'plan', at: DUE + 3 * DAY }],
    ['the decision, and no plan meanwhile', appealed, { what: 'decision', at: DUE + DAY }],
    [
      'the plan again once it is upheld, with its time anew',
      decide(appealed, 'upheld', '属实', by(GIVEN), DUE + 9 * DAY).entity,
      { what: 'plan', at: DUE + 9 * DAY },
    ],
    ['nobody once it is withdrawn', decide(appealed, 'withdrawn', '有误', by(GIVEN), DUE).entity, null],
    ['nobody once all is done', card({ rectification: { ...planned, doneAt: GIVEN } }), null],
    ['nobody once it was rated better', card({ rerated: 'none' }), null],
  ])('%s', (_label, waiting, deadline) => {
    expect(deadlineOf(waiting)).toEqual(deadline);
  });

  test('is late from its instant on', () => {
    expect(isPlanOverdue(card(), DUE - 1)).toBe(false);
    expect(isPlanOverdue(card(), DUE)).toBe(true);
    expect(isPlanOverdue(appealed, DUE + 9 * DAY)).toBe(false);
  });
});

describe('the ladder', () => {
  test.each([
    ['long before', DUE - DAY - 1, [], DUE - DAY],
    ['a working day before', DUE - DAY, ['plan_near handlers', 'plan_near heads'], DUE],
    ['when it is due', DUE, ['plan_late handlers', 'plan_late heads'], DUE + DAY],
  ])('%s', (_label, now, heard, wakeAt) => {
    const climbed = climb(card(), TIMES, now);
    expect(told(climbed)).toEqual(heard);
    expect(climbed).toMatchObject({ wakeAt, isLate: now >= DUE });
  });

  test('goes from department to head, leader and everybody, each rung once', () => {
    let climbed = card();
    const heard: string[] = [];
    for (let now = DUE - 2 * DAY; now < DUE + 9 * DAY; now += DAY / 2) {
      const next = climb({ ...climbed, notices: [] }, TIMES, now);
      heard.push(...new Set(next.notices.map(({ facts }) => facts.cardStep ?? '')));
      climbed = next;
    }
    expect(heard).toEqual([
      'plan_near',
      'plan_late',
      'plan_late_head',
      'plan_late_leader',
      'plan_late_public',
    ]);
    expect(climbed.version).toBe(1 + heard.length);
    expect(climbed).toMatchObject({ wakeAt: null, isLate: true });
  });

  test('begins anew with a new day, and is over with the plan', () => {
    const late = climb(card(), TIMES, DUE + DAY);
    const again = climb({ ...late, rectification: planned, notices: [] }, TIMES, DUE + 3 * DAY);
    expect(told(again)).toEqual(['plan_late handlers', 'plan_late heads']);
    const done = climb({ ...again, rectification: { ...planned, doneAt: DUE } }, TIMES, DUE + 4 * DAY);
    expect(done).toMatchObject({ wakeAt: null, isLate: false });
  });

  test('an appeal that nobody decides reaches the office and then the leader', () => {
    const appealed = appeal(card({ state: 'review' }), '有误', by(GIVEN), DUE).entity;
    expect(told(appealed)).toEqual(['appealed office']);
    const late = climb({ ...appealed, notices: [] }, TIMES, DUE + 4 * DAY);
    expect(told(late)).toEqual([
      'decision_late office',
      'decision_late_leader leader',
      'decision_late_leader office',
    ]);
  });
});
