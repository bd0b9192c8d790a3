import { type Person, RETURNED } from '../core/people/person';
import type { RosterPlan } from '../core/people/roster';

/** The writes that a roster needs, so that the function and the command line do the same with different SDKs. */
export interface RosterWrites {
  /** At most 500 at once; who is there already stays. */
  addAll(people: readonly Person[]): Promise<void>;
  change(personId: string, patch: Readonly<Partial<Person>>): Promise<void>;
  /** Takes the binding and every right of these people, at most 100 at once. */
  dismiss(people: readonly Person[]): Promise<void>;
  newId(): string;
}

const WIDTH = 20;
const PER_DISMISSAL = 100;
/** A first roster has thirty thousand people: one by one they would not fit into the time of a call. */
const PER_ADDITION = 500;

/** Carries out a plan, dismissals last: nobody is gone before those who stay are right. Stopped half way it is simply run again: what is done already is no longer in the new plan. */
export async function applyRoster(plan: RosterPlan, writes: RosterWrites): Promise<void> {
  const added = plan.added.map((entry) => ({
    _id: writes.newId(),
    ...entry,
    roles: [],
    openid: null,
    hasLeft: false,
    absentFrom: null,
  }));
  for (let at = 0; at < added.length; at += PER_ADDITION)
    await writes.addAll(added.slice(at, at + PER_ADDITION));
  const work = plan.changed.map(
    ({ person, entry }) =>
      () =>
        writes.change(person._id, {
          ...entry,
          ...(person.hasLeft ? RETURNED : {}),
        }),
  );
  const queue = work[Symbol.iterator]();
  const worker = async () => {
    for (const write of queue) await write();
  };
  await Promise.all(Array.from({ length: WIDTH }, worker));
  for (let at = 0; at < plan.left.length; at += PER_DISMISSAL)
    await writes.dismiss(plan.left.slice(at, at + PER_DISMISSAL));
}
