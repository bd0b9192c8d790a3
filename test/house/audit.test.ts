import * as z from 'zod';
import { type Action, contract } from '../../cloudfunctions/contract';
import { AUDITED } from '../../cloudfunctions/core/people/audit';
import { AUDITED_ACTS, auditedAct } from '../../cloudfunctions/core/people/audited-acts';
import { RIGHTS } from '../../dev/rights/table';

const ofStaff = Object.entries(RIGHTS)
  .filter(([, { may }]) => typeof may !== 'string')
  .map(([action]) => action)
  .sort();

test('every action that asks for a role is logged, or says why it is not', () => {
  expect(Object.keys(AUDITED_ACTS).sort()).toEqual(ofStaff);
});

const logged = (Object.keys(contract) as Action[]).flatMap((action) => {
  const act = auditedAct(action);
  return act ? [{ action, act }] : [];
});

test.each(logged)('$action names its thing and its decision by fields of its input', ({ action, act }) => {
  const named = [act.about, act.decides?.[0]].filter((field) => field !== undefined);
  expect(Object.keys(fieldsOf(action))).toEqual(expect.arrayContaining(named));
});

test.each(logged.filter(({ act }) => act.decides))(
  '$action has a word for each decision',
  ({ action, act }) => {
    const [field, words] = act.decides ?? ['', {}];
    const values = z
      .union([z.object({ type: z.literal('boolean') }), z.object({ enum: z.array(z.string()) })])
      .parse(fieldsOf(action)[field]);
    expect(Object.keys(words).sort()).toEqual(('enum' in values ? values.enum : ['true', 'false']).sort());
  },
);

test('two acts are never logged as the same, but for steps of one', () => {
  const whats = logged.map(({ act }) => act.what);
  expect(whats.filter((what, index) => whats.indexOf(what) !== index)).toEqual([]);
});

test('everything that the log can say is said by some act', () => {
  const byItself = [
    'role_granted',
    'role_revoked',
    'first_admin',
    'roster_imported',
    'account_bound',
    'account_unbound',
    'account_released',
    'rule_changed',
    'department_saved',
    'department_dissolved',
    'desk_entries',
    'desk_entry_discarded',
    'late_confirmed',
    'box_taken',
  ];
  const all = [...byItself, ...logged.map(({ act }) => act.what)];
  expect(all.sort()).toEqual(Object.keys(AUDITED).sort());
});

/** The input as JSON Schema, field by field. */
function fieldsOf(action: Action): Readonly<Record<string, unknown>> {
  const shape = z.toJSONSchema(contract[action].input, { io: 'input', unrepresentable: 'any' });
  return shape.properties ?? {};
}
