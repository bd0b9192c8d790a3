import type { hallContract } from '../contract/hall';
import { ensure } from '../core/domain-error';
import { OFFICE } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { logNotice } from '../platform/call/log';
import { sessions } from '../platform/database/collections';
import { get } from '../platform/database/store';
import { miniProgramCode } from '../platform/weixin/mini-program-code';
import { WeixinFailure } from '../platform/weixin/weixin-api';

const PAGE = 'packages/dialogue/checkin/checkin';

/** The fixed code beside the rotating one. One round trip, and a request to WeChat. @throws DomainError not_found */
export const doorCode: Handler<(typeof hallContract)['hall.doorCode']> = {
  may: OFFICE,
  async run({ sessionId }, { now }) {
    ensure((await get(sessions, sessionId)) !== null, 'not_found');
    try {
      const picture = Buffer.from(await miniProgramCode(PAGE, sessionId, now));
      // WeChat answers a JPEG, or a PNG where the ground shows through.
      const type = picture[0] === 0xff ? 'jpeg' : 'png';
      return { picture: `data:image/${type};base64,${picture.toString('base64')}` };
    } catch (error) {
      if (!(error instanceof WeixinFailure)) throw error;
      // The wall does without: the words beside it say the way in.
      logNotice('door_code_missing', { outcome: error.outcome });
      return { picture: '' };
    }
  },
};
