import {
  afterSending,
  type Delivery,
  type DeliveryChange,
  type DeliveryState,
  LEASE_MS,
  MAX_TRIES,
  pauseAfter,
  type SendAnswer,
} from '../core/message/delivery';
import { addressOf, type Mailbox, type Message } from '../core/message/message';
import { pushData } from '../core/message/template-field';
import { NO_CREDIT, outcomeOf } from '../core/message/weixin-outcome';
import type { WeixinService } from '../core/message/weixin-trouble';
import type { Person } from '../core/people/person';
import { inParallel } from '../platform/call/parallel';
import { deliveries, mailboxes, messages, people } from '../platform/database/collections';
import { acquire, release } from '../platform/database/lock';
import { _, find, patchAt, remove, update, whereAt } from '../platform/database/store';
import { accessToken } from '../platform/weixin/access-token';
import { miniProgram } from '../platform/weixin/account';
import { sendSubscribeMessage } from '../platform/weixin/subscribe-message';
import { type Template, templates } from '../platform/weixin/templates';
import { endTrouble, noteTrouble, troublesAt } from '../platform/weixin/trouble';
import { WeixinFailure } from '../platform/weixin/weixin-api';
import { dueOn, type TimerStep } from './timer-step';

/** At most this many sends at once, over all instances: one instance sends at a time. */
const WIDTH = 20;
const PAGE = 100;
const LOCK = 'deliver';
const LOCK_MS = 90_000;

/** WeChat was asked and has not answered. */
const SILENT = ['sending', 'unconfirmed'] as const;
const dueAt = (now: number, states: readonly DeliveryState[]) =>
  ({ state: _.in([...states]), dueAt: _.lte(now) }) as const;

/**
 * Sends what is due until the time is up; what is left waits for the next run. Before each send the delivery is leased
 * by a conditional update. A crash after the lease leaves it `sending`: WeChat's event marks it sent, and only if none
 * comes within the lease is it sent again. So a crash loses none and repeats none. Where WeChat lets nothing through,
 * the queue rests, then one delivery tries whether it has been put right, and the rest follow.
 */
export const deliver: TimerStep = {
  name: 'deliver',
  dueWhen: (now) => [dueOn(deliveries, dueAt(now, ['waiting', ...SILENT]))],
  run: (_now, until) => deliverAll(until),
};

async function deliverAll(until: number): Promise<void> {
  if (!(await acquire(LOCK, LOCK_MS, Date.now()))) return;
  try {
    await endLeases(Date.now());
    const troubles = new Map((await troublesAt(Date.now())).map((trouble) => [trouble._id, trouble]));
    const ours = troubles.get('messages');
    if (ours && ours.at + pauseAfter(ours.code) > Date.now()) return;
    const run: Run = { until, troubles: new Set(troubles.keys()), blockedBy: null };
    while (Date.now() < until && run.blockedBy === null) {
      const due = await find(deliveries, dueAt(Date.now(), ['waiting']), {
        order: [['dueAt', 'asc']],
        limit: run.troubles.has('messages') ? 1 : PAGE,
      });
      if (due.length === 0) return;
      await sendAll(due, run);
    }
    if (run.blockedBy !== null) await noteTrouble('messages', run.blockedBy, Date.now());
  } finally {
    await release(LOCK);
  }
}

/** `sending` and `unconfirmed` whose lease has run out: nobody knows, WeChat is silent. */
async function endLeases(now: number): Promise<void> {
  const silent = dueAt(now, SILENT);
  await update(
    deliveries,
    { ...silent, tries: _.lt(MAX_TRIES) },
    { state: 'waiting', dueAt: now, reason: 'no_answer' },
  );
  await update(
    deliveries,
    { ...silent, tries: _.gte(MAX_TRIES) },
    { state: 'failed', dueAt: now, reason: 'no_answer' },
  );
}

interface Run {
  readonly until: number;
  /** What was known not to work, or has been met. */
  readonly troubles: Set<WeixinService>;
  /** The code by which WeChat lets nothing through. */
  blockedBy: string | null;
}

/** What a page of deliveries needs to be sent, as it is now. */
interface Facts {
  people: Map<string, Person>;
  mailboxes: Map<string, Mailbox>;
  messages: Map<string, Message>;
  templates: ReturnType<typeof templates>;
}

