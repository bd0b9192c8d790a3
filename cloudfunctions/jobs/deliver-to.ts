import type { Delivery } from '../core/message/delivery';
import { EVERYONE, type Mailbox, type Message } from '../core/message/message';
import { inParallel } from '../platform/call/parallel';
import { deliveries, mailboxes, messages } from '../platform/database/collections';
import { _, add, find, update, whereAt } from '../platform/database/store';
import { templates } from '../platform/weixin/templates';
import { dueOn, type TimerStep } from './timer-step';

const PAGE = 100;
const MAILBOXES = 500;
const WIDTH = 20;
const ROUNDS = 100;

const OPEN = { fanOut: 'open' } as const;

/**
 * Decides to whom each new message is also sent: whoever has a credit for its kind and has not refused it. A broadcast
 * is gone through in pages, and the message remembers how far. Repeated parts collide by the ids of the deliveries.
 */
export const fanOut: TimerStep = {
  name: 'fan_out',
  dueWhen: () => [dueOn(messages, OPEN)],
  run: (_now, until) => fanOutAll(until),
};

async function fanOutAll(until: number): Promise<void> {
  for (let round = 0; round < ROUNDS && Date.now() < until; round++) {
    const open = await find(messages, OPEN, { order: [['at', 'asc']], limit: PAGE });
    const known = templates();
    const sent = open.filter((message) => known[message.kind] !== undefined);
    await fanOutPersonal(sent.filter((message) => message.to !== EVERYONE));
    await close(open.filter((message) => !sent.includes(message) || message.to !== EVERYONE));
    for (const message of sent.filter((message) => message.to === EVERYONE)) {
      if (Date.now() >= until) return;
      await fanOutBroadcast(message, until);
    }
    if (open.length < PAGE) return;
  }
}

async function fanOutPersonal(open: readonly Message[]): Promise<void> {
  if (open.length === 0) return;
  const ids = Array.from(new Set(open.map((message) => message.to)));
  const found = await find(mailboxes, { _id: _.in(ids) }, { limit: PAGE });
  const byPerson = new Map(found.map((mailbox) => [mailbox._id, mailbox]));
  const wanted = open.filter((message) => {
    const mailbox = byPerson.get(message.to);
    return mailbox !== undefined && wants(mailbox, message);
  });
  await inParallel(wanted, WIDTH, async (message) => {
    await add(deliveries, deliveryOf(message, message.to));
  });
}

async function fanOutBroadcast(message: Message, until: number): Promise<void> {
  for (let after = message.fanOutAfter; Date.now() < until; ) {
    const page = await find(
      mailboxes,
      { _id: _.gt(after), ...whereAt(mailboxes, `credits.${message.kind}`, _.gt(0)) },
      { order: [['_id', 'asc']], limit: MAILBOXES },
    );
    await inParallel(
      page.filter((mailbox) => wants(mailbox, message)),
      WIDTH,
      async (mailbox) => {
        await add(deliveries, deliveryOf(message, mailbox._id));
      },
    );
    const last = page[page.length - 1];
    if (page.length < MAILBOXES || !last) return close([message]);
    after = last._id;
    await update(messages, { _id: message._id }, { fanOutAfter: after });
  }
}

async function close(done: readonly Message[]): Promise<void> {
  if (done.length === 0) return;
  await update(messages, { _id: _.in(done.map((message) => message._id)) }, { fanOut: 'done' });
}

const wants = (mailbox: Mailbox, { kind }: Message) =>
  (mailbox.credits[kind] ?? 0) > 0 && !mailbox.optOut.includes(kind);

const deliveryOf = (message: Message, personId: string): Delivery => ({
  _id: `${message._id}:${personId}`,
  messageId: message._id,
  personId,
  kind: message.kind,
  title: message.title,
  state: 'waiting',
  tries: 0,
  dueAt: message.pushAt ?? message.at,
  reason: '',
  msgId: '',
  at: message.at,
});
