import { randomBytes, randomUUID } from 'node:crypto';
import * as z from 'zod';
import { applyRoster, type RosterWrites } from '../../cloudfunctions/account/apply-roster';
import { csvLines, workbookLines } from '../../cloudfunctions/account/roster-file';
import { DomainError } from '../../cloudfunctions/core/domain-error';
import { departed, type Person } from '../../cloudfunctions/core/people/person';
import {
  ensureMayLeave,
  planRoster,
  type RefusedLine,
  type RosterPlan,
  readRoster,
} from '../../cloudfunctions/core/people/roster';
import { PERSON_KINDS, ROLES } from '../../miniprogram/shared/labels';
import type { Database } from './database';

const keysOf = <T extends Record<string, string>>(labels: T) =>
  Object.keys(labels) as [keyof T & string, ...(keyof T & string)[]];

const grant = z.object({
  role: z.enum(keysOf(ROLES)),
  departmentId: z.string().optional(),
  from: z.number().optional(),
  until: z.number().optional(),
});

const storedPerson: z.ZodType<Person> = z.object({
  _id: z.string(),
  number: z.string(),
  name: z.string(),
  kind: z.enum(keysOf(PERSON_KINDS)),
  unit: z.string(),
  roles: z.array(grant),
  openid: z.string().nullable(),
  hasLeft: z.boolean(),
  absentFrom: z.number().nullable(),
  moved: z.enum(['left', 'back']).nullish(),
  formerRoles: z.array(grant).optional(),
  readUpTo: z.number().optional(),
});

export interface RosterReport {
  added: number;
  changed: number;
  left: number;
  refused: RefusedLine[];
}

/**
 * Loads a whole roster, as the administrator's import in the app does. `isLeavingExpected` lets more than a tenth of
 * the known people leave at once.
 *
 * @throws Error in words for whoever typed the command
 */
export async function loadRoster(
  db: Database,
  file: string | Uint8Array,
  { isDryRun = false, isLeavingExpected = false } = {},
): Promise<RosterReport> {
  const { entries, refused, doubtful } = readRoster(await linesOf(file));
  const known = await everybody(db);
  const plan = planRoster(known, entries, doubtful);
  const present = known.filter((person) => !person.hasLeft).length;
  refuseOrGoOn(plan, present, isDryRun || isLeavingExpected);
  const report = {
    added: plan.added.length,
    changed: plan.changed.length,
    left: plan.left.length,
    refused,
  };
  if (isDryRun) return report;
  await db.collection('audit').add({
    _id: `roster-${randomUUID()}`,
    at: Date.now(),
    actor: 'system',
    what: 'roster_imported',
    detail: `新增 ${report.added}，变更 ${report.changed}，离校 ${report.left}，未采用 ${refused.length} 行`,
  });
  await applyRoster(plan, writesTo(db));
  return report;
}

/** The guard of the app in the words of a command. */
function refuseOrGoOn(plan: RosterPlan, present: number, isLeavingExpected: boolean): void {
  try {
    ensureMayLeave(plan, isLeavingExpected ? plan.left.length : undefined);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new Error(
      error.code === 'last_admin'
        ? 'This roster would leave the college without an administrator.'
        : `${plan.left.length} of ${present} people would leave. If the file is complete, run it again with --leaving.`,
    );
  }
}

/** Text is csv, bytes are a workbook. */
async function linesOf(file: string | Uint8Array) {
  try {
    return typeof file === 'string' ? csvLines(file) : await workbookLines(file);
  } catch (error) {
    if (error instanceof DomainError)
      throw new Error(`The file cannot be read as a roster: ${error.fields?.csv ?? error.code}.`);
    throw error;
  }
}

async function everybody(db: Database): Promise<Person[]> {
  const all: Person[] = [];
  for (let after = ''; ; ) {
    const { data } = await db
      .collection('people')
      .where({ _id: db.command.gt(after) })
      .orderBy('_id', 'asc')
      .limit(1000)
      .get();
    const page = z.array(storedPerson).parse(data);
    all.push(...page);
    const last = page[page.length - 1];
    if (page.length < 1000 || !last) return all;
    after = last._id;
  }
}

function writesTo(db: Database): RosterWrites {
  const _ = db.command;
  return {
    newId: () => `p-${randomBytes(12).toString('hex')}`,
    async addAll(newcomers) {
      await db.collection('people').add([...newcomers]);
    },
    async change(personId, patch) {
      await db.collection('people').where({ _id: personId }).update(patch);
    },
    async dismiss(gone) {
      const ids = gone.map((person) => person._id);
      for (const person of gone)
        await db.collection('people').where({ _id: person._id }).update(departed(person));
      const openids = gone.flatMap((person) => person.openid ?? []);
      if (openids.length > 0)
        await db
          .collection('accounts')
          .where({ _id: _.in(openids), personId: _.in(ids) })
          .remove();
    },
  };
}
