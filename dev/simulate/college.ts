import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Input } from '../../cloudfunctions/contract';
import { AGREEMENT_VERSION } from '../../miniprogram/shared/agreement';
import { loadRoster } from '../college/load-roster';
import { makeAdmin } from '../college/make-admin';
import { madeUpNames } from '../demo/names';
import { withCloud } from '../inspect/reach';
import { root } from '../root';
import type { Resident, World } from './world';

const UNITS = ['信息工程系', '机电工程系', '经济管理系', '艺术设计系', '建筑工程系', '护理系'];
const DEPARTMENTS = ['后勤处', '教务处', '学生处', '保卫处', '图书馆', '财务处', '就业办', '信息中心'];
const OFFICE_SIZE = 3;
const LEADERS = 2;

/** The people of a college of that size: first those with an office, then everybody else. */
function residents(count: number): Resident[] {
  const names = madeUpNames(Math.min(count, 4000), []);
  return Array.from({ length: count }, (_none, place): Resident => {
    const isStaff = place < count * 0.15 || place < staffNeeded(departmentCount(count));
    return {
      number: `${isStaff ? 'T' : '2024'}${String(place + 1).padStart(5, '0')}`,
      name: names[place % names.length] ?? '',
      kind: isStaff ? 'staff' : 'student',
      unit: UNITS[place % UNITS.length] ?? '',
      openid: `lived-${place + 1}`,
      isBound: false,
    };
  });
}

const departmentCount = (people: number) =>
  Math.min(DEPARTMENTS.length, Math.max(3, Math.floor(people / 25)));
const staffNeeded = (departments: number) => 3 + OFFICE_SIZE + LEADERS + 2 * departments;

/** Sets the college up as an administrator does: the two commands of docs/deploy.md, and the app for everything else. */
export async function foundCollege(world: World, people: number): Promise<void> {
  world.residents = residents(people);
  const csv = world.residents.map(({ number, name, kind, unit }) => `${number},${name},${kind},${unit}`);
  await withCloud(world.cloud.url, (database) =>
    loadRoster(database, ['number,name,kind,unit', ...csv].join('\n')),
  );
  const [admin, operator, observer, ...rest] = world.residents;
  if (!admin || !operator || !observer) throw new Error('a college needs people');
  Object.assign(world, { admin, operator, observer });
  world.office = rest.slice(0, OFFICE_SIZE);
  world.leaders = rest.slice(OFFICE_SIZE, OFFICE_SIZE + LEADERS);
  const departments = departmentCount(people);
  const desks = rest.slice(OFFICE_SIZE + LEADERS, OFFICE_SIZE + LEADERS + 2 * departments);
  for (const somebody of [admin, operator, observer, ...world.office, ...world.leaders, ...desks])
    await bind(world, somebody);
  await withCloud(world.cloud.url, (database) => makeAdmin(database, admin.number));
  for (let place = 0; place < departments; place++)
    await makeDepartment(world, DEPARTMENTS[place] ?? '', desks[2 * place], desks[2 * place + 1]);
  await grant(world, operator, { role: 'operator' });
  await grant(world, observer, { role: 'observer' });
  for (const somebody of world.office) await grant(world, somebody, { role: 'office' });
  for (const somebody of world.leaders) await grant(world, somebody, { role: 'leader' });
}

export async function bind(world: World, somebody: Resident): Promise<void> {
  const { number, name } = somebody;
  const said = await world.say(somebody, 'account.bind', { number, name, agreement: AGREEMENT_VERSION });
  somebody.isBound = said.code === null || said.code === 'already_bound';
  const kinds = messageKinds();
  if (somebody.isBound && world.happens(0.5))
    await world.say(somebody, 'account.consent', { accepted: kinds.slice(0, 5), rejected: [] });
}

async function makeDepartment(
  world: World,
  name: string,
  handler: Resident | undefined,
  head: Resident | undefined,
): Promise<void> {
  if (!world.admin || !handler || !head) throw new Error('a department needs two people');
  const saved = await world.say(world.admin, 'account.saveDepartment', { name, headName: head.name });
  const id = saved.data?.departments.find((department) => department.name === name)?.id;
  if (id === undefined) throw new Error(`the department ${name} could not be made: ${saved.code}`);
  world.departments.push({ id, name, handler, head });
  await grant(world, handler, { role: 'handler', departmentId: id });
  await grant(world, head, { role: 'head', departmentId: id });
}

async function grant(world: World, to: Resident, role: Input<'account.grantRole'>['grant']): Promise<void> {
  if (!world.admin) return;
  const listed = await world.say(world.admin, 'account.people', { search: to.number });
  const personId = listed.data?.people.find(({ number }) => number === to.number)?.id;
  if (personId === undefined) throw new Error(`${to.number} is not in the roster`);
  const { code } = await world.say(world.admin, 'account.grantRole', {
    personId,
    grant: role,
    reason: '分工',
  });
  if (code !== null) throw new Error(`the role ${role.role} could not be given: ${code}`);
}

type MessageKind = Input<'account.consent'>['accepted'][number];
const templates = z.record(z.string(), z.unknown());
/** The kinds of message for which this college has a template. */
const messageKinds = (): MessageKind[] =>
  Object.keys(
    templates.parse(JSON.parse(readFileSync(join(root, 'dev/demo/templates.json'), 'utf8'))),
  ).filter((kind): kind is MessageKind => kind !== '');
