import { messageKind } from '../contract/account';
import type { announcementContract } from '../contract/announcement';
import { lackingOf } from '../core/message/setup';
import { troubleInWords } from '../core/message/weixin-trouble';
import { DELIVERIES } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { templates } from '../platform/weixin/templates';
import { troublesAt } from '../platform/weixin/trouble';

const setUp = () => ({
  httpBase: process.env.HTTP_BASE_URL ?? '',
  hasPasses: process.env.PASSES === '1',
  hasScanCheck: (process.env.SCAN_CHECK ?? '') !== '',
});

/** What WeChat does not let us do at the moment and what the college has not set up, with what to do. One round trip. */
export const listTroubles: Handler<(typeof announcementContract)['announcement.troubles']> = {
  may: DELIVERIES,
  async run(_input, { now }) {
    const troubles = await troublesAt(now);
    const chosen = templates();
    return {
      troubles: troubles.map(({ _id, code, since, at }) => ({
        id: _id,
        ...troubleInWords({ _id, code }),
        since,
        at,
      })),
      lacking: lackingOf(setUp()),
      withoutTemplate: messageKind.options.filter((kind) => chosen[kind] === undefined),
    };
  },
};
