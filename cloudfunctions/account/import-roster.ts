import { randomBytes } from 'node:crypto';
import { type accountContract, ROSTER_NAMES_SHOWN } from '../contract/account';
import { ensure } from '../core/domain-error';
import { departed, type Person } from '../core/people/person';
import { ADMIN } from '../core/people/role-sets';
import { ensureMayLeave, planRoster, readRoster } from '../core/people/roster';
import type { Handler } from '../platform/call/dispatch';
import { inParallel } from '../platform/call/parallel';
import { accounts, audit, people } from '../platform/database/collections';
import { _, add, addAll, find, remove, update } from '../platform/database/store';
import { applyRoster, type RosterWrites } from './apply-roster';
import { csvLines, workbookLines } from './roster-file';

/** A file of which more lines cannot be used is no roster, and its refusals would not fit one answer. */
const REFUSED_MAX = 5_000;

/**
 * The college's roster, whole: who is new is added, who is no longer in it loses binding and every right. A dry run
 * answers the same figures and changes nothing. Lines that cannot be used are refused one by one.
 *
 * @throws DomainError roster_malformed, last_admin, leaving_unconfirmed
 */
export const importRoster: Handler<(typeof accountContract)['account.importRoster']> = {
  may: ADMIN,
  inPieces: async () => undefined,
  // A repeat must not undo a roster that came after it.
  runs: 'once',
  async run({ csv, xlsx, isDryRun, leaving }, { caller, now, requestId, isDone }) {
    const { entries, refused, doubtful } = readRoster(
      xlsx === '' ? csvLines(csv) : await workbookLines(Buffer.from(xlsx, 'base64')),
    );
    ensure(refused.length <= REFUSED_MAX, 'roster_malformed', { csv: 'not_usable' });
    const plan = planRoster(await everybody(), entries, doubtful);
    const figures = { added: plan.added.length, changed: plan.changed.length, left: plan.left.length };
    if (isDryRun) ensure(!plan.losesLastAdmin, 'last_admin');
    else if (!isDone) {
      ensureMayLeave(plan, leaving);
      // Before the first write: an import that is cut off has its line all the same.
      await add(audit, {
        _id: requestId,
        at: now,
        actor: (await caller.boundPerson())._id,
        what: 'roster_imported',
        detail: `新增 ${figures.added}，变更 ${figures.changed}，离校 ${figures.left}，未采用 ${refused.length} 行`,
      });
      await applyRoster(plan, writes);
    }
    return {
      ...figures,
      needsCount: plan.isUnusual,
      leavers: plan.left.slice(0, ROSTER_NAMES_SHOWN).map(named),
      changes: plan.changed.slice(0, ROSTER_NAMES_SHOWN).map(({ person, entry }) => ({
        ...named(person),
        becomes: `${entry.name} · ${entry.unit}`,
      })),
      refused,
    };
  },
};

const named = ({ name, unit, kind, roles }: Person) => ({
  name,
  unit,
  isStaff: kind === 'staff',
  hasRole: roles.length > 0,
});

const writes: RosterWrites = {
  newId: () => `p-${randomBytes(12).toString('hex')}`,
  async addAll(newcomers) {
    if ((await addAll(people, newcomers)) === 'added') return;
    // Somebody else imports the same file at this moment: whose number is in the roster stays, which is all we want.
    await inParallel(newcomers, 20, async (person) => {
      await add(people, person);
    });
  },
  async change(personId, patch) {
    await update(people, { _id: personId }, patch);
  },
  async dismiss(gone) {
    const ids = gone.map((person) => person._id);
    // Those without a role leave by one write; what the others did is kept until the office was told.
    const plain = gone.filter(({ roles }) => roles.length === 0);
    if (plain.length > 0)
      await update(people, { _id: _.in(plain.map(({ _id }) => _id)) }, departed({ roles: [] }));
    for (const person of gone.filter(({ roles }) => roles.length > 0))
      await update(people, { _id: person._id }, departed(person));
    const openids = gone.flatMap((person) => person.openid ?? []);
    if (openids.length > 0) await remove(accounts, { _id: _.in(openids), personId: _.in(ids) });
  },
};

/** The whole roster in pages of a thousand, the most that one answer holds. */
async function everybody(): Promise<Person[]> {
  const all: Person[] = [];
  for (let after = ''; ; ) {
    const page = await find(people, { _id: _.gt(after) }, { order: [['_id', 'asc']], limit: 1000 });
    all.push(...page);
    const last = page[page.length - 1];
    if (page.length < 1000 || !last) return all;
    after = last._id;
  }
}
