import { DAY_MS, dayOf, HOUR_MS, instantOf } from '../../../cloudfunctions/core/rules/calendar';
import { REASON } from '../words';
import type { Resident, World } from '../world';

/** The office's mornings: plans the next session, publishes its preview, writes the minutes, announces the results. */
export async function keepSessions(world: World): Promise<void> {
  const who = world.among(world.office);
  if (!who) return;
  let { data } = await world.say(who, 'session.desk', {});
  if (data && !data.sessions.some(({ status }) => ['planned', 'previewed', 'live'].includes(status))) {
    await plan(world, who);
    ({ data } = await world.say(who, 'session.desk', {}));
  }
  for (const session of data?.sessions ?? []) {
    const { id: sessionId, status } = session;
    if (status === 'planned') await prepare(world, who, session);
    else if (status === 'previewed') await readBookings(world, who, sessionId);
    else if (status === 'closed') await writeMinutes(world, who, sessionId);
    else if (status === 'surveying') await announce(world, who, sessionId);
  }
}

async function plan(world: World, who: Resident): Promise<void> {
  const { data: proposed } = await world.say(who, 'session.propose', {});
  if (!proposed) return;
  const people = world.residents.length;
  const [leader] = world.leaders;
  const attendees = world.departments.map(({ id, name, head }) => ({
    name: head.name,
    title: `${name}负责人`,
    departmentId: id,
  }));
  const { firstSession } = world;
  world.firstSession = null;
  await world.say(who, 'session.create', {
    ...(firstSession === null ? {} : { startsAt: instantOf(firstSession, 16) }),
    reason: firstSession === null ? '' : '建校后的第一期',
    plan: {
      ...proposed.plan,
      venue: '行政楼一楼报告厅',
      chair: { name: leader?.name ?? '', title: '校领导' },
      attendees,
      topics: ['宿舍供暖'],
      // Fewer than want to speak, so that some wait.
      speakingSlots: Math.min(20, Math.max(3, Math.floor(people / 25))),
      quota: null,
      seats: Math.max(10, Math.floor(people / 6)),
    },
  });
}

interface Planned {
  id: string;
  previewDueAt: number;
  startsAt: number;
}

async function prepare(world: World, who: Resident, { id: sessionId, previewDueAt, startsAt }: Planned) {
  if (previewDueAt - world.now > 2 * DAY_MS) {
    if (!world.happens(0.1)) return;
    const { data } = await world.say(who, 'session.get', { sessionId });
    if (!data) return;
    const { plan: planned, version } = data.session;
    await world.say(who, 'session.save', {
      sessionId,
      version,
      plan: { ...planned, notes: '请提前十分钟入场。' },
    });
    return;
  }
  if (world.happens(0.1))
    await world.say(who, 'session.reschedule', { sessionId, startsAt: startsAt + HOUR_MS, reason: REASON });
  await world.say(who, 'session.pushDraft', { sessionId });
  await world.say(who, 'session.publishPreview', { sessionId });
}

async function readBookings(world: World, who: Resident, sessionId: string): Promise<void> {
  for (const wish of ['speak', 'listen'] as const) await world.say(who, 'booking.list', { sessionId, wish });
  if (!world.happens(0.3)) return;
  const { data } = await world.say(who, 'session.articles', { sessionId });
  const [article] = data?.articles ?? [];
  if (article)
    await world.say(who, 'session.attachArticle', { sessionId, url: article.url, title: article.title });
}

async function writeMinutes(world: World, who: Resident, sessionId: string): Promise<void> {
  await markAbsent(world, who, sessionId);
  // The minutes take some days; each morning a little more is written.
  const { data: draft } = await world.say(who, 'hall.draftMinutes', { sessionId });
  if (!draft || draft.state === 'published') return;
  const items = draft.items.map((item) => ({
    ...item,
    isLeftOut: item.isLeftOut,
    leftOutReason: item.leftOutReason,
  }));
  const { data: saved } = await world.say(who, 'hall.saveMinutes', {
    sessionId,
    version: draft.version,
    preface: '本期四点对话在报告厅举行。',
    items,
  });
  if (!saved || world.happens(0.4)) return;
  const kept = saved.findings.map(({ id }) => id);
  const { code } = await world.say(who, 'hall.publishMinutes', { sessionId, version: saved.version, kept });
  if (code === null)
    world.promises.expect(`the minutes of ${sessionId}`, async () => {
      const { data } = await world.say(who, 'hall.minutes', { sessionId });
      return data ? data.minutes !== null : null;
    });
}

async function markAbsent(world: World, who: Resident, sessionId: string): Promise<void> {
  const { data } = await world.say(who, 'booking.list', { sessionId, wish: 'speak', status: 'confirmed' });
  for (const { personId } of data?.bookings.slice(0, 5) ?? [])
    await world.say(who, 'booking.markAbsent', { sessionId, personId, reason: '未到场' });
}

async function announce(world: World, who: Resident, sessionId: string): Promise<void> {
  const { data: remarks } = await world.say(who, 'survey.remarks', { sessionId });
  for (const { id: remarkId, state } of remarks?.remarks ?? [])
    if (state === 'waiting')
      await world.say(who, 'survey.moderateRemark', {
        remarkId,
        isShown: world.happens(0.7),
        reason: '与本期无关',
      });
  const { data: desk } = await world.say(who, 'survey.desk', { sessionId });
  const [survey] = desk?.surveys ?? [];
  if (survey?.state === 'open' && survey.closesAt && world.happens(0.1))
    await world.say(who, 'survey.reschedule', {
      sessionId,
      closesAt: survey.closesAt - HOUR_MS,
      reason: REASON,
    });
  if (survey?.state !== 'sealed') return;
  const { data } = await world.say(who, 'survey.announce', { sessionId });
  if (data && world.happens(0.3)) await correct(world, who, data.results);
}

/** Who leads a question was written down wrongly. */
async function correct(
  world: World,
  who: Resident,
  results: readonly { survey: string; items: readonly { questionId: string }[] }[],
): Promise<void> {
  const [result] = results;
  const questionId = result?.items[0]?.questionId;
  const departmentId = world.among(world.departments)?.id;
  if (!result || questionId === undefined || departmentId === undefined) return;
  await world.say(who, 'survey.correctResults', {
    survey: result.survey,
    questionId,
    departmentId,
    reason: REASON,
  });
}

/** The session that is held on this day, or null. */
export async function sessionOf(world: World): Promise<{ id: string; startsAt: number } | null> {
  const [who] = world.office;
  if (!who) return null;
  const { data } = await world.say(who, 'session.desk', {});
  return (
    data?.sessions.find(
      ({ status, startsAt }) => status === 'previewed' && dayOf(startsAt) === dayOf(world.now),
    ) ?? null
  );
}
