import type { Output } from '../../api/dto';
import { type SessionHead, sessionHead } from '../../view/session';

export interface PublicView {
  coming: SessionHead[];
  past: SessionHead[];
  next: string;
}

/** Sessions for everybody to read: what comes first, then the past, newest first. */
export function publicView(answer: Output<'session.list'>, now: number): PublicView {
  const coming = answer.sessions.filter((one) => one.status === 'previewed' || one.status === 'live');
  const past = answer.sessions.filter((one) => !coming.includes(one) && one.status !== 'planned');
  const heads = (list: typeof coming) => list.map((one) => sessionHead(one, now));
  return { coming: heads(coming), past: heads(past), next: answer.next ?? '' };
}
