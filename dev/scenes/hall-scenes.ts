import type { Input } from '../../cloudfunctions/contract';
import { guest, guests, WHO } from './people';
import type { Stage } from './stage';
import { ScenePhone } from './wallet';

const { lin, office, secondOffice } = WHO;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Ten have come by scan; the last two are nobody any more (account-scenes). */
const CAME = guests.slice(0, 9);

type Question = Input<'hall.addQuestion'>['question'];
export const question = (changes: Partial<Question>): Question => ({
  title: '图书馆延长开放',
  detail: '考试周能不能开到晚上十一点？',
  category: 'logistics',
  departmentId: 'logistics',
  coDepartmentIds: [],
  asker: 'none',
  askerId: null,
  settlement: { kind: 'on_spot', answer: '从下周起开到十一点。', answeredBy: '徐立峰' },
  ...changes,
});

/** The afternoon from the open doors to the corrected minutes. Answers the phones that hold credentials. */
export async function liveHall(stage: Stage, sessionId: string): Promise<ScenePhone[]> {
  const { session } = await stage.give(office, 'session.get', { sessionId });
  const { startsAt } = session;
  await stage.give(office, 'hall.prepare', { sessionId });
  await stage.goOn(startsAt - 25 * MINUTE);
  const phones = await liveDoor(stage, sessionId);
  await liveWall(stage, sessionId);
  const { questions } = await stage.give(office, 'hall.view', { sessionId });
  const [first, second] = questions;
  if (!first || !second) throw new Error('nobody is in the queue');
  for (const { id, title } of [first, second])
    await stage.give(office, 'hall.approveTopic', { questionId: id, isApproved: true, title });
  await stage.give(guest(4), 'hall.vote', { questionId: first.id, isFor: true });
  const leftOver = await liveSeats(stage, sessionId, first.id);
  await stage.goOn(startsAt + MINUTE);
  await stage.give(office, 'hall.open', { sessionId });
  const deputy = { name: '孙静', title: '图书馆副馆长' };
  await stage.give(office, 'hall.setPresent', { sessionId, person: deputy, isChair: false, isPresent: true });
  await stage.give(office, 'hall.reorder', { questionId: second.id, before: first.id });
  const mine = questions.find(({ askerId }) => askerId === 'p-lin') ?? first;
  const absent = questions.find(({ askerId }) => askerId === 'p-he') ?? second;
  await stage.give(office, 'hall.call', { sessionId, questionId: mine.id });
  const { questions: called } = await stage.give(office, 'hall.view', { sessionId });
  await stage.give(office, 'hall.saveQuestion', {
    questionId: mine.id,
    version: called.find(({ id }) => id === mine.id)?.version ?? 0,
    question: question({
      title: '宿舍热水',
      asker: 'named',
      askerId: 'p-lin',
      settlement: {
        kind: 'on_spot',
        answer: '锅炉周末换好。',
        answeredBy: '徐立峰',
        others: [{ departmentId: null, answeredBy: '钱志远', answer: '停水那天的课往后排。' }],
      },
    }),
  });
  await stage.give(office, 'hall.skip', { questionId: absent.id, reason: '没有到场' });
  await stage.give(office, 'hall.addQuestion', {
    sessionId,
    question: question({
      title: '操场照明',
      settlement: {
        kind: 'transferred',
        answer: '先查线路。',
        answeredBy: '徐立峰',
        others: [{ departmentId: null, answeredBy: '钱志远', answer: '晚课先换教室。' }],
        dueAt: startsAt + 7 * 24 * HOUR,
      },
    }),
  });
  await stage.give(office, 'hall.addSpeaker', {
    sessionId,
    title: '自习室',
    category: 'teaching',
    asker: 'none',
    askerId: null,
  });
  await stage.give(office, 'hall.addQuestion', { sessionId, question: question({}) });
  await stage.give(office, 'hall.addQuestion', { sessionId, question: question({ title: '食堂价格' }) });
  await stage.goOn(startsAt + HOUR);
  await stage.give(office, 'booking.markAbsent', { sessionId, personId: 'p-new', reason: '没有到场' });
  await stage.give(office, 'hall.close', { sessionId });
  await stage.give(guest(5), 'booking.choose', { sessionId, choice: 'delete' });
  await liveAfterwards(stage, sessionId, mine.id);
  await stage.give(guest(3), 'hall.chooseSeat', { seatId: leftOver, choice: 'delete' });
  return phones;
}

