import type { accountContract } from '../contract/account';
import { PAGE_SIZE, pageOf, timeCursor } from '../core/page';
import { AUDITED } from '../core/people/audit';
import { ADMIN } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { audit, people } from '../platform/database/collections';
import { olderThan } from '../platform/database/older';
import { _, find } from '../platform/database/store';

/** What administrators did, newest first, with the names people have today. */
export const auditLog: Handler<(typeof accountContract)['account.auditLog']> = {
  may: ADMIN,
  async run({ cursor }) {
    const found = await find(audit, cursor ? olderThan(cursor) : {}, {
      order: [
        ['at', 'desc'],
        ['_id', 'desc'],
      ],
      limit: PAGE_SIZE + 1,
    });
    const { page, next } = pageOf(found, timeCursor);
    const ids = new Set(page.flatMap((entry) => [entry.actor, entry.subject ?? entry.actor]));
    const named = await find(
      people,
      { _id: _.in(Array.from(ids)) },
      { fields: ['name'], limit: 2 * PAGE_SIZE },
    );
    const names = new Map(named.map((person) => [person._id, person.name]));
    return {
      entries: page.map(({ _id, at, actor, what, subject, detail }) => ({
        id: _id,
        at,
        actor: names.get(actor) ?? '服务器命令',
        what: AUDITED[what],
        detail: subject === undefined ? detail : `${names.get(subject) ?? '已删除'}：${detail}`,
      })),
      next,
    };
  },
};
