import { messageKind } from '../contract/account';
import type { announcementContract } from '../contract/announcement';
import { lackingOf } from '../core/message/setup';
import { COMPLETE_RUN, timerInWords } from '../core/message/timer-run';
import { troubleInWords } from '../core/message/weixin-trouble';
import { DELIVERIES } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { locks } from '../platform/database/collections';
import { get } from '../platform/database/store';
import { templates } from '../platform/weixin/templates';
import { troublesAt } from '../platform/weixin/trouble';

const setUp = () => ({
  httpBase: process.env.HTTP_BASE_URL ?? '',
  hasPasses: process.env.PASSES === '1',
  hasScanCheck: (process.env.SCAN_CHECK ?? '') !== '',
});

/**
 * What WeChat does not let us do at the moment, whether the timer stands still, and what the college has not set up,
 * with what to do. Two round trips beside each other.
 */
export const listTroubles: Handler<(typeof announcementContract)['announcement.troubles']> = {
  may: DELIVERIES,
  async run(_input, { now }) {
    const [troubles, run] = await Promise.all([troublesAt(now), get(locks, COMPLETE_RUN)]);
    const { standsStill, lacking } = timerInWords(run?.until, now);
    const chosen = templates();
    return {
      troubles: [
        ...(standsStill ? [standsStill] : []),
        ...troubles.map(({ _id, code, since, at }) => ({
          id: _id,
          ...troubleInWords({ _id, code }),
          since,
          at,
        })),
      ],
      lacking: [...(lacking ? [lacking] : []), ...lackingOf(setUp())],
      withoutTemplate: messageKind.options.filter((kind) => chosen[kind] === undefined),
    };
  },
};
