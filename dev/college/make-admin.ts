import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { normalNumber } from '../../cloudfunctions/core/people/roster';
import type { Database } from './database';

const candidate = z.object({
  _id: z.string(),
  name: z.string(),
  openid: z.string().nullable(),
  hasLeft: z.boolean(),
});

/**
 * Makes the first administrator; every other role is given in the app. Only a bound person can be one, because the role
 * would otherwise go to whoever binds the number first. `isAnother` makes one more, should all others be out of reach.
 *
 * @returns what was done, in words
 * @throws Error in words for whoever typed the command
 */
export async function makeAdmin(db: Database, typed: string, isAnother = false): Promise<string> {
  const _ = db.command;
  const people = db.collection('people');
  const { data: admins } = await people.where({ 'roles.role': 'admin', hasLeft: false }).limit(1).get();
  if (z.array(z.unknown()).parse(admins).length > 0 && !isAnother)
    throw new Error(
      'There is an administrator already, who gives roles in the app. --another makes one more.',
    );
  const { data } = await people
    .where({ number: normalNumber(typed) })
    .limit(1)
    .get();
  const [person] = z.array(candidate).parse(data);
  if (!person || person.hasLeft) throw new Error('This number is not in the roster. Load the roster first.');
  if (person.openid === null)
    throw new Error(
      'This person is not bound yet. Bind in the mini program with number and name, then run it again.',
    );
  const { updated } = await people
    .where({ _id: person._id, openid: person.openid, 'roles.role': _.neq('admin') })
    .update({ roles: _.push({ role: 'admin' }) });
  if (updated === 0) return `${person.name} is administrator already.`;
  await db.collection('audit').add({
    _id: `admin-${randomUUID()}`,
    at: Date.now(),
    actor: 'system',
    what: 'first_admin',
    subject: person._id,
    detail: '在服务器上用命令设立',
  });
  return `${person.name} is administrator now.`;
}
