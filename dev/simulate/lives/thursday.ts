import type { HallView } from '../../../cloudfunctions/contract/hall';
import { DAY_MS, HOUR_MS } from '../../../cloudfunctions/core/rules/calendar';
import { Ballots } from '../ballots';
import { isSeen } from '../promises';
import { ANSWER, matter, REASON } from '../words';
import type { Resident, World } from '../world';

const MINUTE_MS = 60_000;

/** Something that is done at a time of the day. */
export interface Act {
  at: number;
  run(): Promise<void>;
}

/** A session, from the doors to the close and what the desk brings in afterwards, as acts of its day. */
export function thursday(world: World, { id, startsAt }: { id: string; startsAt: number }): Act[] {
  const bound = world.residents.filter(({ isBound }) => isBound);
  const crowd = bound.filter(() => world.happens(Math.min(0.35, 120 / bound.length)));
  const arrivals = crowd.map((who): Act => {
    const at = startsAt - 50 * MINUTE_MS + Math.floor(world.random() * 70 * MINUTE_MS);
    return { at, run: () => arrive(world, who, id) };
  });
  const at = (minutes: number, run: () => Promise<void>): Act => ({
    at: startsAt + minutes * MINUTE_MS,
    run,
  });
  return [
    ...arrivals,
    at(-55, () => deskLetsIn(world, id)),
    at(-10, () => deskLetsIn(world, id)),
    at(-5, () => openHall(world, id)),
    ...Array.from({ length: 8 }, (_none, turn) => at(5 + turn * 10, () => nextQuestion(world, id))),
    at(40, () => vote(world, id)),
    at(95, () => close(world, id)),
    at(180, () => bringInLate(world, id)),
    at(200, () => confirmLate(world, id)),
  ];
}

async function arrive(world: World, who: Resident, sessionId: string): Promise<void> {
  const [screen] = world.office;
  if (!screen) return;
  const { data: shown } = await world.say(screen, 'hall.codes', { sessionId });
  const code = shown?.codes[0]?.text;
  if (code === undefined) return;
  // Most phones bring their serials along; a few come without, and fetch credentials later or never.
  const ballots = world.happens(0.85) ? await Ballots.prepare(world, who, sessionId) : null;
  const said = await world.say(who, 'hall.checkIn', { sessionId, code, blinded: ballots?.blinded ?? [] });
  if (!said.data) return;
  if (said.data.issue) ballots?.accept(said.data.issue.signatures);
  world.promises.expect(`the check-in of ${who.number}`, async () => {
    if (!who.isBound) return true;
    return isSeen(await world.say(who, 'survey.mine', {}), ({ attended }) =>
      attended.some((session) => session.sessionId === sessionId),
    );
  });
  if (world.happens(0.2)) await world.say(who, 'hall.listMe', { sessionId, isListed: true });
  if (!ballots && world.happens(0.5)) {
    const later = await Ballots.prepare(world, who, sessionId);
    if (!later) return;
    const { data } = await world.say(who, 'hall.fetchCredentials', { sessionId, blinded: later.blinded });
    if (data?.issue) later.accept(data.issue.signatures);
  }
}

/** Two desks let the same few people in, one of them from what it kept while it was offline. */
async function deskLetsIn(world: World, sessionId: string): Promise<void> {
  const [first, second] = world.office;
  if (!first || !second) return;
  const { data: listed } = await world.say(first, 'hall.deskList', { sessionId });
  const numbers = world.residents.filter(() => world.happens(6 / world.residents.length));
  const entries = [
    ...(listed?.people.slice(0, 4) ?? []).map(({ code }) => ({ code })),
    ...numbers.map(({ number }) => ({ number })),
  ].map((who) => ({
    ...who,
    entryId: world.requestId(),
    ageMs: Math.floor(world.random() * 20 * MINUTE_MS),
  }));
  if (entries.length === 0) return;
  await world.say(first, 'hall.deskCheckIn', { sessionId, entries });
  const again = entries.slice(0, 3).map((entry) => ({ ...entry, entryId: world.requestId() }));
  await world.say(second, 'hall.deskCheckIn', { sessionId, entries: again });
  await world.say(second, 'hall.deskSearch', { sessionId, search: numbers[0]?.number ?? '2024' });
}

