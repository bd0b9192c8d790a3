import { main as account } from '../../cloudfunctions/account';
import { main as announcement } from '../../cloudfunctions/announcement';
import { main as booking } from '../../cloudfunctions/booking';
import { main as cases } from '../../cloudfunctions/case';
import { main as hall } from '../../cloudfunctions/hall';
import type { May, Rights } from '../../cloudfunctions/platform/call/dispatch';
import { main as report } from '../../cloudfunctions/report';
import { main as session } from '../../cloudfunctions/session';
import { main as survey } from '../../cloudfunctions/survey';
import { ROLES, type Role } from '../../miniprogram/shared/labels';
import { SHARING } from '../access/others';

/** Every function that serves people with an account. */
const FUNCTIONS: Readonly<Record<string, { rights: Rights }>> = {
  account,
  session,
  booking,
  hall,
  case: cases,
  survey,
  announcement,
  report,
};

/** Who may give each action of every function. */
export const RIGHTS: Rights = Object.assign({}, ...Object.values(FUNCTIONS).map(({ rights }) => rights));

const roles = Object.keys(ROLES) as Role[];
const COLUMNS = ['anyone', 'bound', ...roles];

const HEAD = `# Rights

Who may give which action, read from the use cases by \`npm run rights\` and held by \`test/house/rights.test.ts\`: a right that is widened shows in the diff of this page. Do not edit it by hand.

- **anyone**: every WeChat account, bound or not. Such an action answers only what is public, or the caller's own.
- **bound**: every account that is bound to somebody of the roster.
- a role: who holds it now; it is read from the database at each call, before the input is looked at. \`handler\` and \`head\` hold their role in a department.
- \`!\` after an action: a command, which changes something.

This is the door. What depends on the thing itself is asked there again: for cases, which department has it, in which status it is and who asked (\`CASE_TABLE\` in \`cloudfunctions/core/case/table.ts\`, written out in [domain.md](domain.md)); for cards and canned answers, the department; for bookings, votes, questions and own names, the person. The HTTP functions \`ballot\`, \`remark\`, \`letterbox\` and \`portal\` know no caller, and \`jobs\` refuses phones.

The sets of roles have their names in \`cloudfunctions/core/people/role-sets.ts\`.
`;

/** The page docs/rights.md: one table for each function, one row for each action, one column for each kind of caller. */
export function rightsPage(): string {
  const tables = Object.entries(FUNCTIONS).map(([name, { rights }]) => `\n## ${name}\n\n${tableOf(rights)}`);
  const titles = roles.map((role) => `\`${role}\` ${ROLES[role]}`).join(' · ');
  return `${HEAD}\nRoles: ${titles}.\n${tables.join('')}\n${OF_OTHERS}\n${roles.map(sharingOf).join('')}`;
}

const OF_OTHERS = `## What others of the role have in hand

Behind the door: may a second of a role give the command that the first gave with success, about the same thing? For a handler and a head the second is of another department. \`npm run access\` gives each command as that second and looks at the answer; every question is asked by them too, about every case, card and department there is, and searched for words that are none of theirs. Reviewed in \`dev/access/others.ts\`.
`;

function sharingOf(role: Role): string {
  const { all, but } = SHARING[role];
  const exceptions = Object.entries(but).map(([action, reason]) => `\`${action}\` (${reason})`);
  const rest = exceptions.length > 0 ? `, but ${exceptions.join(', ')}` : '';
  return `- **${role}**: ${all ? 'goes on with everything' : 'nothing'}${rest}.\n`;
}

function tableOf(rights: Rights): string {
  const rows = Object.entries(rights).map(([action, { kind, may }]) => {
    const marks = COLUMNS.map((column) => (isAllowed(column, may) ? '●' : ''));
    return [`\`${action}\`${kind === 'command' ? ' !' : ''}`, ...marks];
  });
  const lines = [['action', ...COLUMNS], ['---', ...COLUMNS.map(() => ':-:')], ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

/** Whoever holds a role is bound, and whoever is bound is anyone. */
const isAllowed = (column: string, may: May): boolean =>
  may === 'anyone' || (may === 'bound' ? column !== 'anyone' : may.some((role) => role === column));
