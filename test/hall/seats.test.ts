import '../booking/sdk-environment';
import { randomUUID } from 'node:crypto';
import type { Input } from '../../cloudfunctions/contract';
import { accounts, people } from '../../cloudfunctions/platform/database/collections';
import { update } from '../../cloudfunctions/platform/database/store';
import { reach } from '../booking/inside';
import type { Product } from '../cloud';
import { stopInspected } from '../inspected';
import { chapter, step } from '../story';
import {
  DAY,
  HOUR,
  MINUTE,
  question,
  SESSION_AT,
  seedBookings,
  seedGuests,
  startThursday,
} from '../survey/thursday';

let product: Product;
let sessionId: string;
const office = () => product.as('p-wu');
type Seat = Input<'hall.askFromSeat'>;
const send = (who: string, changes: Partial<Seat> = {}, requestId: string = randomUUID()) =>
  product
    .as(who)
    .call(
      'hall.askFromSeat',
      { sessionId, title: '操场夜间照明', detail: '', category: 'logistics', isHidden: false, ...changes },
      requestId,
    );
const inbox = () => office().call('hall.seatInbox', { sessionId });
const decide = (seatId: string, as: Input<'hall.decideSeat'>['as'], along: string[] = []) =>
  office().call('hall.decideSeat', { seatId, as, along });
const topics = async (who = 'guest-0') =>
  (await product.as(who).call('hall.agenda', { sessionId })).topics.map(({ title, votes }) => [title, votes]);
const mine = async (who: string) => (await product.as(who).call('hall.myQuestions', {})).questions;
const stored = (id: string) => product.cloud.read('questions').find(({ _id }) => _id === id);
const messagesTo = (who: string, kind: string) =>
  product.cloud.read('messages').filter((message) => message.to === who && message.kind === kind);
const letIn = (personIds: readonly string[]) =>
  office().call('hall.deskCheckIn', {
    sessionId,
    entries: personIds.map((personId) => ({ entryId: randomUUID(), personId, ageMs: 0 })),
  });

const PRESENT = Array.from({ length: 12 }, (_none, at) => `guest-${at}`);

const start = step(
  'the doors are open: twelve are in, one waits outside, two have booked to speak',
  [],
  async () => {
    ({ product, sessionId } = await startThursday());
    reach(product.cloud);
    await seedGuests(product, 14);
    await seedBookings(product, sessionId, [
      { personId: 'p-lin', code: 'AAAAAA', title: '宿舍热水' },
      { personId: 'p-he', code: 'BBBBBB', title: '宿舍热水供应' },
    ]);
    await letIn([...PRESENT, 'p-lin', 'p-he']);
    await office().call('hall.prepare', { sessionId });
  },
);
afterAll(
  () =>
    product &&
    stopInspected(product, {
      apartFrom: ['accounts-and-people', 'booking-state', 'pool-places', 'session-figures'],
    }),
);

