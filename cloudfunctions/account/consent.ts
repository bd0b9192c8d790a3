import type { accountContract } from '../contract/account';
import { CREDITS_A_DAY, type Mailbox } from '../core/message/message';
import { dayOf } from '../core/rules/calendar';
import type { Handler } from '../platform/call/dispatch';
import { mailboxes } from '../platform/database/collections';
import { _, add, patchAt, update, whereAt } from '../platform/database/store';
import { emptyMailbox, mailboxOf } from '../platform/weixin/notifier';

// Enough for every repeat that a phone may still make.
const REMEMBERED = 20;
/** Each round ends unless another consent of the same person came in between. */
const ROUNDS = 5;

type Kind = keyof Mailbox['credits'];

/**
 * One accept is one credit for one message (docs/platform.md, Subscription messages), a few of a kind a day at most:
 * what the phone says it was told cannot be checked, and an invented credit ends as a refusal of WeChat. A refusal now
 * takes nothing from credits given earlier. The same request id counts once.
 */
export const consent: Handler<(typeof accountContract)['account.consent']> = {
  may: 'bound',
  isForVisitors: true,
  async run({ accepted }, { caller, now, requestId }) {
    const { _id } = await caller.boundPerson();
    await credit(_id, Array.from(new Set(accepted)), dayOf(now), requestId);
    const { credits: left } = await mailboxOf(_id);
    return { credits: Object.fromEntries(Object.entries(left)) };
  },
};

async function credit(_id: string, accepted: readonly Kind[], day: string, requestId: string): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const mailbox = await mailboxOf(_id);
    if (mailbox.consents.includes(requestId)) return;
    const today = mailbox.granted?.day === day ? mailbox.granted.kinds : {};
    const kinds = accepted.filter((kind) => (today[kind] ?? 0) < CREDITS_A_DAY);
    const granted = {
      day,
      kinds: { ...today, ...Object.fromEntries(kinds.map((kind) => [kind, (today[kind] ?? 0) + 1])) },
    };
    const credits: object = Object.assign(
      {},
      ...kinds.map((kind) => patchAt(mailboxes, `credits.${kind}`, _.inc(1))),
    );
    // As it was read: of two that come at once the second looks again.
    const last = mailbox.consents.at(-1);
    const places = mailbox.consents.length;
    const unchanged = {
      ...(last === undefined ? {} : whereAt(mailboxes, `consents.${places - 1}`, last)),
      ...whereAt(mailboxes, `consents.${places}`, _.exists(false)),
    };
    const patch = {
      consents: _.push({ each: [requestId], slice: -REMEMBERED }),
      granted: _.set(granted),
      ...credits,
    };
    if ((await update(mailboxes, { _id, ...unchanged }, patch)) === 1) return;
    const first: Mailbox = {
      ...emptyMailbox(_id),
      credits: Object.fromEntries(kinds.map((kind) => [kind, 1])),
      consents: [requestId],
      granted,
    };
    if (places === 0 && (await add(mailboxes, first)) === 'added') return;
  }
}
