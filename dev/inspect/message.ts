import { across, type Invariant, ofEach, unless } from './invariant';

/** What keeps its notices inside: the relay finds it by the flag alone. */
const TELLING = ['sessions', 'bookings', 'questions', 'minutes', 'surveys', 'cards', 'cases'] as const;

const noticeFlag = (collection: (typeof TELLING)[number]): Invariant =>
  ofEach(`${collection}-notice-flag`, collection, ({ _id, notices, hasNotice, version }) =>
    hasNotice === notices.length > 0
      ? []
      : [
          {
            what: `有 ${notices.length} 条待发通知，标记为${hasNotice ? '有' : '无'}`,
            mend: {
              how: 'set',
              collection,
              id: _id,
              unchanged: { version, hasNotice },
              set: { hasNotice: notices.length > 0 },
              does: '按待发通知重置标记',
            },
          },
        ],
  );

export const messageInvariants: readonly Invariant[] = [
  ofEach('message-ids', 'messages', ({ _id, kind, to }) =>
    // One message for each person and cause: the id is made of both, so a second one collides.
    unless([_id.startsWith(`${kind}:`) && _id.endsWith(`:${to}`), '编号与消息类别、收件人不一致']),
  ),

  ofEach('delivery-ids', 'deliveries', ({ _id, messageId, personId, state, tries }) =>
    unless(
      [_id === `${messageId}:${personId}`, '编号与消息、收件人不一致'],
      [state !== 'sent' || tries > 0, '标记为已发送，没有发送次数'],
    ),
  ),

  across('deliveries-and-messages', ['deliveries', 'messages'], async function* (view) {
    const sentTo = new Map<string, string>();
    for await (const { _id, to } of view.each('messages', ['to'])) sentTo.set(_id, to);
    for await (const { _id, messageId, personId } of view.each('deliveries', ['messageId', 'personId'])) {
      const to = sentTo.get(messageId);
      if (to !== undefined && to !== 'everyone' && to !== personId)
        yield { id: _id, what: '收件人与消息的收件人不同' };
    }
  }),

  ofEach('mailbox-credits', 'mailboxes', ({ credits }) =>
    unless([
      Object.values(credits).every((count) => Number.isInteger(count) && count >= 0),
      '订阅次数不是非负整数',
    ]),
  ),

  ...TELLING.map(noticeFlag),
];