/** One browser in the hall follows and is ended again. */
async function liveWall(stage: Stage, sessionId: string): Promise<void> {
  const { code } = await stage.give(office, 'hall.wallCode', { sessionId });
  await stage.cloud.http('portal', {
    method: 'POST',
    path: '/wall/pair',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  const { screens } = await stage.give(office, 'hall.showOnWall', { sessionId, shows: 'quiet' });
  await stage.give(office, 'hall.showOnWall', { sessionId, shows: 'session' });
  await stage.give(office, 'hall.endWall', { sessionId, screenId: screens[0]?.id ?? '' });
}

/** Four questions from seats: one goes up, one joins it, one is answered in writing, one is left over. */
async function liveSeats(stage: Stage, sessionId: string, queuedId: string): Promise<string> {
  const send = (openid: string, title: string) =>
    stage.give(openid, 'hall.askFromSeat', { sessionId, title, category: 'logistics', isHidden: true });
  const first = await send(guest(0), '操场夜间照明不足');
  const second = await send(guest(1), '操场照明');
  const third = await send(guest(2), '浴室水温');
  const fourth = await send(guest(3), '班车时刻');
  await stage.give(office, 'hall.decideSeat', {
    seatId: first.id,
    as: { kind: 'approved', title: '操场夜间照明' },
  });
  await stage.give(office, 'hall.decideSeat', {
    seatId: second.id,
    as: { kind: 'grouped', questionId: `q-${first.id}` },
  });
  await stage.give(office, 'hall.decideSeat', { seatId: third.id, as: { kind: 'filed' } });
  await stage.give(office, 'hall.sortQueue', { sessionId, by: 'votes' });
  await stage.give(office, 'hall.sortQueue', { sessionId, by: 'booking' });
  await stage.give(office, 'hall.groupTopic', { questionId: `q-${first.id}`, into: queuedId });
  await stage.give(office, 'hall.groupTopic', { questionId: `q-${first.id}`, into: null });
  return fourth.id;
}

/** People scan the code on the screen; answers their phones, with credentials. */
export async function liveScans(
  stage: Stage,
  sessionId: string,
  people: readonly string[],
): Promise<ScenePhone[]> {
  const phones: ScenePhone[] = [];
  const keys = await stage.give(office, 'hall.keys', { sessionId });
  for (const openid of people) {
    const phone = new ScenePhone();
    const blinded = await phone.blind(sessionId, keys);
    // The clock runs on, so a busy machine may have come to the next code.
    const { codes } = await stage.give(office, 'hall.codes', { sessionId });
    const code = codes[0]?.text ?? '';
    const { issue } = await stage.give(openid, 'hall.checkIn', { sessionId, code, blinded });
    phone.accept(issue?.signatures ?? []);
    phones.push(phone);
  }
  return phones;
}

async function liveDoor(stage: Stage, sessionId: string): Promise<ScenePhone[]> {
  const phones = await liveScans(stage, sessionId, CAME);
  const keys = await stage.give(office, 'hall.keys', { sessionId });
  await stage.give(office, 'hall.deskCheckIn', {
    sessionId,
    entries: [
      { entryId: 'desk-entry-1', personId: 'p-lin', ageMs: 0 },
      { entryId: 'desk-entry-2', number: 'T10021', ageMs: 1000 },
      { entryId: 'desk-entry-4', number: '20259999', ageMs: 1000 },
    ],
  });
  await stage.give(office, 'hall.daySheets', { sessionId });
  await stage.give(office, 'hall.settleUnmatched', {
    sessionId,
    entryId: 'desk-entry-4',
    as: { kind: 'discarded', reason: '重复登记' },
  });
  const phone = new ScenePhone();
  const blinded = await phone.blind(sessionId, keys);
  const { issue } = await stage.give(lin, 'hall.fetchCredentials', { sessionId, blinded });
  phone.accept(issue?.signatures ?? []);
  return [...phones, phone];
}

async function liveAfterwards(stage: Stage, sessionId: string, questionId: string): Promise<void> {
  await stage.give(lin, 'hall.judgeAnswer', { questionId, isAgreed: true });
  await stage.give(lin, 'hall.keepOut', { questionId, isKeptOut: true });
  await stage.give(lin, 'hall.keepOut', { questionId, isKeptOut: false });
  await stage.give(guest(0), 'hall.listMe', { sessionId, isListed: true });
  await stage.goOn(stage.cloud.clock.now() + 2 * HOUR);
  await stage.give(office, 'hall.deskCheckIn', {
    sessionId,
    entries: [{ entryId: 'desk-entry-3', personId: 'p-zhou', ageMs: 0 }],
  });
  await stage.give(secondOffice, 'hall.confirmLate', { sessionId, personIds: ['p-zhou'] });
  const drafted = await stage.give(office, 'hall.draftMinutes', { sessionId });
  const items = drafted.items.map((item) => ({ ...item, body: item.body || '提问。' }));
  const saved = await stage.give(office, 'hall.saveMinutes', {
    sessionId,
    version: drafted.version,
    preface: '本期对话纪要。',
    items,
  });
  const kept = saved.findings.map(({ id }) => id);
  const published = await stage.give(office, 'hall.publishMinutes', {
    sessionId,
    version: saved.version,
    kept,
  });
  const corrected = await stage.give(office, 'hall.correctMinutes', {
    sessionId,
    version: published.version,
    preface: '本期对话纪要（更正）。',
    items,
    reason: '更正一处文字',
    kept,
  });
  await stage.give(office, 'hall.correctPrivacy', {
    sessionId,
    version: corrected.version,
    passages: ['十一点'],
    reason: '应本人要求',
  });
}
