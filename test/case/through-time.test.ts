import '../booking/sdk-environment';
import { FIRST_RULE_BOOK } from '../../cloudfunctions/core/rules/rulebook';
import { departments } from '../../cloudfunctions/platform/database/collections';
import { update } from '../../cloudfunctions/platform/database/store';
import { reach } from '../booking/inside';
import type { Product } from '../cloud';
import { stopInspected } from '../inspected';
import { answered, DAY, inHand, MINUTE, MONDAY, send, startCases } from './people';

/** From ten in the morning to the end of the work. */
const EVENING = 450 * MINUTE;

let product: Product;
beforeEach(async () => {
  product = await startCases();
});
afterEach(() => stopInspected(product));

const as = (who: string) => product.as(who);
const messagesOf = async (who: string) =>
  (await as(who).call('announcement.inbox', {})).messages.map(({ kind, body }) => ({ kind, body }));
/** Without the minutes between, as after an hour without power: what is due by then happens in one run. */
async function at(instant: number) {
  product.cloud.state.clock.move(instant + MINUTE);
  await product.cloud.tick('jobs');
}
const whats = async (caseId: string) =>
  (await as('p-lin').call('case.get', { caseId })).timeline.map(({ what }) => what).reverse();

test('an unanswered case is reminded of, then goes up handler → head → leader → public list, each once', async () => {
  const { caseId, dueAt } = await send(product, 'p-lin');
  await inHand(product, caseId);
  const climbed = async () => (await whats(caseId)).filter((what) => /remind|escal/.test(what));

  await at(dueAt - DAY);
  expect(await climbed()).toEqual(['reminded']);
  expect(await messagesOf('p-ma')).toContainEqual(expect.objectContaining({ kind: 'deadline_near' }));

  // Timers may overlap: three runs at once climb one rung and tell it once.
  product.cloud.state.clock.move(dueAt + MINUTE);
  await Promise.all(['jobs', 'jobs', 'jobs'].map((name) => product.cloud.tick(name)));
  await product.cloud.tick('jobs');
  expect((await messagesOf('p-ma')).filter(({ kind }) => kind === 'overdue')).toHaveLength(1);
  expect(await climbed()).toEqual(['reminded', 'escalated_handler']);
  expect((await messagesOf('p-ma'))[0]).toMatchObject({ kind: 'overdue' });
  expect(await messagesOf('p-xu')).not.toContainEqual(expect.objectContaining({ kind: 'overdue' }));

  // Thursday → Friday; then over the weekend.
  await at(dueAt + DAY);
  expect((await messagesOf('p-xu'))[0]).toMatchObject({ kind: 'overdue' });
  expect(await messagesOf('p-zheng')).toEqual([]);
  await at(dueAt + 4 * DAY);
  expect((await messagesOf('p-zheng'))[0]).toMatchObject({
    kind: 'overdue',
    body: '有诉求超过办理时限，点开看今天的清单。',
  });
  expect((await as('nobody').call('case.overdue', {})).cases).toEqual([]);
  await at(dueAt + 7 * DAY);
  // Not published, so the list shows that it is overdue and with whom, and none of the asker's words.
  expect((await as('nobody').call('case.overdue', {})).cases).toMatchObject([
    { id: caseId, title: '', isOverdue: true, departmentId: 'logistics' },
  ]);
  await at(dueAt + 9 * DAY);
  const all = await climbed();
  expect(all).toEqual([
    'reminded',
    'escalated_handler',
    'escalated_head',
    'escalated_leader',
    'escalated_public',
  ]);
  await answered(product, caseId);
  expect((await as('nobody').call('case.overdue', {})).cases).toEqual([]);
  const stored = product.cloud.read('cases')[0];
  expect(stored).toMatchObject({ wasOnTime: false });
});

test('nobody took it on: the office is reminded and answers for it', async () => {
  const { dueAt } = await send(product, 'p-lin');
  await at(dueAt);
  expect((await messagesOf('p-wu'))[0]).toMatchObject({ kind: 'overdue' });
  expect((await as('p-wu').call('case.deskCounts', {})).counts).toMatchObject({ submitted: 1, overdue: 1 });
});

