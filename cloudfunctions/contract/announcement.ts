import * as z from 'zod';
import { MESSAGE_PAGES, type MessagePage } from '../../miniprogram/shared/message-page';
import { messageKind } from './account';
import { command, query } from './action';
import { cursor, instant, shortString } from './text';

const messagePage = z.enum(Object.keys(MESSAGE_PAGES) as [MessagePage, ...MessagePage[]]);

/** Made of kind, subject and who it is for, with the roster's ids inside: longer than an id that anybody gives. */
const messageId = z.string();

const message = z.object({
  id: messageId,
  kind: messageKind,
  title: z.string(),
  body: z.string(),
  /** The page that a tap opens, by its name, and the id of what it shows. */
  opens: z.object({ page: messagePage, id: z.string() }),
  at: instant,
  isUnread: z.boolean(),
});

export const announcementContract = {
  'announcement.inbox': query(
    z.strictObject({ cursor: cursor.optional() }),
    z.object({ messages: z.array(message), next: cursor.nullable() }),
  ),
  /** Everything up to this instant is read. */
  'announcement.read': command(z.strictObject({ upTo: instant }), z.object({ unread: z.number() })),
  // office
  'announcement.deliveries': query(
    z.strictObject({
      state: z.enum(['failed', 'waiting', 'sent', 'unwanted']).default('failed'),
      cursor: cursor.optional(),
    }),
    z.object({
      deliveries: z.array(
        z.object({
          id: messageId,
          kind: messageKind,
          title: z.string(),
          state: z.string(),
          reason: z.string(),
          tries: z.number(),
          at: instant,
        }),
      ),
      next: cursor.nullable(),
      totals: z.object({ sent: z.number(), waiting: z.number(), failed: z.number(), unwanted: z.number() }),
    }),
  ),
  'announcement.retry': command(
    z.strictObject({ deliveryId: shortString(200).min(1) }),
    z.object({ state: z.string() }),
  ),
  /** What WeChat does not let us do at the moment. */
  'announcement.troubles': query(
    z.strictObject({}),
    z.object({
      troubles: z.array(
        z.object({ id: z.string(), what: z.string(), todo: z.string(), since: instant, at: instant }),
      ),
      /** What the college has not set up, the weightiest first. */
      lacking: z.array(z.object({ id: z.string(), what: z.string(), todo: z.string() })),
      /** Kinds that the college has chosen no template for: they are shown in the mini program only. */
      withoutTemplate: z.array(messageKind),
    }),
  ),
} as const;
