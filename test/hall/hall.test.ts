import '../booking/sdk-environment';
import { randomUUID } from 'node:crypto';
import {
  bookings,
  cases,
  halls,
  minutes,
  people,
  questions,
  sessions,
} from '../../cloudfunctions/platform/database/collections';
import { _, collection, find, get, remove, update } from '../../cloudfunctions/platform/database/store';
import { reach } from '../booking/inside';
import type { Product } from '../cloud';
import { chapter, step } from '../story';
import {
  add,
  DAY,
  HOUR,
  MINUTE,
  question,
  SESSION_AT,
  seedBookings,
  seedGuests,
  startThursday,
  transferred,
} from '../survey/thursday';

let product: Product;
let sessionId: string;
const office = () => product.as('p-wu');
const hall = () => office().call('hall.view', { sessionId });
const queuedOf = async (askerId: string) => {
  const { questions: all } = await hall();
  const mine = all.find((each) => each.askerId === askerId);
  if (!mine) throw new Error('not in the queue');
  return mine;
};

const start = step('the day has come: three have booked to speak, and two of them are in', [], async () => {
  ({ product, sessionId } = await startThursday());
  reach(product.cloud);
  await seedGuests(product, 8);
  await seedBookings(product, sessionId, [
    { personId: 'p-lin', code: 'AAAAAA', title: '宿舍热水' },
    { personId: 'p-zhou', code: 'BBBBBB', title: '实训设备', isUnnamed: true },
    { personId: 'p-he', code: 'CCCCCC', title: '食堂价格' },
    { personId: 'guest-0', code: 'DDDDDD', wish: 'listen' },
  ]);
  await office().call('hall.deskCheckIn', {
    sessionId,
    entries: ['p-lin', 'p-zhou'].map((personId) => ({ entryId: randomUUID(), personId, ageMs: 0 })),
  });
});
afterAll(() => product?.stop());

const { prepared } = chapter('the queue and the big screen', () => {
  const prepared = step(
    'holds every booked speaker once, however often and by whomever it is prepared',
    [start],
    async () => {
      await Promise.all([
        office().call('hall.prepare', { sessionId }),
        product.as('p-luo').call('hall.prepare', { sessionId }),
      ]);
      const view = await office().call('hall.open', { sessionId });
      expect(view.status).toBe('live');
      expect(view.questions.map(({ askerId, isAskerHere }) => [askerId, isAskerHere]).sort()).toEqual([
        ['p-he', false],
        ['p-lin', true],
        ['p-zhou', true],
      ]);
    },
  );

  const approved = step(
    'shows nothing before the host approves it, and no name where none is wished',
    [prepared],
    async () => {
      const lin = await queuedOf('p-lin');
      const zhou = await queuedOf('p-zhou');
      await office().call('hall.call', { sessionId, questionId: zhou.id });
      const screen = () => office().call('hall.wall', { sessionId });
      expect((await screen()).current).toBeNull();
      expect((await product.as('p-he').call('hall.agenda', { sessionId })).topics).toEqual([]);
      await office().call('hall.approveTopic', {
        questionId: zhou.id,
        isApproved: true,
        title: '实训设备太旧',
      });
      await office().call('hall.approveTopic', { questionId: lin.id, isApproved: true, title: '宿舍热水' });
      expect((await screen()).current).toMatchObject({ title: '实训设备太旧', asker: '' });
      await office().call('hall.call', { sessionId, questionId: lin.id });
      expect((await screen()).current).toMatchObject({ title: '宿舍热水', asker: '信息工程系 林小满' });
    },
  );

  step('is read by a leader without who asked, where the asker is hidden', [prepared], async () => {
    const { questions: seen } = await product.as('p-zheng').call('hall.view', { sessionId });
    expect(JSON.stringify(seen)).not.toMatch(/p-zhou|周一鸣/);
    expect(JSON.stringify(seen)).toContain('林小满');
    await expect(
      product.as('p-zheng').call('hall.call', { sessionId, questionId: null }),
    ).rejects.toMatchObject({ code: 'not_allowed' });
  });

  step('counts each voice once, though all tap at once and some tap twice', [approved], async () => {
    const lin = await queuedOf('p-lin');
    const voices = ['p-lin', 'p-zhou'];
    await Promise.all(
      [...voices, ...voices].map((who) =>
        product.as(who).call('hall.vote', { questionId: lin.id, isFor: true }),
      ),
    );
    // Who asked wants it anyway.
    const shown = async () => (await product.as('p-zhou').call('hall.agenda', { sessionId })).topics[0];
    expect(await shown()).toMatchObject({ id: lin.id, votes: 1, hasMyVote: true });
    await product.as('p-zhou').call('hall.vote', { questionId: lin.id, isFor: false });
    expect(await shown()).toMatchObject({ id: lin.id, votes: 0, hasMyVote: false });
    const he = await queuedOf('p-he');
    await expect(
      product.as('p-zhou').call('hall.vote', { questionId: he.id, isFor: true }),
    ).rejects.toMatchObject({ code: 'topic_not_open' });
    // The doors are open: whoever is not in the hall votes no more.
    await expect(
      product.as('p-gao').call('hall.vote', { questionId: lin.id, isFor: true }),
    ).rejects.toMatchObject({ code: 'not_checked_in' });
  });

  return { prepared };
});