test('asking for more stops the clock until the asker answers; the pause stands in the timeline with its length', async () => {
  const { caseId, dueAt } = await send(product, 'p-lin');
  await inHand(product, caseId);
  await as('p-ma').call('case.askMore', { caseId, text: '几层?' });
  product.cloud.state.clock.move(MONDAY + DAY);
  const paused = await as('p-lin').call('case.get', { caseId });
  expect(paused).toMatchObject({ isPaused: true, dueAt: null, question: '几层?' });
  const resumed = await as('p-lin').call('case.answer', { caseId, text: '六层' });
  const [pause] = resumed.timeline;
  expect(pause).toMatchObject({ what: 'answered_more', text: '六层' });
  expect(resumed.dueAt).toBe(dueAt + DAY);
  expect((pause?.lengthMs ?? 0) / DAY).toBeCloseTo(1, 2);
});

test('a pause gives no second life to what was late before it, and the deadline it moves is reminded of again', async () => {
  const { caseId, dueAt } = await send(product, 'p-lin');
  await inHand(product, caseId);
  await at(dueAt - DAY);
  await as('p-ma').call('case.askMore', { caseId, text: '几层?' });
  await at(dueAt);
  const { dueAt: moved } = await as('p-lin').call('case.answer', { caseId, text: '六层' });
  await at((moved ?? 0) - DAY);
  expect((await whats(caseId)).filter((what) => what === 'reminded')).toHaveLength(2);

  await at(moved ?? 0);
  await as('p-ma').call('case.askMore', { caseId, text: '哪个房间?' });
  expect((await as('p-ma').call('case.get', { caseId })).actions).not.toContain('askExtension');
  await expect(
    as('p-ma').call('case.askExtension', { caseId, workingDays: 3, reason: '等补充' }),
  ).rejects.toMatchObject({ code: 'extension_too_late' });
  await answered(product, caseId);
  expect(product.cloud.read('cases')[0]).toMatchObject({ wasOnTime: false });
});

test('a supervision order that is not reported on by its day is chased, with the leader; another day begins it anew', async () => {
  const { caseId } = await send(product, 'p-lin');
  await inHand(product, caseId);
  await as('p-xu').call('case.draftReply', {
    caseId,
    text: '寒假前换好锅炉。',
    outcome: 'promised',
    promisedFor: MONDAY + 30 * DAY,
  });
  await as('p-lin').call('case.judge', { caseId, isSolved: true });
  // Closed, and yet the promise is still owed: a leader may see to it.
  await as('p-zheng').call('case.supervise', { caseId, text: '每周报一次', dueAt: MONDAY + DAY });
  const { supervisions } = await as('p-ma').call('case.get', { caseId });
  const orderId = supervisions[0]?.orderId ?? '';
  const chased = async () => (await whats(caseId)).filter((what) => what === 'supervision_chased').length;
  await at(MONDAY + DAY + EVENING - 2 * MINUTE);
  expect(await chased()).toBe(0);
  await at(MONDAY + DAY + EVENING);
  await at(MONDAY + DAY + EVENING + 5 * MINUTE);
  expect(await chased()).toBe(1);
  for (const who of ['p-ma', 'p-xu', 'p-zheng'])
    expect((await messagesOf(who))[0]).toMatchObject({
      kind: 'overdue',
      body: expect.stringContaining('督办'),
    });
  await as('p-ma').call('case.reportSupervision', { caseId, orderId, text: '锅炉已订货' });
  const order = { caseId, orderId, isDone: false, text: '要到货单' };
  await expect(as('p-zheng').call('case.endSupervision', { ...order, dueAt: MONDAY })).rejects.toMatchObject({
    code: 'date_in_past',
  });
  await as('p-zheng').call('case.endSupervision', { ...order, dueAt: MONDAY + 3 * DAY });
  await at(MONDAY + 3 * DAY + EVENING);
  expect(await chased()).toBe(2);
  await as('p-zheng').call('case.endSupervision', { caseId, orderId, isDone: true });
  await as('p-ma').call('case.fulfil', { caseId, text: '换好了' });
  await expect(
    as('p-zheng').call('case.supervise', { caseId, text: '再查', dueAt: MONDAY + 9 * DAY }),
  ).rejects.toMatchObject({ code: 'wrong_case_stage' });
});

test('an asker who does not answer stops the clock for five working days and no longer', async () => {
  const { caseId } = await send(product, 'p-lin');
  await inHand(product, caseId);
  await as('p-ma').call('case.askMore', { caseId, text: '几层?' });
  await at(MONDAY + 7 * DAY + EVENING - 2 * MINUTE);
  expect(await as('p-lin').call('case.get', { caseId })).toMatchObject({ isPaused: true });
  await at(MONDAY + 7 * DAY + EVENING);
  const view = await as('p-lin').call('case.get', { caseId });
  expect(view.isPaused).toBe(false);
  expect(view.timeline[0]).toMatchObject({ what: 'resumed', actor: 'system' });
});

