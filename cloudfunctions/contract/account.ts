import * as z from 'zod';
import { MESSAGE_KINDS, PERSON_KINDS, ROLES } from '../../miniprogram/shared/labels';
import { LIMITS } from '../../miniprogram/shared/limits';
import { command, query } from './action';
import { cursor, id, instant, optionalText, shortString, text } from './text';

export const roleGrant = z.object({
  role: z.enum(Object.keys(ROLES) as [keyof typeof ROLES, ...(keyof typeof ROLES)[]]),
  departmentId: id.optional(),
});
const roleGrantForm = z.strictObject(roleGrant.shape);
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
});

export const ruleBook = z.object({
  version: z.number(),
  effectiveAt: instant,
  reason: z.string(),
  sections: z.array(
    z.object({ title: z.string(), rules: z.array(z.object({ key: z.string(), text: z.string() })) }),
  ),
  versions: z.array(z.object({ version: z.number(), at: instant, reason: z.string() })),
  /** The numbers that the administrator may change, each between `min` and `max`. */
  numbers: z.array(
    z.object({ path: z.string(), label: z.string(), value: z.number(), min: z.number(), max: z.number() }),
  ),
  breaks: z.array(z.object({ name: z.string(), from: z.string(), to: z.string() })),
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
  'account.optOut': command(z.strictObject({ kinds: z.array(messageKind).max(20) }), me),
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
      })
      .refine(({ csv, xlsx }) => (csv === '') !== (xlsx === ''), { path: ['csv'], message: 'text_empty' }),
    z.object({
      added: z.number(),
      changed: z.number(),
      left: z.number(),
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
        z.object({ id, at: instant, actor: z.string(), what: z.string(), detail: z.string() }),
      ),
      next: cursor.nullable(),
    }),
  ),
  'account.rulebook': query(z.strictObject({}), ruleBook),
  /** The next version of the rule book, for sessions not yet previewed. `version` is the one that was looked at. */
  'account.changeRule': command(
    z.strictObject({
      version: z.int(),
      change: z.union([
        z.strictObject({ path: shortString(60), value: z.int().min(0).max(10_000) }),
        z.strictObject({ breaks: z.array(schoolBreak).max(60) }),
      ]),
      reason: text(LIMITS.reasonMax),
    }),
    ruleBook,
  ),
} as const;