async function openHall(world: World, sessionId: string): Promise<void> {
  const [host, other] = world.office;
  if (!host || !other) return;
  await world.say(other, 'hall.prepare', { sessionId });
  const { data: view } = await world.say(host, 'hall.open', { sessionId });
  for (const { id: questionId, title } of view?.questions.slice(0, 12) ?? []) {
    const { data } = await world.say(host, 'hall.topicFindings', { questionId, title });
    const kept = data?.findings.map(({ id }) => id) ?? [];
    await world.say(host, 'hall.approveTopic', { questionId, isApproved: world.happens(0.8), title, kept });
  }
  const [first, , third] = view?.questions ?? [];
  if (first && third) await world.say(host, 'hall.reorder', { questionId: third.id, before: first.id });
  await world.say(other, 'hall.wall', { sessionId });
}

type Question = HallView['questions'][number];

async function nextQuestion(world: World, sessionId: string): Promise<void> {
  const [host, clerk] = world.office;
  if (!host || !clerk) return;
  const { data: view } = await world.say(host, 'hall.view', { sessionId });
  const next = view?.questions.find(({ state }) => state === 'queued');
  if (!view) return;
  if (next) {
    await world.say(host, 'hall.call', { sessionId, questionId: next.id });
    if (next.isAskerHere === false || world.happens(0.1)) {
      await world.say(host, 'hall.skip', { questionId: next.id, reason: '未到场' });
      return;
    }
    const { data: called } = await world.say(clerk, 'hall.view', { sessionId });
    const question = called?.questions.find(({ id }) => id === next.id);
    if (question)
      await world.say(clerk, 'hall.saveQuestion', {
        questionId: question.id,
        version: question.version,
        question: settled(world, question),
      });
    return;
  }
  if (view.questions.length < 30)
    await world.say(clerk, 'hall.addQuestion', { sessionId, question: settled(world, null) });
}

/** How a question was answered: on the spot, or given to a department. */
function settled(world: World, question: Question | null) {
  const { category, title, text } = matter(world);
  const isOnSpot = world.happens(0.5);
  return {
    title: question?.title ?? title,
    detail: question?.detail ?? text,
    category: question?.category ?? category,
    departmentId: world.among(world.departments)?.id ?? '',
    coDepartmentIds: [],
    asker: question?.asker ?? ('none' as const),
    askerId: question?.askerId ?? null,
    isPersonal: world.happens(0.05),
    settlement: isOnSpot
      ? { kind: 'on_spot' as const, answer: ANSWER, answeredBy: '到场部门' }
      : {
          kind: 'transferred' as const,
          answer: '',
          answeredBy: '',
          dueAt: world.now + 8 * HOUR_MS + 5 * DAY_MS,
        },
  };
}

async function vote(world: World, sessionId: string): Promise<void> {
  for (const who of world.residents.filter(({ isBound }) => isBound && world.happens(0.03))) {
    const { data } = await world.say(who, 'hall.agenda', { sessionId });
    const topic = world.among(data?.topics.filter(({ isSettled }) => !isSettled) ?? []);
    if (topic) await world.say(who, 'hall.vote', { questionId: topic.id, isFor: true });
  }
}

/** Closing is refused while questions are unsettled; the office settles them and tries again. */
async function close(world: World, sessionId: string): Promise<void> {
  const [host] = world.office;
  if (!host) return;
  for (let tries = 0; tries < 4; tries++) {
    const { code } = await world.say(host, 'hall.close', { sessionId });
    if (code === null || code === 'wrong_stage') return;
    const { data: view } = await world.say(host, 'hall.view', { sessionId });
    for (const id of view?.unsettledIds ?? []) {
      const question = view?.questions.find((asked) => asked.id === id);
      if (question?.state === 'queued')
        await world.say(host, 'hall.skip', { questionId: id, reason: REASON });
      else if (question)
        await world.say(host, 'hall.saveQuestion', {
          questionId: id,
          version: question.version,
          question: settled(world, question),
        });
    }
  }
}

/** The second desk was offline all the time, and sends what it kept when the session is over. */
async function bringInLate(world: World, sessionId: string): Promise<void> {
  const desk = world.office[1];
  if (!desk) return;
  const came = world.residents.filter(() => world.happens(3 / world.residents.length));
  const entries = came.map(({ number }) => ({ number, entryId: world.requestId(), ageMs: 150 * MINUTE_MS }));
  if (entries.length > 0) await world.say(desk, 'hall.deskCheckIn', { sessionId, entries });
}

async function confirmLate(world: World, sessionId: string): Promise<void> {
  for (const who of world.office) {
    const { data } = await world.say(who, 'hall.attendance', { sessionId });
    const personIds = data?.late.filter(({ isOwn }) => !isOwn).map(({ personId }) => personId) ?? [];
    if (personIds.length > 0) await world.say(who, 'hall.confirmLate', { sessionId, personIds });
  }
}