test('an answer that nobody objects to closes the case after five working days, and does not count as solved', async () => {
  const { caseId } = await send(product, 'p-lin');
  await inHand(product, caseId);
  await answered(product, caseId);
  await at(MONDAY + 7 * DAY + EVENING + 5 * MINUTE);
  const view = await as('p-lin').call('case.get', { caseId });
  expect(view).toMatchObject({ status: 'closed', closing: 'asker_silent' });
  const figures = await as('p-zheng').call('report.dashboard', { from: MONDAY - DAY, to: MONDAY + 30 * DAY });
  expect(figures.total.resolution.count).toBeNull();

  const again = await as('p-lin').call('case.judge', { caseId, isSolved: false, reason: '还是没有热水' });
  expect(again).toMatchObject({ status: 'in_progress', departmentId: 'logistics', reopenings: 1 });
  expect(again.dueAt).toBeGreaterThan(MONDAY + 9 * DAY);
});

test('while a complex case is open its asker hears something every five working days', async () => {
  const { caseId } = await send(product, 'p-lin');
  await inHand(product, caseId);
  await as('p-wu').call('case.changeClass', { caseId, urgency: 'complex', reason: '要换锅炉' });
  await at(MONDAY + 7 * DAY + EVENING + 5 * MINUTE);
  await at(MONDAY + 14 * DAY + EVENING + 10 * MINUTE);
  expect((await whats(caseId)).filter((what) => what === 'progress')).toHaveLength(2);
});

test('the handler is asked for a note a working day before, and a note that comes is all the asker hears', async () => {
  const { caseId } = await send(product, 'p-lin');
  await inHand(product, caseId);
  await as('p-wu').call('case.changeClass', { caseId, urgency: 'complex', reason: '要换锅炉' });
  await at(MONDAY + 4 * DAY + EVENING + 5 * MINUTE);
  expect(await messagesOf('p-ma')).toContainEqual({
    kind: 'deadline_near',
    body: expect.stringMatching(/^下个工作日要告诉提出人进展，请写一条说明。/),
  });
  // What is between the staff and the clock is not the asker's.
  expect(await whats(caseId)).not.toContain('note_asked');
  await as('p-ma').call('case.note', { caseId, text: '锅炉已经订货。' });
  await at(MONDAY + 7 * DAY + EVENING + 10 * MINUTE);
  expect((await whats(caseId)).filter((what) => /note|progress/.test(what))).toEqual(['note']);
});

test('a promise stands in the public tracker, is late after its day, and is done when it is kept', async () => {
  const { caseId } = await send(product, 'p-lin');
  await inHand(product, caseId);
  await as('p-xu').call('case.draftReply', {
    caseId,
    text: '十二月一日前换好锅炉。',
    outcome: 'promised',
    promisedFor: MONDAY + 3 * DAY,
  });
  expect((await as('nobody').call('case.commitments', {})).commitments).toMatchObject([
    { caseId, state: 'open', departmentId: 'logistics', title: '' },
  ]);
  await at(MONDAY + 3 * DAY + EVENING);
  expect((await as('nobody').call('case.commitments', { state: 'late' })).commitments).toHaveLength(1);
  await as('p-ma').call('case.fulfil', { caseId, text: '换好了' });
  expect((await as('nobody').call('case.commitments', { state: 'done' })).commitments).toHaveLength(1);
});

test('a changed rule book moves the rungs that are still to come and repeats none', async () => {
  const { caseId, dueAt } = await send(product, 'p-lin');
  await inHand(product, caseId);
  await at(dueAt);
  const book = {
    _id: 'rulebook-2',
    version: 2,
    effectiveAt: 0,
    reason: '缩短上报',
    rules: JSON.parse(JSON.stringify(rulesWith([0, 3, 4, 5]))),
  };
  await product.cloud.seed('rulebooks', [book]);
  await product.cloud.tick('jobs');
  await at(dueAt + DAY);
  const climbed = (await whats(caseId)).filter((what) => what.startsWith('escalated'));
  expect(climbed).toEqual(['escalated_handler']);
  await at(dueAt + 5 * DAY);
  expect((await whats(caseId)).filter((what) => what.startsWith('escalated'))).toEqual([
    'escalated_handler',
    'escalated_head',
  ]);
});

