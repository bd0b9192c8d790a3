import { randomBytes, randomUUID } from 'node:crypto';
import type { Product } from '../cloud';
import { answered, DAY, inHand, MINUTE, MONDAY, send, startCases } from './people';

let product: Product;
beforeAll(async () => {
  product = await startCases();
});
afterAll(() => product.stop());
const as = (who: string) => product.as(who);

describe('hand-back and extension', () => {
  test('a department hands back in time and with grounds; the office adjudicates; it stays responsible meanwhile', async () => {
    const { caseId } = await send(product, 'p-lin');
    await inHand(product, caseId);
    const asked = await as('p-ma').call('case.handBack', { caseId, ground: 'not_ours', text: '属于教务处' });
    expect(asked).toMatchObject({ departmentId: 'logistics', askedReturn: { ground: 'not_ours' } });
    expect((await as('p-wu').call('case.desk', { box: 'returns' })).cases).toMatchObject([{ id: caseId }]);
    await expect(
      as('p-ma').call('case.draftReply', { caseId, text: '好', outcome: 'explained' }),
    ).rejects.toMatchObject({ code: 'return_pending' });
    const given = await as('p-wu').call('case.judgeReturn', {
      caseId,
      isUpheld: true,
      reason: '确属教务处',
      leadId: 'teaching',
    });
    expect(given).toMatchObject({ status: 'assigned', departmentId: 'teaching', returns: 1 });
    expect(product.cloud.read('cases').find(({ _id }) => _id === caseId)).toMatchObject({
      responsibleId: 'logistics',
    });
    const taken = await as('p-sun').call('case.take', { caseId });
    expect(taken).toMatchObject({ departmentId: 'teaching', handlerName: '孙晓燕' });
    await expect(as('p-ma').call('case.get', { caseId })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('after one working day, or after the office has said no, there is no handing back', async () => {
    const { caseId } = await send(product, 'p-lin');
    await inHand(product, caseId);
    await as('p-ma').call('case.handBack', { caseId, ground: 'unclear', text: '说不清' });
    await as('p-wu').call('case.judgeReturn', { caseId, isUpheld: false, reason: '写得很清楚' });
    await expect(
      as('p-ma').call('case.handBack', { caseId, ground: 'not_ours', text: '再退' }),
    ).rejects.toMatchObject({ code: 'return_too_late' });
  });

  test('two extensions with reason and approval, no third; the asker sees length, reason and author', async () => {
    const { caseId, dueAt } = await send(product, 'p-zhou');
    await inHand(product, caseId);
    for (const count of [1, 2]) {
      await as('p-ma').call('case.askExtension', { caseId, workingDays: 1, reason: '配件在途' });
      await expect(
        as('p-ma').call('case.askExtension', { caseId, workingDays: 1, reason: '再延' }),
      ).rejects.toMatchObject({ code: 'extension_pending' });
      const granted = await as('p-wu').call('case.judgeExtension', { caseId, isGranted: true });
      expect(granted.extensions).toBe(count);
    }
    const seen = await as('p-zhou').call('case.get', { caseId });
    expect(seen.dueAt).toBe(dueAt + 4 * DAY);
    expect(seen.timeline[0]).toMatchObject({
      what: 'extension_granted',
      text: '配件在途',
      actorName: '吴雅琴',
      lengthMs: 3 * DAY,
    });
    await expect(
      as('p-ma').call('case.askExtension', { caseId, workingDays: 1, reason: '第三次' }),
    ).rejects.toMatchObject({ code: 'extension_limit' });
  });
});

describe('several departments', () => {
  test('one leads and answers; the others see the case on their desk, are told, may write notes and nothing else', async () => {
    const { caseId } = await send(product, 'p-lin', { title: '自习室开放时间' });
    await as('p-wu').call('case.accept', {
      caseId,
      urgency: 'ordinary',
      leadId: 'logistics',
      coIds: ['teaching'],
    });
    const helping = await as('p-sun').call('case.inbox', { departmentId: 'teaching', box: 'helping' });
    expect(helping.cases).toMatchObject([{ id: caseId, departmentId: 'logistics' }]);
    const { counts } = await as('p-sun').call('case.inboxCounts', { departmentId: 'teaching' });
    expect(counts.helping).toBe(1);
    expect(counts.waiting).toBe(
      (await as('p-sun').call('case.inbox', { departmentId: 'teaching', box: 'waiting' })).cases.length,
    );
    await product.cloud.tick('jobs');
    const told = (await as('p-sun').call('announcement.inbox', {})).messages[0];
    expect(told?.body).toContain('请协办这件诉求，由后勤保障处牵头');
    await as('p-sun').call('case.note', { caseId, text: '教务处可以开放三间教室' });
    for (const answer of [
      () => as('p-sun').call('case.take', { caseId }),
      () => as('p-qian').call('case.draftReply', { caseId, text: '好', outcome: 'solved' }),
      () => as('p-sun').call('case.askExtension', { caseId, workingDays: 1, reason: '忙' }),
    ])
      await expect(answer()).rejects.toMatchObject({ code: 'not_allowed' });
  });
});

describe('two of the staff at once', () => {
  test('on one draft: the first decides, the second is told; an answer that was lost is repeated, not given twice', async () => {
    const { caseId } = await send(product, 'p-lin', { title: '门禁坏了' });
    await inHand(product, caseId);
    const drafted = await as('p-ma').call('case.draftReply', { caseId, text: '已修', outcome: 'solved' });
    const first = { caseId, draftId: drafted.draft?.draftId ?? '' };
    // Meanwhile the handler writes another draft; the head decides on the one that was read.
    await as('p-ma').call('case.draftReply', { caseId, text: '已修，换了读卡器', outcome: 'solved' });
    await expect(as('p-xu').call('case.reviewReply', { ...first, isReleased: true })).rejects.toMatchObject({
      code: 'conflict',
    });
    const { draft } = await as('p-xu').call('case.get', { caseId });
    const second = { caseId, draftId: draft?.draftId ?? '', isReleased: true };
    const requestId = randomUUID();
    const [released, sentBack] = await Promise.allSettled([
      as('p-xu').call('case.reviewReply', second, requestId),
      as('p-xu').call('case.reviewReply', { ...second, isReleased: false, note: '再写' }),
    ]);
    // Whichever came first holds; the other hears that there is nothing left to decide.
    expect([released, sentBack].filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const loser = [released, sentBack].find((each) => each.status === 'rejected');
    expect(loser).toMatchObject({ reason: { code: 'wrong_case_stage' } });
    if (released?.status === 'fulfilled') {
      const again = await as('p-xu').call('case.reviewReply', second, requestId);
      expect(again.timeline.filter(({ what }) => what === 'replied')).toHaveLength(1);
    }
  });

  test('a role that was taken away between reading and writing counts no more', async () => {
    const { caseId } = await send(product, 'p-lin', { title: '路灯不亮' });
    await inHand(product, caseId);
    await as('p-ma').call('case.get', { caseId });
    const grant = { personId: 'p-ma', grant: { role: 'handler' as const, departmentId: 'logistics' } };
    await as('p-shen').call('account.revokeRole', { ...grant, reason: '调岗' });
    await expect(
      as('p-ma').call('case.draftReply', { caseId, text: '已修', outcome: 'solved' }),
    ).rejects.toMatchObject({ code: 'not_allowed' });
    await as('p-shen').call('account.grantRole', { ...grant, reason: '调回' });
    await expect(as('p-ma').call('case.note', { caseId, text: '继续办' })).resolves.toMatchObject({
      status: 'in_progress',
    });
  });
});

describe('hostile text in what staff write', () => {
  test.each([
    ['only spaces', ' \u3000\n ', 'text_empty'],
    ['control characters alone', '\u0000\u0007', 'text_control'],
    ['5,000 characters', '长'.repeat(5000), 'text_too_long'],
  ] as const)('%s is refused with its field, in every field', async (_label, text, refusal) => {
    const { caseId } = await send(product, 'p-zhou', { title: `恶意文本 ${text.length}` });
    await inHand(product, caseId);
    const tries: Array<[string, () => Promise<unknown>]> = [
      ['text', () => as('p-ma').call('case.draftReply', { caseId, text, outcome: 'solved' })],
      ['text', () => as('p-ma').call('case.note', { caseId, text })],
      ['text', () => as('p-ma').call('case.askMore', { caseId, text })],
      ['text', () => as('p-ma').call('case.handBack', { caseId, ground: 'not_ours', text })],
      ['reason', () => as('p-ma').call('case.askExtension', { caseId, workingDays: 1, reason: text })],
      ['reason', () => as('p-wu').call('case.changeClass', { caseId, urgency: 'complex', reason: text })],
      ['reason', () => as('p-wu').call('case.revealAsker', { caseId, reason: text })],
      ['title', () => as('p-wu').call('case.publish', { caseId, title: text, text: '公开' })],
      ['text', () => as('p-zheng').call('case.supervise', { caseId, text, dueAt: MONDAY + 60 * DAY })],
      [
        'title',
        () =>
          as('p-ma').call('case.saveCannedAnswer', {
            departmentId: 'logistics',
            answerId: null,
            title: text,
            text: '好',
          }),
      ],
    ];
    for (const [field, attempt] of tries)
      await expect(attempt()).rejects.toMatchObject({
        code: 'invalid_input',
        fields: { [field]: refusal },
      });
    expect((await as('p-zhou').call('case.get', { caseId })).timeline).toHaveLength(4);
  });

  test('a script and a formula are words: they come back as they were written, to whoever may read them', async () => {
    const { caseId } = await send(product, 'p-zhou', { title: '脚本' });
    await inHand(product, caseId);
    const text = '<script>alert(1)</script> {{7*7}} =cmd|calc {department:teaching}';
    await as('p-ma').call('case.note', { caseId, text });
    const seen = await as('p-zhou').call('case.get', { caseId });
    expect(seen.timeline[0]).toMatchObject({ what: 'note', text });
  });
});

describe('identity', () => {
  test('every look at a hidden identity is logged with name and reason, and the asker is told', async () => {
    const { caseId } = await send(product, 'p-he');
    await inHand(product, caseId);
    expect((await as('p-wu').call('case.get', { caseId })).asker).toBeNull();
    const revealed = await as('p-wu').call('case.revealAsker', { caseId, reason: '需要当面核实' });
    expect(revealed).toMatchObject({ name: '何思源', number: '20250308' });
    const own = await as('p-he').call('case.get', { caseId });
    expect(own.identityViews).toMatchObject([{ by: '吴雅琴', reason: '需要当面核实' }]);
    expect(own.timeline[0]).toMatchObject({ what: 'identity_viewed', actorName: '吴雅琴' });
    await product.cloud.tick('jobs');
    const inbox = await as('p-he').call('announcement.inbox', {});
    expect(inbox.messages.map(({ body }) => body).join()).toContain('查看了你的身份');
    await expect(as('p-ma').call('case.revealAsker', { caseId, reason: '好奇' })).rejects.toMatchObject({
      code: 'not_allowed',
    });
  });

  test('the department sees the name when the asker allows it, and no longer when the asker takes it back', async () => {
    const { caseId } = await send(product, 'p-he');
    await inHand(product, caseId);
    await as('p-he').call('case.allowName', { caseId, isAllowed: true });
    expect((await as('p-ma').call('case.get', { caseId })).asker).toMatchObject({ name: '何思源' });
    await as('p-he').call('case.allowName', { caseId, isAllowed: false });
    expect((await as('p-ma').call('case.get', { caseId })).asker).toBeNull();
  });
});

describe('leaders', () => {
  test('read everything, edit nothing, and order supervision that is tracked to its end', async () => {
    const { caseId } = await send(product, 'p-lin');
    await inHand(product, caseId);
    const seen = await as('p-zheng').call('case.get', { caseId });
    expect(seen.actions).toEqual(['supervise']);
    await expect(
      as('p-zheng').call('case.draftReply', { caseId, text: '我来答', outcome: 'explained' }),
    ).rejects.toMatchObject({ code: 'not_allowed' });
    const requestId = randomUUID();
    const order = { caseId, text: '三日内给学生一个说法', dueAt: MONDAY + 3 * DAY };
    await as('p-zheng').call('case.supervise', order, requestId);
    await as('p-zheng').call('case.supervise', order, requestId);
    const asked = await as('p-ma').call('case.get', { caseId });
    expect(asked.supervisions).toMatchObject([{ state: 'ordered', orderedBy: '党委书记郑国栋' }]);
    const orderId = asked.supervisions[0]?.orderId ?? '';
    expect((await as('p-zheng').call('case.supervised', {})).cases).toMatchObject([{ id: caseId }]);
    await as('p-ma').call('case.reportSupervision', { caseId, orderId, text: '今晚修' });
    await as('p-zheng').call('case.endSupervision', { caseId, orderId, isDone: false, text: '要照片' });
    await as('p-ma').call('case.reportSupervision', { caseId, orderId, text: '照片已发' });
    await as('p-zheng').call('case.endSupervision', { caseId, orderId, isDone: true });
    expect((await as('p-zheng').call('case.supervised', {})).cases).toEqual([]);
  });
});

describe('publicity', () => {
  test('public words stand apart from the original ones; anybody reads them, searches them and joins', async () => {
    const { caseId } = await send(product, 'p-lin', {
      title: '图书馆闭馆太早',
      text: '我是大二林某,自习没地方去',
    });
    await inHand(product, caseId);
    await as('p-wu').call('case.publish', {
      caseId,
      title: '延长图书馆开放时间',
      text: '建议延长图书馆晚间开放',
    });
    const open = await as('nobody').call('case.get', { caseId });
    expect(open).toMatchObject({ viewer: 'public', title: '延长图书馆开放时间', asker: null, place: '' });
    expect(JSON.stringify(open)).not.toMatch(/林某|马建国|闭馆太早/);
    expect((await as('nobody').call('case.public', {})).cases[0]).toMatchObject({
      title: '延长图书馆开放时间',
    });
    await product.cloud.tick('jobs');
    product.cloud.state.clock.move(product.cloud.clock.now() + 2 * MINUTE);
    const similar = await as('p-zhou').call('case.similar', { text: '晚上图书馆能不能开晚一点,想自习' });
    expect(similar.cases[0]).toMatchObject({ id: caseId, number: expect.any(String) });
    expect((await as('p-zhou').call('case.search', { words: '图书馆' })).cases).toHaveLength(1);

    expect(await as('p-zhou').call('case.join', { caseId })).toMatchObject({ joins: 1 });
    expect(await as('p-zhou').call('case.join', { caseId })).toMatchObject({ joins: 1 });
    expect(await as('p-gao').call('case.join', { caseId })).toMatchObject({ joins: 2 });
    await as('p-gao').call('case.follow', { caseId, isFollowing: false });
    expect((await as('p-zhou').call('case.followed', {})).cases).toMatchObject([{ id: caseId, joins: 2 }]);
    expect((await as('p-gao').call('case.followed', {})).cases).toEqual([]);
    await answered(product, caseId);
    await product.cloud.tick('jobs');
    const told = (await as('p-zhou').call('announcement.inbox', {})).messages[0];
    expect(told?.body).toContain('你关注的诉求有了答复');
    await as('p-wu').call('case.unpublish', { caseId, reason: '再核对' });
    await expect(as('nobody').call('case.get', { caseId })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a merged case ends and its asker hears the answer of the other', async () => {
    const [first, second] = [await send(product, 'p-lin'), await send(product, 'p-he')];
    await inHand(product, first.caseId);
    const merged = await as('p-wu').call('case.merge', { caseId: second.caseId, intoId: first.caseId });
    expect(merged).toMatchObject({ status: 'closed', closing: 'merged', mergedInto: { id: first.caseId } });
    expect((await as('p-wu').call('case.get', { caseId: first.caseId })).joins).toBe(1);
    await answered(product, first.caseId);
    await product.cloud.tick('jobs');
    const told = (await as('p-he').call('announcement.inbox', {})).messages[0];
    expect(told?.body).toContain('有了答复');
    await expect(
      as('p-wu').call('case.merge', { caseId: first.caseId, intoId: second.caseId }),
    ).rejects.toMatchObject({ code: 'merge_invalid' });
  });
});

describe('the hotline', () => {
  test('the operator finds the caller, records the call and reads the number out; the caller follows it', async () => {
    const found = await as('p-tang').call('case.findCaller', { search: '何思' });
    expect(found.people).toMatchObject([{ personId: 'p-he', number: '20250308' }]);
    expect((await as('p-tang').call('case.findCaller', { search: '2025' })).people).toHaveLength(1);
    const call = {
      callerId: 'p-he',
      category: 'safety',
      urgency: 'emergency',
      title: '宿舍楼道漏电',
      text: '二号楼三层开关冒火花',
      identity: 'named',
    } as const;
    const { caseId, number, dueAt } = await as('p-tang').call('case.record', call);
    expect(number).toMatch(/^20261123-\d{4}$/);
    expect(dueAt - product.cloud.clock.now()).toBeLessThanOrEqual(2 * 60 * MINUTE);
    expect((await as('p-he').call('case.mine', { isOpen: true })).cases.map(({ id }) => id)).toContain(
      caseId,
    );
    expect((await as('p-tang').call('case.recorded', {})).cases).toMatchObject([
      { id: caseId, channel: 'hotline' },
    ]);
    await expect(as('p-tang').call('case.get', { caseId })).resolves.toMatchObject({ viewer: 'operator' });
    await expect(as('p-lin').call('case.record', call)).rejects.toMatchObject({ code: 'not_allowed' });
  });

  test('an anonymous caller gets a receipt code to note down, and leaves no telephone', async () => {
    const call = {
      callerId: null,
      category: 'other',
      urgency: 'ordinary',
      title: '食堂涨价',
      text: '未公示就涨价',
      identity: 'anonymous',
      receiptSeed: randomBytes(16).toString('hex'),
    } as const;
    const { receiptCode } = await as('p-tang').call('case.record', call);
    await expect(as('x').call('case.byReceipt', { receiptCode: receiptCode ?? '' })).resolves.toMatchObject({
      title: '食堂涨价',
    });
    await expect(as('p-tang').call('case.record', { ...call, phone: '13800000000' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});

describe('matters that come again and again', () => {
  test('are proposed for the next agenda once a day, with every voice counted, and taken or dismissed', async () => {
    for (const who of ['p-pan', 'p-zheng', 'p-shen'])
      await send(product, who, { category: 'teaching', title: '选课系统总是崩溃', text: '一到选课就进不去' });
    product.cloud.state.clock.move(MONDAY + DAY);
    await product.cloud.tick('jobs');
    const { plan } = await as('p-wu').call('session.propose', {});
    const chair = { name: '郑国栋', title: '党委书记' };
    const venue = { ...plan, venue: '报告厅', chair, attendees: [chair] };
    const { sessionId } = await as('p-wu').call('session.create', { reason: '', plan: venue });
    const { matters } = await as('p-wu').call('case.recurring', {});
    const matter = matters.find(({ title }) => title === '选课系统总是崩溃');
    expect(matter).toMatchObject({ voices: 3, state: 'proposed', category: 'teaching' });
    const decided = await as('p-wu').call('case.decideRecurring', {
      matterId: matter?.matterId ?? '',
      isTaken: true,
      title: '选课系统稳定性',
    });
    expect(decided).toEqual({ state: 'on_agenda', sessionId });
    const topicsOf = async (id: string) =>
      (await as('p-wu').call('session.get', { sessionId: id })).session.plan.topics;
    expect(await topicsOf(sessionId)).toEqual(['选课系统稳定性']);
    // A plan that is out is not changed any more: what is taken now waits, and the next plan begins with it.
    await as('p-wu').call('session.publishPreview', { sessionId });
    const decide = (matterId: string, isTaken: boolean) =>
      as('p-wu').call('case.decideRecurring', { matterId, isTaken, title: '热水供应' });
    const hot = matters.find(({ category }) => category === 'logistics')?.matterId ?? '';
    expect(await decide(hot, true)).toEqual({ state: 'on_agenda', sessionId: null });
    const next = await as('p-wu').call('session.propose', {});
    expect(next.plan.topics).toEqual(['热水供应']);
    const { sessionId: later } = await as('p-wu').call('session.create', {
      reason: '',
      plan: { ...venue, topics: next.plan.topics },
    });
    expect(await decide(hot, true)).toEqual({ state: 'on_agenda', sessionId: later });
    expect(await topicsOf(later)).toEqual(['热水供应']);
    expect((await as('p-wu').call('session.propose', {})).plan.topics).toEqual([]);
    expect(await decide(hot, false)).toEqual({ state: 'dismissed', sessionId: null });
  });
});

describe('a department’s own words', () => {
  test('canned answers are the department’s alone', async () => {
    const { id } = await as('p-ma').call('case.saveCannedAnswer', {
      departmentId: 'logistics',
      answerId: null,
      title: '报修',
      text: '请拨打 8888 报修。',
    });
    expect(
      (await as('p-xu').call('case.cannedAnswers', { departmentId: 'logistics' })).answers,
    ).toMatchObject([{ id, title: '报修' }]);
    await expect(as('p-sun').call('case.cannedAnswers', { departmentId: 'logistics' })).rejects.toMatchObject(
      { code: 'not_allowed' },
    );
    await as('p-ma').call('case.removeCannedAnswer', { departmentId: 'logistics', answerId: id });
    expect((await as('p-xu').call('case.cannedAnswers', { departmentId: 'logistics' })).answers).toEqual([]);
  });
});

describe('cost', () => {
  test.each([
    ['case.inbox', 'p-ma', { departmentId: 'logistics', box: 'helping' }],
    ['case.all', 'p-wu', { went: 'dissatisfied' }],
    ['case.mine', 'p-lin', {}],
    ['case.followed', 'p-lin', {}],
    ['case.public', 'p-lin', {}],
    ['case.overdue', 'p-lin', {}],
    ['case.commitments', 'p-lin', {}],
    ['case.search', 'p-lin', { words: '热水' }],
    ['case.inbox', 'p-ma', { departmentId: 'logistics', box: 'overdue' }],
    ['case.inbox', 'p-ma', { departmentId: 'logistics', box: 'working' }],
    ['case.inboxCounts', 'p-ma', { departmentId: 'logistics' }],
    ['case.desk', 'p-wu', { box: 'all' }],
    ['case.deskCounts', 'p-wu', {}],
    ['case.supervised', 'p-zheng', {}],
    ['case.all', 'p-zheng', { isOverdue: true }],
    ['case.recorded', 'p-tang', {}],
    // Whoever looks for a person leaves a line in the log.
    ['case.findCaller', 'p-tang', { search: '林' }, 1],
  ] as const)('%s for %s takes two round trips at most', async (action, who, input, logged: number = 0) => {
    const { count } = await product.cloud.countRoundTrips(async () => {
      const said = await as(who).callRaw({ action, input });
      expect(said).toMatchObject({ ok: true });
    });
    expect(count).toBeLessThanOrEqual(2 + logged);
  });

  test('a list goes on where it stopped, without a gap and without a repeat', async () => {
    const openids = product.cloud.read('cases').filter(({ isOpen }) => isOpen === true);
    const ids: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await as('p-wu').call('case.desk', { box: 'all', cursor });
      ids.push(...page.cases.map(({ id }) => id));
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(openids.length);
    await expect(as('p-wu').call('case.desk', { box: 'all', cursor: 'x' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});
