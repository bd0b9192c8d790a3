import { DAY_MS } from '../../../cloudfunctions/core/rules/calendar';
import { AGREEMENT_VERSION } from '../../../miniprogram/shared/agreement';
import { bind } from '../college';
import { isSeen } from '../promises';
import { matter } from '../words';
import type { Resident, World } from '../world';
import { pressButton } from './casework';
import { seedOf } from './staff';

/** Somebody opens the app and does one thing or another. */
export async function visit(world: World, who: Resident): Promise<void> {
  if (!who.isBound) {
    await world.say(who, 'session.list', {});
    if (world.happens(0.6)) await bind(world, who);
    return;
  }
  const { data: home } = await world.say(who, 'session.home', {});
  if (!home) return;
  if (home.unread > 0 && world.happens(0.5)) {
    await world.say(who, 'announcement.inbox', {});
    await world.say(who, 'announcement.read', { upTo: world.now });
  }
  if (home.next?.status === 'previewed')
    await considerBooking(world, who, home.next.id, home.booking?.status);
  const errand = world.random();
  if (errand < 0.22) await ask(world, who);
  else if (errand < 0.55) await lookAtOwn(world, who);
  else if (errand < 0.8) await lookAtPublic(world, who);
  else if (errand < 0.9) await lookAtQuestions(world, who);
  else await readAround(world, who);
}

async function considerBooking(
  world: World,
  who: Resident,
  sessionId: string,
  status: string | undefined,
): Promise<void> {
  if (status === 'offered') {
    await world.say(who, 'booking.confirm', { sessionId });
  } else if (status === 'confirmed' || status === 'waitlisted') {
    if (world.happens(0.08)) await world.say(who, 'booking.cancel', { sessionId });
    else await world.say(who, 'booking.mine', {});
  } else if (status === undefined && world.happens(0.5)) {
    const { category, title } = matter(world);
    const wish = world.happens(0.6) ? 'speak' : 'listen';
    const form = { wish, category, title, isUnnamed: world.happens(0.2) } as const;
    const { data } = await world.say(who, 'booking.create', { sessionId, form });
    if (data?.status !== 'confirmed') return;
    world.promises.expect(`the place ${data.code} of ${who.number}`, async () => {
      if (!who.isBound) return true;
      const mine = await world.say(who, 'booking.mine', {});
      return isSeen(mine, ({ bookings }) => bookings.some((booking) => booking.sessionId === sessionId));
    });
  }
}

/** A case, under the name, hidden or nameless, after a look at what was answered before. */
async function ask(world: World, who: Resident): Promise<void> {
  const words = matter(world);
  if (world.happens(0.5)) {
    const { data } = await world.say(who, 'case.similar', { text: words.text });
    const [first] = data?.cases ?? [];
    if (first && world.happens(0.5)) {
      await world.say(who, 'case.join', { caseId: first.id });
      return;
    }
  }
  const identity = world.among(['named', 'hidden', 'hidden', 'anonymous'] as const) ?? 'hidden';
  const { data } = await world.say(who, 'case.submit', {
    ...words,
    channel: world.happens(0.8) ? 'box' : 'hotline',
    identity,
    isProtected: world.happens(0.05),
    ...(identity === 'anonymous' ? { receiptSeed: seedOf(world) } : {}),
  });
  if (!data) return;
  const { caseId, number, receiptCode } = data;
  if (identity === 'anonymous' && receiptCode === null)
    world.found(`no receipt for the nameless case ${number}`);
  world.promises.expect(`the case ${number}`, async () => {
    if (receiptCode !== null)
      return isSeen(await world.say(who, 'case.byReceipt', { receiptCode }), (view) => view.id === caseId);
    if (!who.isBound) return true;
    return isSeen(await world.say(who, 'case.get', { caseId }), (view) => view.number === number);
  });
}

async function lookAtOwn(world: World, who: Resident): Promise<void> {
  const { data } = await world.say(who, 'case.mine', {});
  for (const { id } of data?.cases.slice(0, 2) ?? []) await pressButton(world, who, id);
  if (world.happens(0.3)) await world.say(who, 'case.followed', {});
}