test('a deadline that was promised outlives a changed rule book, pauses and extensions included; later cases go by the new one', async () => {
  const { caseId, dueAt } = await send(product, 'p-lin');
  await inHand(product, caseId);
  const shorter = { path: 'cases.ordinary', value: 1 };
  await as('p-shen').call('account.changeRule', { version: 1, change: shorter, reason: '加快办理' });
  await at(MONDAY + 10 * MINUTE);
  expect((await as('p-ma').call('case.get', { caseId })).dueAt).toBe(dueAt);
  await as('p-ma').call('case.askExtension', { caseId, workingDays: 2, reason: '配件在途' });
  const granted = await as('p-wu').call('case.judgeExtension', { caseId, isGranted: true });
  // Thursday and two working days: Monday.
  expect(granted.dueAt).toBe(dueAt + 4 * DAY);

  const later = await send(product, 'p-zhou');
  expect(later.dueAt).toBe(dueAt - 2 * DAY);
  const reclassed = { caseId, urgency: 'complex', reason: '要换锅炉' } as const;
  await as('p-wu').call('case.changeClass', reclassed);
  await as('p-wu').call('case.changeClass', { ...reclassed, urgency: 'ordinary' });
  // Another class is another promise, made by the rules of now: one day, and the two that were granted.
  expect((await as('p-ma').call('case.get', { caseId })).dueAt).toBe(dueAt);
});

function rulesWith(workingDays: number[]) {
  const { rules } = FIRST_RULE_BOOK;
  return { ...rules, cases: { ...rules.cases, rungs: { ...rules.cases.rungs, workingDays } } };
}

test('a dissolved department hands its cases to its successor, which must accept them; nothing is lost', async () => {
  const { caseId } = await send(product, 'p-lin');
  await inHand(product, caseId);
  const answeredOne = await send(product, 'p-zhou');
  await inHand(product, answeredOne.caseId);
  await answered(product, answeredOne.caseId);
  const helped = await send(product, 'p-he');
  await as('p-wu').call('case.accept', {
    caseId: helped.caseId,
    urgency: 'ordinary',
    leadId: 'network',
    coIds: ['logistics'],
  });
  reach(product.cloud);
  await update(departments, { _id: 'logistics' }, { isDissolved: true, successorId: 'teaching' });
  await product.cloud.tick('jobs');
  await product.cloud.tick('jobs');
  const helping = await as('p-sun').call('case.inbox', { departmentId: 'teaching', box: 'helping' });
  expect(helping.cases).toMatchObject([{ id: helped.caseId, departmentId: 'network' }]);
  expect(await as('p-lin').call('case.get', { caseId })).toMatchObject({
    status: 'assigned',
    departmentId: 'teaching',
  });
  const told = (await messagesOf('p-sun')).map(({ body }) => body).join();
  expect(told).toContain('诉求转到你部门，请接收');
  expect(told).toContain('请接着协办这件诉求');
  expect(await as('p-sun').call('case.take', { caseId })).toMatchObject({ status: 'in_progress' });
  // Whoever answered is gone: "not solved" goes to the successor.
  const reopened = await as('p-zhou').call('case.judge', {
    caseId: answeredOne.caseId,
    isSolved: false,
    reason: '没修好',
  });
  expect(reopened).toMatchObject({ status: 'in_progress', departmentId: 'teaching' });
  await expect(
    as('p-wu').call('case.assign', { caseId, leadId: 'logistics', reason: '改派' }),
  ).rejects.toMatchObject({ code: 'department_unknown' });
});

test('without a successor the office answers for the cases of a dissolved department', async () => {
  const { caseId } = await send(product, 'p-lin');
  await inHand(product, caseId);
  reach(product.cloud);
  await update(departments, { _id: 'logistics' }, { isDissolved: true });
  await product.cloud.tick('jobs');
  expect(await as('p-lin').call('case.get', { caseId })).toMatchObject({
    status: 'accepted',
    departmentId: null,
  });
  expect((await as('p-wu').call('case.desk', { box: 'ours' })).cases).toHaveLength(1);
});

test('a renamed department keeps its cases: they hold its id, and messages its present name', async () => {
  const { caseId } = await send(product, 'p-lin');
  await inHand(product, caseId);
  reach(product.cloud);
  await update(departments, { _id: 'logistics' }, { name: '后勤服务中心' });
  await product.cloud.tick('jobs');
  expect((await messagesOf('p-lin')).map(({ body }) => body).join()).toContain('后勤服务中心已接收');
  expect(
    (await as('p-ma').call('case.inbox', { departmentId: 'logistics', box: 'working' })).cases,
  ).toHaveLength(1);
});
