import type { PersonKind } from '../../../miniprogram/shared/labels';
import { LIMITS } from '../../../miniprogram/shared/limits';
import { ensure } from '../domain-error';
import { holds, type Person } from './person';
import { ADMIN } from './role-sets';

// The roster that the college imports: number, name, kind, college or department (docs/rules.md, Roster).

/** One line of the file as it was written. `line` counts from 1, the heading included. */
export interface RosterLine {
  line: number;
  number: string;
  /** The cell may show another number than the one that is kept in it. */
  isNumberUnsure?: boolean;
  name: string;
  kind: string;
  unit: string;
}

/** One line that can be used. */
export interface RosterEntry {
  number: string;
  name: string;
  kind: PersonKind;
  unit: string;
}

export interface RefusedLine {
  line: number;
  /** What to mend, in words for the administrator. Never what the line says. */
  reason: string;
}

/** Full-width digits and letters become plain ones; spaces go; letters are capitals. */
export const normalNumber = (number: string): string =>
  number.normalize('NFKC').replace(/\s+/g, '').toUpperCase();

/** As it is shown: one space at most, one sort of middle dot. */
const normalName = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/\s*[•・‧∙⋅]\s*/g, '·')
    .replace(/\s+/g, ' ')
    .trim();

/** Do two ways of writing mean one name? Spaces and capitals do not count: 欧阳 娜 is 欧阳娜. */
export const isSameName = (a: string, b: string): boolean => nameKey(a) === nameKey(b);
const nameKey = (name: string) => normalName(name).replace(/\s+/g, '').toLowerCase();

const KINDS: Readonly<Record<string, PersonKind>> = {
  student: 'student',
  学生: 'student',
  staff: 'staff',
  教职工: 'staff',
  教师: 'staff',
  职工: 'staff',
};

const NUMBER = /^[A-Z0-9-]+$/;
// A name that begins with = or @ would become a formula in the office's spreadsheet.
const NAME = /^[\p{L}\p{M}][\p{L}\p{M}·.'’ -]*$/u;
const UNIT = /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}·.,()&/、 -]*$/u;

const isTooLong = (text: string, max: number) => Array.from(text).length > max;

/** Sorts the lines into those that can be used and those that cannot, with the reason. Earlier lines win. */
export function readRoster(lines: readonly RosterLine[]): {
  entries: RosterEntry[];
  refused: RefusedLine[];
  /** Numbers of refused lines, where they could be read: whoever has one of these has not left. */
  doubtful: Set<string>;
} {
  const entries: RosterEntry[] = [];
  const refused: RefusedLine[] = [];
  const doubtful = new Set<string>();
  const seen = new Map<string, number>();
  for (const row of lines) {
    const entry = {
      number: normalNumber(row.number),
      name: normalName(row.name),
      unit: normalName(row.unit),
    };
    const kind = KINDS[row.kind.normalize('NFKC').trim().toLowerCase()];
    const unsure = row.isNumberUnsure ? UNSURE : null;
    const reason = unsure ?? fault(entry, kind) ?? repeats(entry.number);
    if (reason !== null || kind === undefined) {
      refused.push({ line: row.line, reason: reason ?? '类别应为“学生”或“教职工”' });
      doubtful.add(row.isNumberUnsure ? unsureKey(entry.number) : entry.number);
      continue;
    }
    seen.set(entry.number, row.line);
    entries.push({ ...entry, kind });
  }
  return { entries, refused, doubtful };

  function repeats(number: string): string | null {
    const earlier = seen.get(number);
    return earlier === undefined ? null : `号码与第 ${earlier} 行重复`;
  }
}

const UNSURE = '号码单元格显示的可能与实际不同，请把号码列设为“文本”格式并重新填写';

/** What a number and the same number shown with zeros or letters before it have in common. */
const unsureKey = (number: string): string => `#${number.replace(/\D/g, '').replace(/^0+/, '')}`;

function fault(entry: Omit<RosterEntry, 'kind'>, kind: PersonKind | undefined): string | null {
  if (entry.number === '') return '缺学号或工号';
  if (!NUMBER.test(entry.number) || isTooLong(entry.number, LIMITS.numberMax))
    return `号码只能是 ${LIMITS.numberMax} 位以内的数字、字母和短横线`;
  if (entry.name === '') return '缺姓名';
  if (!NAME.test(entry.name) || isTooLong(entry.name, LIMITS.nameMax))
    return '姓名里有不认识的符号，或者太长';
  if (kind === undefined) return '类别应为“学生”或“教职工”';
  if (entry.unit === '') return '缺学院或部门';
  if (!UNIT.test(entry.unit) || isTooLong(entry.unit, LIMITS.nameMax))
    return '学院或部门里有不认识的符号，或者太长';
  return null;
}

export interface RosterPlan {
  added: RosterEntry[];
  /** Known people whose line differs, or who had left and are back (unbound and without a role). */
  changed: Array<{ person: Person; entry: RosterEntry }>;
  left: Person[];
  /** Do more than a tenth of the people leave? Then whoever imports says how many (docs/rules.md, Roster). */
  isUnusual: boolean;
  /** Would the college be without an administrator? */
  losesLastAdmin: boolean;
}

/** One in so many may leave without a further word: more look like the wrong file. */
const USUAL_PART = 10;

/**
 * What a new roster changes. Whoever is no longer in it has left, but only among the kinds that the file speaks of:
 * a file of students says nothing of the staff. A line that was refused makes nobody leave.
 */
export function planRoster(
  people: readonly Person[],
  entries: readonly RosterEntry[],
  doubtful: ReadonlySet<string>,
): RosterPlan {
  const known = new Map(people.map((person) => [person.number, person]));
  const listed = new Map(entries.map((entry) => [entry.number, entry]));
  const kinds = new Set(entries.map((entry) => entry.kind));
  const changed: RosterPlan['changed'] = [];
  for (const entry of entries) {
    const person = known.get(entry.number);
    if (person && (person.hasLeft || !isAsListed(person, entry))) changed.push({ person, entry });
  }
  const left = people.filter(
    (person) =>
      !person.hasLeft &&
      kinds.has(person.kind) &&
      !listed.has(person.number) &&
      !doubtful.has(person.number) &&
      !doubtful.has(unsureKey(person.number)),
  );
  const admins = people.filter((person) => !person.hasLeft && holds(person, ADMIN));
  const gone = new Set(left.map((person) => person._id));
  return {
    added: entries.filter((entry) => !known.has(entry.number)),
    changed,
    left,
    isUnusual: left.length * USUAL_PART > people.filter((person) => !person.hasLeft).length,
    losesLastAdmin: admins.length > 0 && admins.every((person) => gone.has(person._id)),
  };
}

/**
 * Refuses a roster that would dismiss many people unasked, or the last administrator. `expected`: how many whoever
 * imports says will leave. The one guard of both doors, the app's and the command's.
 *
 * @throws DomainError last_admin, leaving_unconfirmed
 */
export function ensureMayLeave(plan: RosterPlan, expected: number | undefined): void {
  ensure(!plan.losesLastAdmin, 'last_admin');
  ensure(!plan.isUnusual || expected === plan.left.length, 'leaving_unconfirmed', {
    leaving: 'leaving_unconfirmed',
  });
}

const isAsListed = (person: Person, entry: RosterEntry) =>
  person.name === entry.name && person.kind === entry.kind && person.unit === entry.unit;
