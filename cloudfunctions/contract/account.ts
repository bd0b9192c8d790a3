import * as z from 'zod';
import { SIGNATURE_TEXT_LENGTH } from '../../miniprogram/shared/ballot';
import { MESSAGE_KINDS, PERSON_KINDS, ROLES } from '../../miniprogram/shared/labels';
import { LIMITS } from '../../miniprogram/shared/limits';
import { OWN_PARTS } from '../../miniprogram/shared/own-data';
import { command, query } from './action';
import { auditEnd } from './audit-end';
import { keysOf } from './keys-of';
import { passMonth } from './letter';
import { phone } from './phone';
import { cursor, id, instant, optionalText, shortString, text } from './text';

export const roleGrant = z.object({
  role: z.enum(Object.keys(ROLES) as [keyof typeof ROLES, ...(keyof typeof ROLES)[]]),
  departmentId: id.optional(),
  /** A deputy for a head or handler: both or neither. */
  from: instant.optional(),
  until: instant.optional(),
  /** The office a leader holds, as 党委书记; for that role alone. */
  title: z.string().optional(),
});
const roleGrantForm = z.strictObject({ ...roleGrant.shape, title: text(LIMITS.nameMax).optional() });
export const messageKind = z.enum(
  Object.keys(MESSAGE_KINDS) as [keyof typeof MESSAGE_KINDS, ...(keyof typeof MESSAGE_KINDS)[]],
);
const personKind = z.enum(
  Object.keys(PERSON_KINDS) as [keyof typeof PERSON_KINDS, ...(keyof typeof PERSON_KINDS)[]],
);

/** Who is looking, as the server reads it now. `person` is absent until a WeChat account is bound. */
const me = z.object({
  person: z
    .object({
      id,
      name: z.string(),
      number: z.string(),
      kind: personKind,
      unit: z.string(),
      roles: z.array(roleGrant),
    })
    .nullable(),
  /** Only for an account whose binding was taken back by the office, or the administrator: when and why. */
  released: z.object({ at: instant, reason: z.string() }).optional(),
  unread: z.number(),
  optOut: z.array(messageKind),
  /** Message kind → template id of the college's mini program; the consent sheet needs it inside the tap. */
  templates: z.record(z.string(), z.string()),
  /** Where anonymous items are filed with a pass and without an account; absent where the college has no domain. */
  passBase: z.string().optional(),
});
export type Me = z.output<typeof me>;

const department = z.object({
  id,
  name: z.string(),
  headName: z.string().optional(),
  isDissolved: z.boolean(),
});

/** Departments as the administrator keeps them. */
const departmentList = z.object({
  departments: z.array(
    z.object({
      id,
      name: z.string(),
      headName: z.string(),
      leaderId: id.nullable(),
      isDissolved: z.boolean(),
      successorId: id.nullable(),
    }),
  ),
  leaders: z.array(z.object({ id, name: z.string() })),
});

const day = shortString(10).check(z.iso.date());

/** Days as 2026-07-11, both included. */
const schoolBreak = z.strictObject({
  name: text(LIMITS.nameMax),
  from: day,
  to: day,
  /** There is school on these days, whatever the published notice says. */
  isWorked: z.literal(true).optional(),
});

export const ruleBook = z.object({
  version: z.number(),
  effectiveAt: instant,
  reason: z.string(),
  sections: z.array(
    z.object({ title: z.string(), rules: z.array(z.object({ key: z.string(), text: z.string() })) }),
  ),
  /** Is it the version that is followed now? */
  isInForce: z.boolean(),
  /** Every version, newest first, with what it changed against the one before. */
  versions: z.array(
    z.object({
      version: z.number(),
      at: instant,
      reason: z.string(),
      changes: z.array(z.object({ label: z.string(), before: z.string(), after: z.string() })),
    }),
  ),
  /** The numbers that the administrator may change, each between `min` and `max`. */
  numbers: z.array(
    z.object({
      path: z.string(),
      group: z.string(),
      label: z.string(),
      unit: z.string(),
      value: z.number(),
      min: z.number(),
      max: z.number(),
    }),
  ),
  breaks: z.array(
    z.object({ name: z.string(), from: z.string(), to: z.string(), isWorked: z.literal(true).optional() }),
  ),
});

/** Of those who leave and those who change so many are named before an import. */
export const ROSTER_NAMES_SHOWN = 200;
const rosterName = z.object({
  name: z.string(),
  unit: z.string(),
  isStaff: z.boolean(),
  hasRole: z.boolean(),
});

