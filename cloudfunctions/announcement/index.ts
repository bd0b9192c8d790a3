import { announcementContract } from '../contract/announcement';
import { serve } from '../platform/call/dispatch';
import { listDeliveries } from './deliveries';
import { inbox } from './inbox';
import { read } from './read';
import { retry } from './retry';
import { listTroubles } from './troubles';

export const main = serve(announcementContract, {
  'announcement.inbox': inbox,
  'announcement.read': read,
  'announcement.deliveries': listDeliveries,
  'announcement.retry': retry,
  'announcement.troubles': listTroubles,
});