const { edited, transfers } = chapter('recording', () => {
  const edited = step('tells the second of two who edit one question', [prepared], async () => {
    const { id, version } = await queuedOf('p-lin');
    const form = question({ asker: 'named', askerId: 'p-lin' });
    await office().call('hall.saveQuestion', { questionId: id, version, question: form });
    await expect(
      product.as('p-luo').call('hall.saveQuestion', {
        questionId: id,
        version,
        question: question({ asker: 'named', askerId: 'p-lin', title: '另一种写法' }),
      }),
    ).rejects.toMatchObject({ code: 'conflict' });
    expect((await queuedOf('p-lin')).title).toBe('图书馆延长开放');
  });

  const repeated = step(
    'makes one question and one case of a command that is repeated, even at once',
    [prepared],
    async () => {
      const requestId = randomUUID();
      const form = transferred(SESSION_AT + 3 * DAY);
      const answers = await Promise.all(
        Array.from({ length: 4 }, () =>
          office().call('hall.addQuestion', { sessionId, question: form }, requestId),
        ),
      );
      expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
      const made = product.cloud.read('cases').filter(({ questionId }) => questionId === answers[0]?.id);
      expect(made).toMatchObject([{ channel: 'dialogue', leadId: 'logistics', status: 'assigned' }]);
    },
  );

  const died = [
    { when: 'before the case was made', isUnmade: true },
    { when: 'after the case was made, before the question heard of it', isUnmade: false },
  ].map(({ when, isUnmade }) =>
    step(`makes one case where the call died ${when}`, [prepared], async () => {
      const { id, caseId } = await add(product, sessionId, transferred(SESSION_AT + 4 * DAY));
      // As the call left it: recorded in one write, and nothing of what follows in others.
      if (isUnmade) await remove(collection(cases.name), { _id: caseId ?? '' });
      await update(questions, { _id: id }, { hasTransfer: true, caseId: null });
      await Promise.all([product.cloud.tick('jobs'), product.cloud.tick('jobs')]);
      expect(await get(questions, id)).toMatchObject({ hasTransfer: false, caseId });
      expect(await find(cases, { questionId: id })).toMatchObject([{ _id: caseId, status: 'assigned' }]);
    }),
  );

  step('keeps markup as the text it is', [prepared], async () => {
    const title = '<img src=x onerror=alert(1)>';
    const { id } = await add(product, sessionId, question({ title, detail: '<script>alert(1)</script>' }));
    const { questions: all } = await hall();
    expect(all.find((each) => each.id === id)).toMatchObject({ title, detail: '<script>alert(1)</script>' });
  });

  for (const [what, form, code] of [
    ['an asker who is not in the roster', question({ asker: 'named', askerId: 'p-nobody' }), 'asker_unknown'],
    ['a department that was dissolved', question({ departmentId: 'gone' }), 'department_dissolved'],
    ['a due date in the past', transferred(SESSION_AT - DAY), 'due_in_past'],
  ] as const)
    step(`refuses ${what}`, [prepared], async () => {
      await expect(add(product, sessionId, form)).rejects.toMatchObject({ code });
    });

  return { edited, transfers: [repeated, ...died] };
});

