import { createHash } from 'node:crypto';
import * as z from 'zod';
import { dayOf, HOUR_MS, instantOf, isSchoolDay } from '../../../cloudfunctions/core/rules/calendar';
import { FIRST_RULE_BOOK } from '../../../cloudfunctions/core/rules/rulebook';
import { type Cloud, CloudError } from '../../cloud';
import { find } from '../../cloud/store/find';
import type { Document } from '../../cloud/store/value';
import { deskCard, nextCardDeed } from './card-desk';
import { deskCase, nextCaseDeed } from './case-desk';
import type { Deed } from './deed';

/** So many things are done after one firing of the timers, so that moving the clock stays quick. */
const DEEDS_AT_ONCE = 12;
/** Office hours of school days, from opening to closing. */
const OFFICE_HOURS = [8.5, 17.5] as const;

const answer = z.object({ ok: z.boolean(), error: z.object({ code: z.string() }).optional() });

/** The colleagues of the demo; `isWorking` sends them home and calls them back. */
export interface Colleagues {
  isWorking: boolean;
}

/**
 * While the clock goes on, the cast does its work: the office accepts, departments take, answer and review, askers say
 * how it went, promises are kept, cards get their plans. All of it by the product's own functions, a few things after
 * each firing of the timers, in office hours. Who came in now looks at nothing within the first hour.
 */
export function startColleagues(cloud: Cloud, isWorking = true): Colleagues {
  const colleagues: Colleagues = { isWorking };
  const since = cloud.clock.now();
  const refused = new Set<string>();
  cloud.state.clock.afterTimers(async (now) => {
    if (!colleagues.isWorking || now < since + HOUR_MS || !isOfficeHour(now)) return;
    // Read again each time: what is near its deadline goes from desk to desk at once.
    for (let deeds = 0; deeds < DEEDS_AT_ONCE; deeds++) {
      const next = waiting(cloud, now, since).find((work) => !refused.has(work.thing));
      if (!next) return;
      const { thing, deed } = next;
      const code = await done(cloud, deed, thing);
      // Somebody who plays was faster, or the rules say no: not tried again on this version.
      if (code !== null) refused.add(thing);
    }
  });
  return colleagues;
}

function isOfficeHour(now: number): boolean {
  const day = dayOf(now);
  const [from, to] = OFFICE_HOURS.map((hour) => instantOf(day) + hour * HOUR_MS);
  return isSchoolDay(day, FIRST_RULE_BOOK.rules.calendar.breaks) && now >= (from ?? 0) && now < (to ?? 0);
}

interface Waiting {
  /** The document and its version, so that each step is done once. */
  thing: string;
  deed: Deed;
}

/** What is ready to be done now, nearest deadlines first. */
function waiting(cloud: Cloud, now: number, since: number): Waiting[] {
  const cases = [
    ...read(cloud, 'cases', { isOpen: true }),
    ...read(cloud, 'cases', { isOpen: false, 'commitment.state': { $in: ['open', 'late'] } }),
  ].map((document) => deskCase.parse(document));
  const cards = read(cloud, 'cards', { rerated: null }).map((document) => deskCard.parse(document));
  const ready = (
    kind: string,
    { _id, version }: { _id: string; version: number },
    deed: Deed | null,
  ): Waiting[] => (deed ? [{ thing: `${kind}-${_id}-${version}`, deed }] : []);
  return [
    ...cases
      .sort((left, right) => left.dueAt - right.dueAt)
      .flatMap((entity) => ready('case', entity, nextCaseDeed(entity, now, since))),
    ...cards.flatMap((card) => ready('card', card, nextCardDeed(card, now, since))),
  ];
}

function read(cloud: Cloud, collection: string, query: Document): Document[] {
  const { store } = cloud.state;
  return find(store.table(collection), query, { connection: store.disk.main }).map((found) =>
    found.document(),
  );
}

/** Does it, as that person's phone would. Answers the code of a refusal, or null. */
async function done(cloud: Cloud, { by, action, input }: Deed, thing: string): Promise<string | null> {
  const requestId = createHash('sha256').update(thing).digest('hex').slice(0, 32);
  try {
    const said = await cloud.call(action.split('.')[0] ?? '', { action, requestId, input }, { openid: by });
    const { ok, error } = answer.parse(said);
    return ok ? null : (error?.code ?? 'refused');
  } catch (error) {
    // The cloud is being stopped, or a function failed; that stands on its log.
    if (error instanceof CloudError) return error.code;
    throw error;
  }
}