async function lookAtPublic(world: World, who: Resident): Promise<void> {
  const { data } = await world.say(who, 'case.public', {});
  const row = world.among(data?.cases ?? []);
  if (row) {
    await pressButton(world, who, row.id);
    if (world.happens(0.05))
      await world.say(who, 'case.complain', {
        place: 'case',
        subjectId: row.id,
        reason: 'other',
        text: '与事实不符',
      });
  }
  if (world.happens(0.3)) await world.say(who, 'case.search', { words: '热水' });
  if (world.happens(0.2)) await world.say(who, 'case.commitments', {});
  if (world.happens(0.2)) await world.say(who, 'case.overdue', {});
}

async function lookAtQuestions(world: World, who: Resident): Promise<void> {
  const { data } = await world.say(who, 'hall.myQuestions', {});
  for (const question of data?.questions ?? []) {
    if (question.onSpot === 'waiting' && world.happens(0.6)) {
      const isAgreed = world.happens(0.8);
      await world.say(who, 'hall.judgeAnswer', {
        questionId: question.id,
        isAgreed,
        reason: isAgreed ? '' : '没有答到点上。',
      });
    }
    if (!question.isPublished && world.happens(0.1))
      await world.say(who, 'hall.keepOut', { questionId: question.id, isKeptOut: !question.isKeptOut });
  }
}

async function readAround(world: World, who: Resident): Promise<void> {
  const { data } = await world.say(who, 'session.list', {});
  const session = world.among(data?.sessions ?? []);
  await world.say(who, 'report.record', {});
  if (world.happens(0.3))
    await world.say(who, 'report.dashboard', { from: world.now - 60 * DAY_MS, to: world.now });
  if (!session) return;
  const sessionId = session.id;
  await world.say(who, 'session.get', { sessionId });
  const { data: agenda } = await world.say(who, 'hall.agenda', { sessionId });
  const topic = world.among(agenda?.topics ?? []);
  if (topic && !topic.isSettled)
    await world.say(who, 'hall.vote', { questionId: topic.id, isFor: !topic.hasMyVote });
  await world.say(who, 'hall.minutes', { sessionId });
  await world.say(who, 'hall.attendees', { sessionId });
  await world.say(who, 'survey.results', { sessionId });
  await world.say(who, 'survey.remarks', { sessionId });
  if (world.happens(0.2)) await world.say(who, 'account.rulebook', {});
  if (world.happens(0.05)) await world.say(who, 'account.optOut', { kinds: ['preview'] });
}

/** The careless: unbinds, perhaps with another phone in hand, or asks that everything be deleted; and binds again. */
export async function changePhone(world: World, who: Resident): Promise<void> {
  if (!who.isBound) return;
  const { data } = await world.say(who, 'booking.mine', {});
  for (const { sessionId, status } of data?.bookings ?? [])
    if (['confirmed', 'waitlisted', 'offered'].includes(status))
      await world.say(who, 'booking.cancel', { sessionId });
  const { code } = await world.say(who, world.happens(0.7) ? 'account.unbind' : 'account.erase', {});
  if (code !== null) return;
  who.isBound = false;
  if (world.happens(0.5)) who.openid = `${who.openid}-new`;
  await bind(world, who);
  if (!who.isBound && world.happens(0.5)) await releaseAtOffice(world, who);
}

/** The office, with the person in front of it, makes a code for the number. */
async function releaseAtOffice(world: World, who: Resident): Promise<void> {
  const office = world.among(world.office);
  if (!office) return;
  const { number, name } = who;
  const { data } = await world.say(office, 'account.release', { number, name, reason: '本人到办公室换手机' });
  if (!data) return;
  const said = await world.say(who, 'account.bind', {
    number,
    name,
    agreement: AGREEMENT_VERSION,
    code: data.code,
  });
  who.isBound = said.code === null;
}