async function sendAll(due: readonly Delivery[], run: Run): Promise<void> {
  // Asked for before anything is leased: without a token nothing can have been sent.
  try {
    await accessToken(miniProgram(), Date.now());
  } catch (error) {
    if (!(error instanceof WeixinFailure)) throw error;
    run.blockedBy = error.code;
    return;
  }
  const ids = Array.from(new Set(due.map((delivery) => delivery.personId)));
  const messageIds = Array.from(new Set(due.map((delivery) => delivery.messageId)));
  const [persons, boxes, told] = await Promise.all([
    find(people, { _id: _.in(ids) }, { limit: PAGE }),
    find(mailboxes, { _id: _.in(ids) }, { limit: PAGE }),
    find(messages, { _id: _.in(messageIds) }, { limit: PAGE }),
  ]);
  const facts: Facts = {
    people: byId(persons),
    mailboxes: byId(boxes),
    messages: byId(told),
    templates: templates(),
  };
  await inParallel(due, WIDTH, async (delivery) => {
    if (Date.now() < run.until && run.blockedBy === null) await sendOne(delivery, facts, run);
  });
}

const byId = <T extends { _id: string }>(found: readonly T[]) =>
  new Map(found.map((document) => [document._id, document]));

async function sendOne(delivery: Delivery, facts: Facts, run: Run): Promise<void> {
  const { _id, personId, kind, tries } = delivery;
  const person = facts.people.get(personId);
  const message = facts.messages.get(delivery.messageId);
  const template = facts.templates[kind];
  if (facts.mailboxes.get(personId)?.optOut.includes(kind)) {
    await remove(deliveries, { _id, state: 'waiting' });
    return;
  }
  if (!person?.openid || person.hasLeft) return giveUp(delivery, 'unbound');
  if (!message || !template) return giveUp(delivery, 'no_template');
  const now = Date.now();
  const leased = await update(
    deliveries,
    { _id, state: 'waiting', tries },
    { state: 'sending', tries: tries + 1, dueAt: now + LEASE_MS },
  );
  if (leased === 0) return;
  const answer = await send(person.openid, message, template);
  await settle(delivery, answer, afterSending(answer, tries + 1, Date.now()));
  await tellOffice(kind, answer, run);
}

/** Remembers what stands in the way of more than this one message, and that it no longer does. */
async function tellOffice(kind: Delivery['kind'], answer: SendAnswer, run: Run): Promise<void> {
  const template = `template:${kind}` as const;
  if (answer.kind === 'sent') {
    for (const trouble of [template, 'messages'] as const)
      if (run.troubles.delete(trouble)) await endTrouble(trouble);
    return;
  }
  const outcome = outcomeOf(answer.code);
  if (outcome === 'not_permitted') run.blockedBy = answer.code;
  if (outcome !== 'template_misfit') return;
  run.troubles.add(template);
  await noteTrouble(template, answer.code, Date.now());
}

const send = (openid: string, message: Message, template: Template): Promise<SendAnswer> =>
  sendSubscribeMessage(
    {
      openid,
      templateId: template.id,
      page: addressOf(message.opens),
      data: pushData(template.fields, message.push),
    },
    Date.now(),
  );

/** Writes the outcome, unless WeChat's event was faster. Whoever writes it also counts the credit. */
async function settle(
  { _id, personId, kind, tries }: Delivery,
  answer: SendAnswer,
  change: DeliveryChange,
): Promise<void> {
  const msgId = answer.kind === 'sent' ? answer.msgId : '';
  const settled = await update(deliveries, { _id, state: 'sending', tries: tries + 1 }, { ...change, msgId });
  if (settled === 0) return;
  if (answer.kind === 'sent') await useCredit(personId, kind);
  if (answer.kind === 'not_sent' && answer.code === NO_CREDIT) await clearCredit(personId, kind);
}

async function giveUp({ _id }: Delivery, reason: string): Promise<void> {
  await update(deliveries, { _id, state: 'waiting' }, { state: 'failed', reason });
}

/** One message is one credit; never below nothing. */
export async function useCredit(personId: string, kind: Delivery['kind']): Promise<void> {
  const credit = `credits.${kind}` as const;
  await update(
    mailboxes,
    { _id: personId, ...whereAt(mailboxes, credit, _.gt(0)) },
    patchAt(mailboxes, credit, _.inc(-1)),
  );
}

/** WeChat knows better: nothing is left. */
async function clearCredit(personId: string, kind: Delivery['kind']): Promise<void> {
  await update(mailboxes, { _id: personId }, patchAt(mailboxes, `credits.${kind}`, 0));
}
