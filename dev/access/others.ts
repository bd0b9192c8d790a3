import type { Action } from '../../cloudfunctions/contract';
import type { Person, RoleGrant } from '../../cloudfunctions/core/people/person';
import { ROLES, type Role } from '../../miniprogram/shared/labels';
import type { Cloud } from '../cloud';

/** A department of the demo's in which nothing of the scenes lies. */
export const ELSEWHERE = 'youth';

/** `all`: whatever one of the role has in hand another may go on with, `but` these; without it, nothing but these. */
interface Sharing {
  all: boolean;
  /** The exceptions, each with the reason, as docs/rights.md gives them. */
  but: Partial<Record<Action, string>>;
}

const SEVERAL = 'answers for each case why it was not done';
const OWN_KEY = 'names nothing: the own key';
const ANSWERS_FOR = 'whoever answers for the case';

/** By role; handlers and heads are those of another department. Reviewed, and not read from the use cases. */
export const SHARING: Readonly<Record<Role, Sharing>> = {
  handler: { all: false, but: { 'case.several': SEVERAL } },
  head: { all: false, but: { 'case.several': SEVERAL } },
  office: {
    all: true,
    but: {
      'case.draftReply': ANSWERS_FOR,
      'case.reviewReply': 'the head, where the department has one',
      'case.askMore': ANSWERS_FOR,
      'case.fulfil': ANSWERS_FOR,
      'case.reportSupervision': 'on whose desk the case lies',
    },
  },
  leader: {
    all: false,
    but: {
      'case.supervise': 'any leader, any case',
      'case.endSupervision': 'any leader, any case',
      'report.makeLedger': 'the whole college',
    },
  },
  operator: { all: true, but: {} },
  observer: {
    all: false,
    but: { 'survey.registerClosingKey': OWN_KEY, 'survey.withdrawClosingKey': OWN_KEY },
  },
  discipline: { all: false, but: {} },
  assessor: { all: false, but: {} },
  admin: { all: true, but: {} },
};

/** May a second of the role do to what others of it have in hand what the first may? */
export const isShared = (role: Role, action: Action): boolean =>
  SHARING[role].all !== action in SHARING[role].but;

const roles = Object.keys(ROLES) as Role[];
const grantOf = (role: Role): RoleGrant =>
  role === 'handler' || role === 'head' ? { role, departmentId: ELSEWHERE } : { role };

/** The second of each role: the same door, and nothing behind it that is their own. */
export const OTHERS: ReadonlyArray<{ kind: Role; openid: string; isOther: true }> = roles.map((kind) => ({
  kind,
  openid: `account-of-another-${kind}`,
  isOther: true,
}));

/** The roster entry of a second. */
export const idOf = (role: Role): string => `p-another-${role}`;

const people = OTHERS.map(
  ({ kind: role, openid }, index): Person => ({
    _id: idOf(role),
    openid,
    number: `2024${2000 + index}`,
    name: `来宾${'子丑寅卯辰巳午未申'[index] ?? index}`,
    kind: 'staff',
    unit: ROLES[role],
    roles: [grantOf(role)],
    hasLeft: false,
    absentFrom: null,
  }),
);

/** They join a college that has been lived without them. */
export async function seedOthers(cloud: Cloud): Promise<void> {
  await cloud.seed('people', people);
  await cloud.seed(
    'accounts',
    people.map(({ _id, openid }) => ({ _id: openid ?? '', personId: _id, boundAt: 0 })),
  );
}
