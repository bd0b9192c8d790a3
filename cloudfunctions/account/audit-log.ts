import type { accountContract } from '../contract/account';
import { PAGE_SIZE, pageOf, timeCursor } from '../core/page';
import { AUDITED } from '../core/people/audit';
import { ADMIN } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { auditEnd } from '../platform/database/audit-end';
import { audit, people } from '../platform/database/collections';
import { olderThan } from '../platform/database/older';
import { _, find } from '../platform/database/store';
import { thingKey, titlesOf } from './audited-things';

/** What staff did, newest first, with the names that people and things have today. Two round trips in sequence. */
export const auditLog: Handler<(typeof accountContract)['account.auditLog']> = {
  may: ADMIN,
  async run({ cursor }) {
    const [found, end] = await Promise.all([
      find(audit, cursor ? olderThan(cursor) : {}, {
        order: [
          ['at', 'desc'],
          ['_id', 'desc'],
        ],
        limit: PAGE_SIZE + 1,
      }),
      cursor ? null : auditEnd(),
    ]);
    const { page, next } = pageOf(found, timeCursor);
    const ids = new Set(page.flatMap((entry) => [entry.actor, entry.subject ?? entry.actor]));
    const [named, titles] = await Promise.all([
      find(people, { _id: _.in(Array.from(ids)) }, { fields: ['name'], limit: 2 * PAGE_SIZE }),
      titlesOf(page.flatMap(({ about }) => about ?? [])),
    ]);
    const names = new Map(named.map((person) => [person._id, person.name]));
    return {
      entries: page.map(({ _id, at, actor, what, subject, about, detail, link }) => ({
        id: _id,
        at,
        actor: names.get(actor) || (actor === 'system' ? '服务器命令' : '已删除'),
        what: AUDITED[what],
        detail: [
          about && titles.get(thingKey(about)),
          subject === undefined ? detail : `${names.get(subject) || '已删除'}：${detail}`,
        ]
          .filter(Boolean)
          .join('，'),
        link: link ?? null,
      })),
      next,
      end,
    };
  },
};
