import { rulesNow } from '../case/numbering';
import type { Case } from '../core/case/case';
import { caseMessage, type TellingFacts } from '../core/case/message';
import type { CaseAudience } from '../core/case/notice';
import { isReceiver } from '../core/case/receiver';
import { type Person, rolesAt } from '../core/people/person';
import { inParallel } from '../platform/call/parallel';
import { caseJoins, cases, departments, messages, people } from '../platform/database/collections';
import { _, add, find, update } from '../platform/database/store';
import { dueOn, type TimerStep } from './timer-step';

type Telling = Pick<
  Case,
  | '_id'
  | 'version'
  | 'urgency'
  | 'notices'
  | 'handlerId'
  | 'askerId'
  | 'askerLeft'
  | 'isProtected'
  | 'protection'
>;

const PAGE = 100;
const WIDTH = 20;

/** Who holds which role now, and what departments are called: read once per run. */
export interface Staff extends TellingFacts {
  leaderOf: ReadonlyMap<string, string>;
  people: ReadonlyArray<Pick<Person, '_id' | 'roles'>>;
  holders: ReadonlyArray<{ personId: string; role: string; departmentId: string | undefined }>;
}

const TELLING_FIELDS = [
  'version',
  'urgency',
  'notices',
  'handlerId',
  'askerId',
  'askerLeft',
  'isProtected',
  'protection',
] as const;
const TELLING = { hasNotice: true } as const;

/**
 * Turns what cases have to tell into messages, then clears it. Stopped anywhere in between it tells again, and the
 * natural ids of the messages make the repeat collide.
 */
export const relayCaseNotices: TimerStep = {
  name: 'relay_case_notices',
  dueWhen: () => [dueOn(cases, TELLING)],
  run: relay,
};

async function relay(now: number, until: number): Promise<number> {
  let relayed = 0;
  let staff: Staff | undefined;
  while (Date.now() < until) {
    const telling = await find(cases, TELLING, { limit: PAGE, fields: TELLING_FIELDS });
    if (telling.length === 0) break;
    staff ??= await readStaff(now);
    const known = staff;
    await inParallel(telling, WIDTH, (entity) => tell(entity, known));
    relayed += telling.length;
    if (telling.length < PAGE) break;
  }
  return relayed;
}

async function tell(entity: Telling, staff: Staff): Promise<void> {
  for (const notice of entity.notices)
    for (const to of new Set(await recipients(entity, notice.to, staff)))
      await add(messages, caseMessage(notice, entity, to, staff));
  // Somebody may have added to it meanwhile: then it stays, and the next run tells the rest.
  await update(cases, { _id: entity._id, version: entity.version }, { notices: [], hasNotice: false });
}

export async function readStaff(now: number): Promise<Staff> {
  const [found, all, { cases: hours }] = await Promise.all([
    find(
      people,
      { 'roles.role': _.in(['handler', 'head', 'office', 'leader', 'discipline']), hasLeft: false },
      { limit: 1000, fields: ['roles'] },
    ),
    find(departments, {}, { limit: 1000 }),
    rulesNow(now),
  ]);
  return {
    hours,
    names: new Map(all.map(({ _id, name }) => [_id, name])),
    leaderOf: new Map(all.flatMap(({ _id, leaderId }) => (leaderId ? [[_id, leaderId] as const] : []))),
    people: found,
    holders: found.flatMap(({ _id, roles }) =>
      rolesAt(roles, now).map(({ role, departmentId }) => ({ personId: _id, role, departmentId })),
    ),
  };
}

async function recipients(
  entity: Pick<Telling, '_id' | 'handlerId' | 'askerId' | 'askerLeft' | 'isProtected' | 'protection'>,
  to: CaseAudience,
  staff: Staff,
): Promise<string[]> {
  // Nobody reads for somebody who has left.
  if (to === 'asker') return entity.askerId === null || entity.askerLeft ? [] : [entity.askerId];
  if (to === 'handler') return entity.handlerId === null ? [] : [entity.handlerId];
  if (to === 'joiners') return followersOf(entity._id);
  if (to === 'receivers')
    return staff.people.filter((person) => isReceiver(entity, person)).map(({ _id }) => _id);
  return staffIn(to, staff);
}

/** Whoever holds the role that an audience names, in the department after its colon. */
export function staffIn(to: string, staff: Staff): string[] {
  const holding = (role: string, departmentId?: string) =>
    staff.holders
      .filter(
        (grant) => grant.role === role && (departmentId === undefined || grant.departmentId === departmentId),
      )
      .map(({ personId }) => personId);
  if (to === 'office') return holding('office');
  if (to === 'leaders') return holding('leader');
  const [group = '', departmentId = ''] = to.split(/:(.*)/s);
  if (group === 'leader') {
    const leader = staff.leaderOf.get(departmentId);
    const leaders = holding('leader');
    // Whoever is a leader no more may not even open it.
    return leader && leaders.includes(leader) ? [leader] : leaders;
  }
  const found = holding(group === 'heads' ? 'head' : 'handler', departmentId);
  // A department without a handler is answered for by its head, one without either by the office.
  return found.length > 0
    ? found
    : group === 'handlers'
      ? either(holding('head', departmentId), holding('office'))
      : holding('office');
}

const either = (first: string[], second: string[]) => (first.length > 0 ? first : second);

/** Whoever joined or follows, in pages. */
async function followersOf(caseId: string): Promise<string[]> {
  const ids: string[] = [];
  for (let after = ''; ; ) {
    const page = await find(
      caseJoins,
      { caseId, _id: _.gt(after) },
      { order: [['_id', 'asc']], limit: 1000, fields: ['personId', 'isFollowing'] },
    );
    ids.push(
      ...page.flatMap(({ personId, isFollowing }) => (isFollowing && personId !== null ? [personId] : [])),
    );
    const last = page[page.length - 1];
    if (page.length < 1000 || !last) return ids;
    after = last._id;
  }
}
