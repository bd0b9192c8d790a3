import { contract } from '../../../cloudfunctions/contract';
import { AGREEMENT_VERSION } from '../../../miniprogram/shared/agreement';
import type { World } from '../world';

/** Commands and staff's queries that nobody without a role may give. */
const FOR_STAFF = [
  ['account.grantRole', { personId: 'x', grant: { role: 'admin' }, reason: '请授权' }],
  ['account.importRoster', { csv: 'number,name,kind,unit\n1,张三,student,系' }],
  ['account.people', { search: '张' }],
  ['account.auditLog', {}],
  ['account.release', { number: 'T00001', name: '张三', reason: '换手机' }],
  ['session.create', { reason: '', plan: {} }],
  ['hall.codes', { sessionId: 'session-1' }],
  ['hall.deskCheckIn', { sessionId: 'session-1', entries: [] }],
  ['hall.attendance', { sessionId: 'session-1' }],
  ['survey.announce', { sessionId: 'session-1' }],
  ['survey.sealedBox', { survey: 'session-1.1', part: 0 }],
  ['case.desk', { box: 'all' }],
  ['case.all', {}],
  ['case.revealAsker', { caseId: 'x', reason: '想知道' }],
  ['case.findCaller', { search: '张' }],
  ['announcement.deliveries', {}],
] as const;

/** Somebody tries what is not theirs. Whatever is let through is a finding. */
export async function attackOnce(world: World): Promise<void> {
  const who = world.among(world.residents.filter(({ isBound }) => isBound).slice(-50));
  if (!who || isStaff(world, who.openid)) return;
  const turn = Math.floor(world.random() * 5);
  if (turn === 0) await beyondRole(world, who.openid);
  else if (turn === 1) await foreignCase(world, who.openid);
  else if (turn === 2) await foreignRequest(world, who.openid);
  else if (turn === 3) await oversized(world, who.openid);
  else await guessing(world, who.openid);
}

const isStaff = ({ office, leaders, departments, operator, observer, admin }: World, openid: string) =>
  [
    ...office,
    ...leaders,
    ...departments.flatMap(({ handler, head }) => [handler, head]),
    operator,
    observer,
    admin,
  ].some((somebody) => somebody?.openid === openid);

async function attempt(
  world: World,
  openid: string,
  action: string,
  input: unknown,
  id = world.requestId(),
): Promise<{ data: unknown; code: string | null }> {
  const struck = world.tally.struck;
  const said = await world.raw(openid, action, input, id);
  world.tally.call(`hostile ${action}`, said.code);
  if (said.code === 'internal' && world.tally.struck === struck)
    world.found(`${action} failed with internal for somebody hostile`);
  return said;
}

async function beyondRole(world: World, openid: string): Promise<void> {
  const [action, input] = world.among(FOR_STAFF) ?? FOR_STAFF[0];
  const { code } = await attempt(world, openid, action, input);
  if (code === null) world.found(`${action} answered somebody without a role`);
}

/** Somebody else's case by its id: read, judged, answered, withdrawn. */
async function foreignCase(world: World, openid: string): Promise<void> {
  const victim = world.among(
    world.residents.filter((resident) => resident.isBound && resident.openid !== openid),
  );
  if (!victim) return;
  const { data } = await world.say(victim, 'case.mine', {});
  const row = world.among(data?.cases ?? []);
  if (!row) return;
  const { data: seen } = await world.say({ openid }, 'case.get', { caseId: row.id });
  if (seen && !seen.isPublic && seen.viewer !== 'asker' && !seen.hasJoined)
    world.found(`the private case ${row.number} was shown to a stranger as ${seen.viewer}`);
  for (const [action, input] of [
    ['case.judge', { caseId: row.id, isSolved: true }],
    ['case.answer', { caseId: row.id, text: '不是我' }],
    ['case.withdraw', { caseId: row.id }],
    ['case.allowName', { caseId: row.id, isAllowed: true }],
  ] as const) {
    const { code } = await attempt(world, openid, action, input);
    if (code === null) world.found(`${action} was let through for somebody else's case ${row.number}`);
  }
}

/** Somebody else's request id: it shows nothing and does nothing. */
async function foreignRequest(world: World, openid: string): Promise<void> {
  const victim = world.among(
    world.residents.filter((resident) => resident.isBound && resident.openid !== openid),
  );
  if (!victim) return;
  const id = world.requestId();
  const words = {
    channel: 'box',
    category: 'other',
    title: '路灯不亮',
    text: '东门路灯不亮。',
    identity: 'hidden',
  } as const;
  const first = await world.once(victim.openid, 'case.submit', words, id);
  if (first.code !== null) return;
  const second = await attempt(world, openid, 'case.submit', words, id);
  if (second.code === null && JSON.stringify(second.data).includes(first.data.caseId))
    world.found(`a request id gave the case ${first.data.number} to somebody else`);
}

async function oversized(world: World, openid: string): Promise<void> {
  const actions = Object.keys(contract);
  const action = world.among(actions) ?? 'case.submit';
  const huge = 'A'.repeat(1_000 + Math.floor(world.random() * 90_000));
  const { code } = await attempt(world, openid, action, { text: huge, title: huge, sessionId: huge });
  if (code === null) world.found(`${action} took ${huge.length} characters where there is no room for them`);
}

/** Codes, receipts and names of others by trying. */
async function guessing(world: World, openid: string): Promise<void> {
  const victim = world.among(world.residents.filter(({ isBound }) => !isBound));
  if (victim) {
    const name = `${victim.name}某`;
    const { code } = await attempt(world, `${openid}-thief`, 'account.bind', {
      number: victim.number,
      name,
      agreement: AGREEMENT_VERSION,
    });
    if (code === null) world.found('a number was bound with a wrong name');
  }
  const { code } = await attempt(world, openid, 'case.byReceipt', { receiptCode: 'AAAAA-BBBBB-CCCCC-DDDDD' });
  if (code === null) world.found('a guessed receipt code opened a case');
}
