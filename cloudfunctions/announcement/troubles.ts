import type { announcementContract } from '../contract/announcement';
import { troubleInWords } from '../core/message/weixin-trouble';
import { DELIVERIES } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { troublesAt } from '../platform/weixin/trouble';

/** What WeChat does not let us do at the moment, and what to do about it. One round trip. */
export const listTroubles: Handler<(typeof announcementContract)['announcement.troubles']> = {
  may: DELIVERIES,
  async run(_input, { now }) {
    const troubles = await troublesAt(now);
    return {
      troubles: troubles.map(({ _id, code, since, at }) => ({
        id: _id,
        ...troubleInWords({ _id, code }),
        since,
        at,
      })),
    };
  },
};