const { objected, silent } = chapter('the asker', () => {
  const objected = step('objects with one tap, and then it is a case; twice is once', [edited], async () => {
    await product.cloud.tick('jobs');
    const inbox = await product.as('p-lin').call('announcement.inbox', {});
    expect(inbox.messages.map(({ kind }) => kind)).toContain('answer_given');
    const { questions: mine } = await product.as('p-lin').call('hall.myQuestions', {});
    const questionId = mine[0]?.id ?? '';
    expect(mine[0]).toMatchObject({ onSpot: 'waiting' });
    const judgeIt = () =>
      product.as('p-lin').call('hall.judgeAnswer', { questionId, isAgreed: false, reason: '没有说从哪天起' });
    const first = await judgeIt();
    expect(first).toMatchObject({ onSpot: 'objected', state: 'transferred', caseId: expect.any(String) });
    expect((await judgeIt()).caseId).toBe(first.caseId);
    await expect(
      product.as('p-he').call('hall.judgeAnswer', { questionId, isAgreed: true, reason: '' }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  const silent = step('who says nothing for three days has agreed', [prepared], async () => {
    const { id } = await add(
      product,
      sessionId,
      question({ title: '自习室', asker: 'hidden', askerId: 'p-gao' }),
    );
    const { questions: mine } = await product.as('p-gao').call('hall.myQuestions', {});
    expect(mine.find((each) => each.id === id)?.answerBy).toBeGreaterThan(
      product.cloud.clock.now() + 3 * DAY - MINUTE,
    );
    await update(questions, { _id: id }, { answerBy: product.cloud.clock.now() });
    await product.cloud.tick('jobs');
    expect(await get(questions, id)).toMatchObject({ onSpot: 'silent' });
  });

  return { objected, silent };
});

const { closed, broughtIn } = chapter('closing', () => {
  const settled = step(
    'is refused while somebody who came has not been heard, and says which questions',
    [edited],
    async () => {
      const zhou = await queuedOf('p-zhou');
      await expect(office().call('hall.close', { sessionId })).rejects.toMatchObject({
        code: 'questions_unsettled',
        fields: { [zhou.id]: 'question_unsettled' },
      });
      await office().call('hall.saveQuestion', {
        questionId: zhou.id,
        version: zhou.version,
        question: question({ title: '我的奖学金', asker: 'hidden', askerId: 'p-zhou', isPersonal: true }),
      });
    },
  );

  step(
    'that died before the session was closed has closed nothing, and is pressed again',
    [prepared],
    async () => {
      await update(halls, { _id: sessionId }, { closing: 'marking', currentId: null });
      await product.cloud.tick('jobs');
      expect((await hall()).status).toBe('live');
      expect((await get(bookings, `${sessionId}:p-he`))?.status).toBe('confirmed');
    },
  );

  const closed = step(
    'goes on in the timer when the network goes half way: who came, who did not, figures',
    [settled],
    async () => {
      const view = await office().call('hall.close', { sessionId });
      expect(view).toMatchObject({ status: 'closed', unsettledIds: [] });
      // As a call leaves it that dies right after the session was closed.
      await update(
        bookings,
        { _id: _.in(['p-lin', 'p-he', 'guest-0'].map((who) => `${sessionId}:${who}`)) },
        { status: 'confirmed' },
      );
      await update(people, { _id: 'p-he' }, { absentFrom: null });
      await update(halls, { _id: sessionId }, { closing: 'marking' });
      await product.cloud.tick('jobs');
      const statusOf = async (who: string) => (await get(bookings, `${sessionId}:${who}`))?.status;
      expect(await statusOf('p-lin')).toBe('attended');
      expect(await statusOf('p-he')).toBe('absent');
      expect(await statusOf('guest-0')).toBe('absent');
      // Only a speaking slot that was missed lowers the next priority.
      expect((await get(people, 'p-he'))?.absentFrom).toBe(1);
      expect((await get(people, 'guest-0'))?.absentFrom).toBeNull();
      expect((await get(halls, sessionId))?.closing).toBe('done');
      expect((await get(sessions, sessionId))?.figures).toMatchObject({ attended: 2 });
    },
  );

  const broughtIn = step('a desk that was cut off still brings in who was there', [closed], async () => {
    const { results } = await office().call('hall.deskCheckIn', {
      sessionId,
      entries: [{ entryId: randomUUID(), personId: 'p-he', ageMs: 20 * MINUTE }],
    });
    // What one member brings in after the close counts when another one stands by it.
    expect(results).toMatchObject([{ answer: 'late_waits' }]);
    const confirm = (who: string) =>
      product.as(who).call('hall.confirmLate', { sessionId, personIds: ['p-he'] });
    expect(await confirm('p-wu')).toMatchObject({ confirmed: 0, checkedIn: 2 });
    const { late } = await product.as('p-luo').call('hall.attendance', { sessionId });
    expect(late).toMatchObject([{ personId: 'p-he', name: '何思源', isOwn: false }]);
    expect(await confirm('p-luo')).toEqual({ confirmed: 1, checkedIn: 3 });
    const entry = product.cloud.read('attendance').find(({ personId }) => personId === 'p-he');
    expect(entry?.desk).toEqual({ by: 'p-wu', confirmedBy: 'p-luo' });
    const { totals } = await office().call('hall.attendance', { sessionId });
    expect(totals).toMatchObject({ checkedIn: 3, scan: 0, desk: 2, late: 1 });
    const entries = product.cloud.read('audit').map(({ what, actor }) => [what, actor]);
    expect(entries.filter(([what]) => what === 'desk_entries' || what === 'late_confirmed')).toEqual([
      ['desk_entries', 'p-wu'],
      ['desk_entries', 'p-wu'],
      ['late_confirmed', 'p-luo'],
    ]);
    expect((await get(bookings, `${sessionId}:p-he`))?.status).toBe('attended');
    expect((await get(people, 'p-he'))?.absentFrom).toBeNull();
  });

  step('a desk brings in nobody from before the doors opened or after the close', [closed], async () => {
    const { results } = await office().call('hall.deskCheckIn', {
      sessionId,
      entries: [0, 24 * 60].map((minutes) => ({
        entryId: randomUUID(),
        personId: 'p-gao',
        ageMs: minutes * MINUTE,
      })),
    });
    expect(results).toMatchObject([{ answer: 'closed' }, { answer: 'closed' }]);
    expect(product.cloud.read('late_entries').filter(({ personId }) => personId === 'p-gao')).toEqual([]);
  });

  return { closed, broughtIn };
});

describe('minutes', () => {
  const draft = () => office().call('hall.draftMinutes', { sessionId });

  const drafted = step(
    'are drafted without who asked, and without what is personal or kept out',
    [closed, silent],
    async () => {
      const { questions: mine } = await product.as('p-gao').call('hall.myQuestions', {});
      await product.as('p-gao').call('hall.keepOut', { questionId: mine[0]?.id ?? '', isKeptOut: true });
      const { items } = await draft();
      expect(
        items
          .filter(({ isLeftOut }) => isLeftOut)
          .map(({ title, leftOutReason }) => [title, leftOutReason])
          .sort(),
      ).toEqual([
        ['我的奖学金', '个人事项'],
        ['自习室', '提问人要求不公开'],
      ]);
      expect(JSON.stringify(items)).not.toContain('林小满');
    },
  );

  const saved = step(
    'are saved by themselves; a second editor on an older version is told',
    [closed],
    async () => {
      const { version, preface, items } = await draft();
      const changed = items.map((item, at) =>
        at === 0 ? { ...item, body: '林小满同学(13800138000)问:几点关门?' } : item,
      );
      const saved = await office().call('hall.saveMinutes', { sessionId, version, preface, items: changed });
      // The same words again, because the answer was lost: no conflict.
      expect(
        (await office().call('hall.saveMinutes', { sessionId, version, preface, items: changed })).version,
      ).toBe(saved.version);
      await expect(
        product.as('p-luo').call('hall.saveMinutes', { sessionId, version, preface: '别的', items }),
      ).rejects.toMatchObject({ code: 'conflict' });
      expect(saved.findings.map(({ kind, text }) => [kind, text])).toEqual([
        ['name', '林小满'],
        ['phone', '13800138000'],
      ]);
    },
  );

  const late = step(
    'the office is told once before they are due and once when they are late, which stands on the desk',
    [closed],
    async () => {
      const told = async (of: 'minutes_late' | 'office_due') =>
        (await office().call('announcement.inbox', {})).messages.filter(({ kind }) => kind === of);
      const late = () => told('minutes_late');
      const dueAt = product.cloud.clock.now();
      await update(minutes, { _id: sessionId }, { dueAt: dueAt + 2 * DAY });
      await product.cloud.tick('jobs');
      expect(await told('office_due')).toEqual([]);
      await update(minutes, { _id: sessionId }, { dueAt: dueAt + HOUR });
      await product.cloud.tick('jobs');
      await product.cloud.tick('jobs');
      expect(await told('office_due')).toMatchObject([
        { body: expect.stringMatching(/前完成第 1 期纪要发布。$/) },
      ]);
      expect(await late()).toEqual([]);
      await update(minutes, { _id: sessionId }, { dueAt });
      await product.cloud.tick('jobs');
      await product.cloud.tick('jobs');
      expect(await late()).toHaveLength(1);
      const { sessions: onDesk } = await office().call('session.desk', {});
      expect(onDesk.find(({ id }) => id === sessionId)).toMatchObject({ minutesDueAt: dueAt });
    },
  );

  const published = step(
    'do not go out while a name or a number has not been looked at',
    [saved],
    async () => {
      const { version, findings, items, preface } = await draft();
      const kept = findings.filter(({ kind }) => kind === 'name').map(({ id }) => id);
      await expect(office().call('hall.publishMinutes', { sessionId, version, kept })).rejects.toMatchObject({
        code: 'redaction_open',
      });
      const clean = items.map((item) => ({
        ...item,
        body: item.body.replace(/林小满同学\(13800138000\)/, '一位同学'),
      }));
      const saved = await office().call('hall.saveMinutes', { sessionId, version, preface, items: clean });
      expect(saved.findings).toEqual([]);
      const out = await office().call('hall.publishMinutes', {
        sessionId,
        version: saved.version,
        kept: [],
      });
      expect(out.state).toBe('published');
    },
  );

  step('take nobody for absent who came in at the moment of the close', [published, broughtIn], async () => {
    // As a scan leaves it that another process took seconds after the hall was closed.
    const _id = `${sessionId}:guest-0`;
    expect((await get(bookings, _id))?.status).toBe('absent');
    await product.cloud.seed('attendance', [{ _id, sessionId, personId: 'guest-0', isListed: false }]);
    await update(minutes, { _id: sessionId }, { hasFollowUp: true });
    await product.cloud.tick('jobs');
    expect((await get(bookings, _id))?.status).toBe('attended');
    expect((await get(sessions, sessionId))?.figures).toMatchObject({ attended: 4 });
  });

  step(
    'tell everybody, say nothing of what was left out, and plan the survey',
    [drafted, late, published],
    async () => {
      await product.cloud.tick('jobs');
      const { minutes } = await product.as('nobody').call('hall.minutes', { sessionId });
      expect(JSON.stringify(minutes)).not.toMatch(/奖学金|自习室/);
      expect(minutes).toMatchObject({ leftOut: 2, revision: 1, isLate: true });
      const { messages } = await product.as('p-ma').call('announcement.inbox', {});
      expect(messages.map(({ kind }) => kind)).toContain('minutes');
      const { survey } = await product.as('p-ma').call('survey.get', { sessionId });
      expect(survey?.state).toBe('scheduled');
      const portal = await product.cloud.http('portal', { method: 'GET', path: '/minutes' });
      expect(String(portal.body)).not.toMatch(/奖学金|林小满/);
      const { questions: mine } = await product.as('p-gao').call('hall.myQuestions', {});
      await expect(
        product.as('p-gao').call('hall.keepOut', { questionId: mine[0]?.id ?? '', isKeptOut: false }),
      ).rejects.toMatchObject({ code: 'already_published' });
    },
  );

  const shownCases = async () => {
    const { minutes: shown } = await product.as('nobody').call('hall.minutes', { sessionId });
    return (shown?.items ?? []).flatMap(({ case: opened, title, body }) =>
      opened ? [{ caseId: opened.id, title, body }] : [],
    );
  };
  const questionOf = (shown: { caseId: string } | undefined) =>
    product.cloud.read('cases').find(({ _id }) => _id === shown?.caseId)?.questionId;
  const readCase = (caseId: string) => product.as('nobody').call('case.get', { caseId });

  step(
    'lead everybody to the case of each item, in the words of the minutes and without its asker',
    [...transfers, published],
    async () => {
      const followed = await shownCases();
      expect(followed.length).toBeGreaterThan(2);
      for (const { caseId, title, body } of followed) {
        const view = await readCase(caseId);
        expect(view).toMatchObject({ viewer: 'public', title, text: body });
        expect(JSON.stringify(view)).not.toMatch(/林小满|p-lin/);
      }
    },
  );

  step(
    'are corrected in the open: a new revision with its reason beside the old one',
    [objected, ...transfers, published],
    async () => {
      const { version, preface, items } = await draft();
      const [renamed, dropped] = await shownCases();
      const changed = items.map((item, at) => ({
        ...item,
        title: at === 0 ? '图书馆延长开放(更正)' : item.title,
        isLeftOut: item.isLeftOut || item.questionId === questionOf(dropped),
      }));
      await office().call('hall.correctMinutes', {
        sessionId,
        version,
        preface,
        items: changed,
        reason: '标题有误',
        kept: [],
      });
      const { minutes } = await product.as('nobody').call('hall.minutes', { sessionId });
      expect(minutes?.revisions.map(({ revision, reason }) => [revision, reason])).toEqual([
        [1, ''],
        [2, '标题有误'],
      ]);
      const old = await product.as('nobody').call('hall.minutes', { sessionId, revision: 1 });
      expect(old.minutes?.items[0]?.title).not.toBe(minutes?.items[0]?.title);
      expect(minutes?.present).toMatchObject({ chair: '党委书记郑国栋' });
      // Whoever was there hears of the correction in a message of its own.
      await product.cloud.tick('jobs');
      const heard = product.cloud.read('messages').filter(({ kind }) => kind === 'minutes_corrected');
      expect(heard).toContainEqual(expect.objectContaining({ to: 'p-lin', title: '第 1 期对话纪要有更正' }));
      expect(heard.every(({ to }) => to !== 'everyone')).toBe(true);
      // The case goes along: renamed with its item, and closed to the public with what was taken out.
      expect((await readCase(renamed?.caseId ?? '')).title).toBe('图书馆延长开放(更正)');
      await expect(readCase(dropped?.caseId ?? '')).rejects.toMatchObject({ code: 'not_found' });
    },
  );
});
