import type { caseContract } from '../contract/case';
import { type Matter, recurring, type Voice } from '../core/case/similar';
import { DomainError } from '../core/domain-error';
import { OFFICE, OVERSIGHT } from '../core/people/role-sets';
import { DAY_MS } from '../core/rules/calendar';
import { ensureTellsNobody } from '../hall/gate';
import type { Handlers } from '../platform/call/dispatch';
import { cases, matters } from '../platform/database/collections';
import { _, add, find, get, update } from '../platform/database/store';
import { fillAgenda } from './agenda-topics';
import { rulesNow } from './numbering';
import { synonymsNow } from './synonyms';

const PAGE = 1000;
/** More than a college sends in three months; the newest count. */
const MOST = 5000;
const SHOWN = 100;

/** For `jobs`, once a day: what came again and again within the last 90 days is proposed for the next agenda. */
export async function findRecurring(now: number): Promise<number> {
  const [rules, thesaurus] = await Promise.all([rulesNow(now), synonymsNow(now)]);
  const since = now - rules.cases.recurringDays * DAY_MS;
  const found = recurring(await voicesSince(since), rules.cases.recurringVoices, thesaurus);
  for (const group of found) {
    const matter: Matter = { ...group, state: 'proposed', sessionId: null, at: now };
    if ((await add(matters, matter)) === 'added') continue;
    // What was decided stays decided; the voices go on being counted.
    const { title, cases: members, voices, departmentId } = group;
    await update(matters, { _id: group._id }, { cases: _.set(members), voices, departmentId, at: now });
    await update(matters, { _id: group._id, state: 'proposed' }, { title });
  }
  await fillAgenda(now);
  return found.length;
}

/** Protected and held cases are nobody's agenda. */
async function voicesSince(since: number): Promise<Voice[]> {
  const voices: Voice[] = [];
  for (let after = since; voices.length < MOST; ) {
    const page = await find(
      cases,
      { submittedAt: _.gte(after) },
      {
        order: [['submittedAt', 'asc']],
        limit: PAGE,
        fields: [
          'number',
          'title',
          'text',
          'category',
          'leadId',
          'joins',
          'isProtected',
          'isHeld',
          'submittedAt',
          'closing',
        ],
      },
    );
    for (const entity of page)
      if (
        !entity.isProtected &&
        !entity.isHeld &&
        entity.closing !== 'withdrawn' &&
        entity.closing !== 'merged'
      )
        voices.push({ ...entity, id: entity._id, departmentId: entity.leadId });
    const last = page[page.length - 1];
    if (page.length < PAGE || !last || last.submittedAt === after) break;
    after = last.submittedAt;
  }
  return [...new Map(voices.map((voice) => [voice.id, voice])).values()];
}

export const recurringMatters = {
  'case.recurring': {
    may: OVERSIGHT,
    async run() {
      const found = await find(matters, {}, { limit: SHOWN });
      const shown = [...found].sort((a, b) => b.voices - a.voices);
      return {
        matters: shown.map(({ _id, at: _at, ...matter }) => ({ matterId: _id, ...matter })),
      };
    },
  },
  /** Taken: it becomes a topic of the next session that is being planned, or of the next plan. */
  'case.decideRecurring': {
    may: OFFICE,
    runs: 'once',
    async run({ matterId, isTaken, title }, { now, isDone }) {
      const matter = await get(matters, matterId);
      if (!matter) throw new DomainError('not_found');
      if (isDone)
        return {
          state: matter.state === 'dismissed' ? 'dismissed' : 'on_agenda',
          sessionId: matter.sessionId,
        };
      if (!isTaken) {
        await update(matters, { _id: matterId }, { state: 'dismissed' });
        return { state: 'dismissed', sessionId: null };
      }
      await ensureTellsNobody(title, 'title');
      if (matter.state !== 'on_agenda')
        await update(matters, { _id: matterId }, { state: 'on_agenda', title, sessionId: null });
      await fillAgenda(now);
      const { sessionId = null } = (await get(matters, matterId)) ?? {};
      return { state: 'on_agenda', sessionId };
    },
  },
} satisfies Partial<Handlers<typeof caseContract>>;
