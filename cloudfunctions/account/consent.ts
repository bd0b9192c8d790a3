import type { accountContract } from '../contract/account';
import type { Mailbox } from '../core/message/message';
import type { Handler } from '../platform/call/dispatch';
import { mailboxes } from '../platform/database/collections';
import { _, add, patchAt, update } from '../platform/database/store';
import { emptyMailbox, mailboxOf } from '../platform/weixin/notifier';

// Enough for every repeat that a phone may still make.
const REMEMBERED = 20;

/**
 * One accept is one credit for one message (docs/platform.md, Subscription messages). A refusal now takes nothing
 * from credits given earlier. The same request id counts once.
 */
export const consent: Handler<(typeof accountContract)['account.consent']> = {
  may: 'bound',
  isForVisitors: true,
  async run({ accepted }, { caller, requestId }) {
    const { _id } = await caller.boundPerson();
    const kinds = Array.from(new Set(accepted));
    const credits: object = Object.assign(
      {},
      ...kinds.map((kind) => patchAt(mailboxes, `credits.${kind}`, _.inc(1))),
    );
    const patch = {
      consents: _.push({ each: [requestId], slice: -REMEMBERED }),
      ...credits,
    };
    const credit = () => update(mailboxes, { _id, consents: _.neq(requestId) }, patch);
    if ((await credit()) === 0) {
      const first: Mailbox = {
        ...emptyMailbox(_id),
        credits: Object.fromEntries(kinds.map((kind) => [kind, 1])),
        consents: [requestId],
      };
      // Not there, or there with this request in it, or made by a twin just now.
      if ((await add(mailboxes, first)) === 'exists') await credit();
    }
    const { credits: left } = await mailboxOf(_id);
    return { credits: Object.fromEntries(Object.entries(left)) };
  },
};