export const accountContract = {
  'account.me': query(z.strictObject({}), me),
  'account.bind': command(
    z.strictObject({
      number: text(LIMITS.numberMax),
      name: text(LIMITS.nameMax),
      /** Version of the user agreement that was consented to; a phone of yesterday does not ask for it. */
      agreement: z.number().int().min(0).max(10_000).optional(),
      /** What the office gave to whoever stood before it, or empty. */
      code: optionalText(LIMITS.numberMax),
    }),
    me,
  ),
  'account.unbind': command(z.strictObject({}), me),
  /** Unbinds, and deletes what is kept of the account for its own sake. */
  'account.erase': command(z.strictObject({}), me),
  /** What the consent sheet answered: one accept is one credit for one message. */
  'account.consent': command(
    z.strictObject({ accepted: z.array(messageKind).max(5), rejected: z.array(messageKind).max(5) }),
    z.object({ credits: z.record(z.string(), z.number()) }),
  ),
  /** Blind signatures for this month's passes, in the order of the blinded values. */
  'account.fetchPasses': command(
    z.strictObject({
      month: passMonth,
      blinded: z.array(shortString(SIGNATURE_TEXT_LENGTH)).min(1).max(LIMITS.passesMax),
    }),
    z.object({ signatures: z.array(z.string()) }),
  ),
  'account.optOut': command(z.strictObject({ kinds: z.array(messageKind).max(20) }), me),
  /**
   * What is held about the caller, part by part and page by page, in words: the page shows it and the file holds it.
   * Ratings are nobody's and so not in it.
   */
  'account.ownData': query(
    z.strictObject({ section: z.enum(keysOf(OWN_PARTS)), cursor: cursor.optional() }),
    z.object({
      records: z.array(
        z.object({ title: z.string(), lines: z.array(z.object({ label: z.string(), text: z.string() })) }),
      ),
      next: cursor.nullable(),
    }),
  ),
  /** Another telephone, or none, in everything of the caller's that has one and is not over. */
  'account.correctPhone': command(z.strictObject({ phone }), z.object({ changed: z.number() })),
  'account.departments': query(z.strictObject({}), z.object({ departments: z.array(department) })),
  /** Parts number and account, and answers the code with which the number can be bound; it is shown once. */
  'account.release': command(
    z.strictObject({
      number: text(LIMITS.numberMax),
      name: text(LIMITS.nameMax),
      reason: text(LIMITS.reasonMax),
    }),
    z.object({ name: z.string(), code: z.string(), until: instant }),
  ),
  /** Numbers that are locked now because of wrong names. */
  'account.attacked': query(
    z.strictObject({}),
    z.object({
      people: z.array(
        z.object({
          name: z.string(),
          unit: z.string(),
          numberEnd: z.string(),
          tries: z.number(),
          until: instant,
        }),
      ),
    }),
  ),
  // administrator
  'account.importRoster': command(
    // One of the two: the text of a csv file, or an Excel workbook in base64.
    z
      .strictObject({
        csv: shortString(2_000_000).default(''),
        xlsx: shortString(2_000_000).default(''),
        isDryRun: z.boolean().default(false),
        /** How many leave, typed by whoever read their names; needed where it is more than a tenth. */
        leaving: z.int().min(0).optional(),
      })
      .refine(({ csv, xlsx }) => (csv === '') !== (xlsx === ''), { path: ['csv'], message: 'text_empty' }),
    z.object({
      added: z.number(),
      changed: z.number(),
      left: z.number(),
      /** More than a tenth would leave: the count has to be typed. */
      needsCount: z.boolean(),
      /** The first of those who leave, and of those whose line differs, as they are known now. */
      leavers: z.array(rosterName).max(ROSTER_NAMES_SHOWN),
      changes: z.array(rosterName.extend({ becomes: z.string() })).max(ROSTER_NAMES_SHOWN),
      refused: z.array(z.object({ line: z.number(), reason: z.string() })),
    }),
  ),
  'account.people': query(
    z.strictObject({
      search: optionalText(LIMITS.searchMax),
      role: roleGrant.shape.role.optional(),
      cursor: cursor.optional(),
    }),
    z.object({
      people: z.array(
        z.object({
          id,
          name: z.string(),
          number: z.string(),
          kind: personKind,
          unit: z.string(),
          isBound: z.boolean(),
          roles: z.array(roleGrant),
        }),
      ),
      next: cursor.nullable(),
    }),
  ),
  'account.grantRole': command(
    z.strictObject({ personId: id, grant: roleGrantForm, reason: text(LIMITS.reasonMax) }),
    z.object({ roles: z.array(roleGrant) }),
  ),
  'account.revokeRole': command(
    z.strictObject({ personId: id, grant: roleGrantForm, reason: text(LIMITS.reasonMax) }),
    z.object({ roles: z.array(roleGrant) }),
  ),
  'account.departmentList': query(z.strictObject({}), departmentList),
  /** A new department, or a new name, head or leader in charge of one that is there. */
  'account.saveDepartment': command(
    z.strictObject({
      departmentId: id.nullable().default(null),
      name: text(LIMITS.nameMax),
      headName: optionalText(LIMITS.nameMax),
      leaderId: id.nullable().default(null),
      reason: optionalText(LIMITS.reasonMax),
    }),
    departmentList,
  ),
  /** Its open cases go to the successor, or back to the office. */
  'account.dissolveDepartment': command(
    z.strictObject({
      departmentId: id,
      successorId: id.nullable().default(null),
      reason: text(LIMITS.reasonMax),
    }),
    departmentList,
  ),
  'account.auditLog': query(
    z.strictObject({ cursor: cursor.optional() }),
    z.object({
      entries: z.array(
        z.object({
          id: z.string(),
          at: instant,
          actor: z.string(),
          what: z.string(),
          detail: z.string(),
          /** Number of its link in the chain; null for the few minutes before. */
          link: z.number().nullable(),
        }),
      ),
      next: cursor.nullable(),
      /** The end of the chain, with the first page only. */
      end: auditEnd.nullable(),
    }),
  ),
  'account.rulebook': query(z.strictObject({ version: z.int().min(1).optional() }), ruleBook),
  /** The next version of the rule book, for sessions not yet previewed. `version` is the one that was looked at. */
  'account.changeRule': command(
    z.strictObject({
      version: z.int(),
      change: z.union([
        z.strictObject({ path: shortString(60), value: z.int().min(0).max(10_000) }),
        z.strictObject({ breaks: z.array(schoolBreak).max(120) }),
      ]),
      reason: text(LIMITS.reasonMax),
    }),
    ruleBook,
  ),
} as const;