const { sent } = chapter('sending a question from a seat', () => {
  const sent = step('whoever is in may; it lies with the host and nobody else sees it', [start], async () => {
    expect(await send('guest-0', { isHidden: true })).toMatchObject({ state: 'waiting', isHidden: true });
    expect(await topics()).toEqual([]);
    const { waiting } = await inbox();
    expect(waiting).toMatchObject([{ title: '操场夜间照明', askerName: '来宾0', isHidden: true }]);
    for (const who of ['guest-1', 'p-zheng'])
      await expect(product.as(who).call('hall.seatInbox', { sessionId })).rejects.toMatchObject({
        code: 'not_allowed',
      });
  });

  step('whoever is outside, or unbound, may not', [start], async () => {
    await expect(send('guest-12')).rejects.toMatchObject({ code: 'not_checked_in' });
    await expect(send('somebody-unbound')).rejects.toMatchObject({ code: 'not_bound' });
  });

  step('two taps are one question, and three are the most, even all at once', [sent], async () => {
    const id = randomUUID();
    const [first, second] = await Promise.all([
      send('guest-1', { title: '浴室水温' }, id),
      send('guest-1', { title: '浴室水温' }, id),
    ]);
    expect(first.id).toBe(second.id);
    // Another tap with the same words.
    expect((await send('guest-1', { title: '浴室水温' })).id).toBe(first.id);
    const more = await Promise.allSettled(
      ['甲', '乙', '丙', '丁'].map((title) => send('guest-1', { title })),
    );
    expect(more.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    await expect(send('guest-1', { title: '戊' })).rejects.toMatchObject({ code: 'seat_questions_used' });
    expect((await product.as('guest-1').call('hall.mySeats', { sessionId })).left).toBe(0);
    expect((await product.as('guest-2').call('hall.mySeats', { sessionId })).left).toBe(3);
  });

  step('an account that is bound to another number since has had its say', [sent], async () => {
    await send('guest-2', { title: '班车时刻' });
    // The desk let the other number in before it was bound to this account.
    await letIn(['guest-13']);
    const bind = async (personId: string) => {
      await update(people, { openid: 'guest-2' }, { openid: null });
      await update(people, { _id: personId }, { openid: 'guest-2' });
      await update(accounts, { _id: 'guest-2' }, { personId });
    };
    await bind('guest-13');
    await expect(send('guest-2', { title: '校车' })).rejects.toMatchObject({ code: 'account_used' });
    await bind('guest-2');
    expect((await product.as('guest-2').call('hall.mySeats', {})).questions).toHaveLength(1);
  });

  return { sent };
});

const { asked } = chapter('the host', () => {
  const approved = step(
    'lets one in, in other words and without the name of its asker; the same from others goes along in one tap',
    [sent],
    async () => {
      for (const who of ['guest-3', 'guest-4', 'guest-5']) await send(who, { title: '操场夜间照明太暗' });
      const { waiting } = await inbox();
      const first = waiting.find(({ title }) => title === '操场夜间照明');
      expect(first?.alikeSeats).toHaveLength(3);
      const refused = decide(first?.id ?? '', { kind: 'approved', title: '来宾0问操场照明' });
      await expect(refused).rejects.toMatchObject({ code: 'redaction_open' });
      expect(await topics()).toEqual([]);
      await decide(first?.id ?? '', { kind: 'approved', title: '操场夜间照明' }, first?.alikeSeats ?? []);
      expect(await topics()).toEqual([['操场夜间照明', 3]]);
      const question = stored(`q-${first?.id}`);
      expect(question).toMatchObject({
        asker: 'hidden',
        askerId: 'guest-0',
        isApproved: true,
        state: 'queued',
      });
      expect((await inbox()).waiting.filter(({ title }) => title.startsWith('操场'))).toEqual([]);
    },
  );

  step(
    'a phone that looks again pays one small read for “nothing new”, and reads what is new',
    [approved],
    async () => {
      const look = (known?: string) =>
        product.as('guest-11').call('hall.agenda', { sessionId, ...(known === undefined ? {} : { known }) });
      const { version } = await look();
      const again = await product.cloud.countRoundTrips(() => look(version));
      expect(again.result).toMatchObject({ isSame: true, version, topics: [], mayVote: null });
      expect(again.count).toBeLessThanOrEqual(1);
      const id = String(product.cloud.read('questions').find(({ title }) => title === '操场夜间照明')?._id);
      await product.as('guest-10').call('hall.vote', { questionId: id, isFor: true });
      // A process remembers for three seconds what it has read.
      await product.cloud.clock.advance(4000);
      const fresh = await look(version);
      expect(fresh).toMatchObject({ isSame: false, mayVote: true });
      expect(fresh.topics.find((topic) => topic.id === id)?.votes).toBe(4);
      await product.as('guest-10').call('hall.vote', { questionId: id, isFor: false });
    },
  );

  step('counts each voice once, though all tap at once and some tap twice', [approved], async () => {
    const { queue } = await inbox();
    const id = queue.find(({ title }) => title === '操场夜间照明')?.id ?? '';
    const tap = (who: string, isFor: boolean) => product.as(who).call('hall.vote', { questionId: id, isFor });
    const voices = ['guest-7', 'guest-8', 'guest-9', 'guest-10'];
    await Promise.all([...voices, ...voices].map((who) => tap(who, true)));
    expect(await topics()).toEqual([['操场夜间照明', 7]]);
    await Promise.all(voices.map((who) => tap(who, false)));
    await expect(tap('guest-12', true)).rejects.toMatchObject({ code: 'not_checked_in' });
    expect(await topics()).toEqual([['操场夜间照明', 3]]);
  });

  step('groups one of its own asker or of a voter without counting anybody twice', [approved], async () => {
    const id = String(product.cloud.read('questions').find(({ title }) => title === '操场夜间照明')?._id);
    await product.as('guest-6').call('hall.vote', { questionId: id, isFor: true });
    const again = [
      await send('guest-0', { title: '操场的灯' }),
      await send('guest-6', { title: '操场的灯' }),
    ];
    for (const { id: seatId } of again) await decide(seatId, { kind: 'grouped', questionId: id });
    expect(await topics()).toEqual([['操场夜间照明', 4]]);
  });

  step(
    'answers one in writing, and sets one aside with a reason that its asker reads',
    [approved],
    async () => {
      const { waiting } = await inbox();
      const seatOf = (title: string) => waiting.find((seat) => seat.title === title)?.id ?? '';
      await decide(seatOf('浴室水温'), { kind: 'filed' });
      await expect(decide(seatOf('浴室水温'), { kind: 'set_aside', reason: '重复' })).rejects.toMatchObject({
        code: 'wrong_stage',
      });
      const made = product.cloud.read('cases').find(({ title }) => title === '浴室水温');
      expect(made).toMatchObject({ askerId: 'guest-1', identity: 'named' });
      const [other] = (await product.as('guest-1').call('hall.mySeats', {})).questions.filter(
        ({ state }) => state === 'waiting',
      );
      await decide(other?.id ?? '', { kind: 'set_aside', reason: '与本期主题无关' });
      const { questions } = await product.as('guest-1').call('hall.mySeats', {});
      expect(questions.map(({ state, reason }) => [state, reason])).toContainEqual([
        'set_aside',
        '与本期主题无关',
      ]);
    },
  );

  step('a foreign id, and a question of nowhere, are not found', [approved], async () => {
    await expect(decide('s-nowhere', { kind: 'filed' })).rejects.toMatchObject({ code: 'not_found' });
    const { id } = await send('guest-7', { title: '快递点位置' });
    await expect(decide(id, { kind: 'grouped', questionId: 'q-nowhere' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  const grouped = step(
    'is proposed what is alike in the queue, groups it and parts it again',
    [approved],
    async () => {
      const { groups, queue } = await inbox();
      const idOf = (title: string) => queue.find((entry) => entry.title === title)?.id ?? '';
      const [hot, supply] = [idOf('宿舍热水'), idOf('宿舍热水供应')];
      expect(groups).toContainEqual([hot, supply]);
      await office().call('hall.approveTopic', {
        questionId: supply,
        isApproved: true,
        title: '宿舍热水供应',
      });
      await office().call('hall.approveTopic', { questionId: hot, isApproved: true, title: '宿舍热水' });
      await product.as('guest-8').call('hall.vote', { questionId: supply, isFor: true });
      await office().call('hall.groupTopic', { questionId: supply, into: hot });
      expect(await topics()).toContainEqual(['宿舍热水', 2]);
      expect(await topics()).not.toContainEqual(['宿舍热水供应', 1]);
      await office().call('hall.groupTopic', { questionId: supply, into: null });
      expect(await topics()).toEqual(
        expect.arrayContaining([
          ['宿舍热水', 0],
          ['宿舍热水供应', 1],
        ]),
      );
      const merged = await office().call('hall.groupTopic', { questionId: supply, into: hot });
      expect(merged.merged).toMatchObject([{ title: '宿舍热水供应', into: '宿舍热水' }]);
    },
  );

  const sorted = step('sorts by votes, and as it was booked', [grouped], async () => {
    const order = async (by: 'votes' | 'booking') =>
      (await office().call('hall.sortQueue', { sessionId, by })).queue.map(({ title }) => title);
    expect(await order('votes')).toEqual(['操场夜间照明', '宿舍热水']);
    expect(await order('booking')).toEqual(['宿舍热水', '操场夜间照明']);
  });

  const asked = step('calls the head of a group; what was called is not grouped away', [sorted], async () => {
    await office().call('hall.open', { sessionId });
    const { queue } = await inbox();
    const idOf = (title: string) => queue.find((entry) => entry.title === title)?.id ?? '';
    const [hot, light] = [idOf('宿舍热水'), idOf('操场夜间照明')];
    await office().call('hall.call', { sessionId, questionId: hot });
    await expect(office().call('hall.groupTopic', { questionId: hot, into: light })).rejects.toMatchObject({
      code: 'wrong_stage',
    });
    const form = question({ title: '宿舍热水', asker: 'named', askerId: 'p-lin' });
    const version = Number(stored(hot)?.version);
    await office().call('hall.saveQuestion', { questionId: hot, version, question: form });
    await product.cloud.tick('jobs');
  });

  return { asked };
});

const { closed } = chapter('co-askers', () => {
  const told = step('each hears of the answer, and is asked once whether it will do', [asked], async () => {
    for (const who of ['p-he', 'guest-8']) {
      expect(messagesTo(who, 'answer_given')).toHaveLength(1);
      expect(await mine(who)).toMatchObject([
        { title: '宿舍热水', isOwn: false, coAskers: 2, answer: '', caseId: null, hasSaid: false },
      ]);
    }
    expect(messagesTo('guest-9', 'answer_given')).toEqual([]);
    const [heard] = await mine('p-he');
    const judge = (who: string, isAgreed: boolean) =>
      product.as(who).call('hall.judgeAnswer', { questionId: heard?.id ?? '', isAgreed, reason: '' });
    expect(await judge('p-he', false)).toMatchObject({ hasSaid: true, state: 'on_spot', answerBy: null });
    await judge('p-he', false);
    expect(stored(heard?.id ?? '')).toMatchObject({ coObjected: 1, state: 'on_spot' });
    await expect(judge('guest-9', false)).rejects.toMatchObject({ code: 'not_found' });
  });

  const closed = step(
    'a question a second after the close is refused; what was not asked goes on in writing',
    [told],
    async () => {
      await office().call('hall.close', { sessionId });
      await expect(send('guest-9')).rejects.toMatchObject({ code: 'check_in_closed' });
      await product.cloud.tick('jobs');
      const { questions } = await product.as('guest-0').call('hall.mySeats', {});
      expect(questions.map(({ state }) => state)).toEqual(['unasked', 'unasked']);
      expect(messagesTo('guest-0', 'booking_unreached')).toHaveLength(2);
      const first = questions.find(({ isHidden }) => isHidden);
      const second = questions.find(({ isHidden }) => !isHidden);
      const choose = (who: string, seatId: string, choice: 'case' | 'delete') =>
        product.as(who).call('hall.chooseSeat', { seatId, choice });
      await expect(choose('guest-3', first?.id ?? '', 'case')).rejects.toMatchObject({ code: 'not_found' });
      expect(await choose('guest-0', first?.id ?? '', 'case')).toMatchObject({ state: 'filed' });
      expect(await choose('guest-0', second?.id ?? '', 'delete')).toMatchObject({ state: 'dropped' });
      const made = product.cloud.read('cases').filter(({ askerId }) => askerId === 'guest-0');
      expect(made).toMatchObject([{ identity: 'hidden' }]);
    },
  );

  return { closed };
});

step(
  'when the minutes are out each is told once more, and then only the count is kept',
  [closed],
  async () => {
    const draft = await office().call('hall.draftMinutes', { sessionId });
    const kept = draft.findings.map(({ id }) => id);
    await office().call('hall.publishMinutes', { sessionId, version: draft.version, kept });
    const hot = () => product.cloud.read('questions').find(({ title }) => title === '宿舍热水');
    await product.cloud.tick('jobs');
    expect(messagesTo('guest-8', 'minutes')).toHaveLength(1);
    // The window in which they may object is still open.
    expect(hot()?.voters).toHaveLength(2);
    await product.cloud.clock.advance(4 * DAY + HOUR);
    await product.cloud.tick('jobs');
    expect(hot()).toMatchObject({ voters: [], voices: [], votes: 2, votersUntil: null });
    expect(product.cloud.clock.now()).toBeGreaterThan(SESSION_AT + MINUTE);
  },
);
