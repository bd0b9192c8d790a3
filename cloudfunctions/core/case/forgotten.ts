import type { Case } from './case';
import { listsOf, termsOf } from './found-by';

/** Stands where words were. */
export const FORGOTTEN = '内容已按保存期限删除';

/**
 * An ended case when its time is over (docs/rules.md, Keeping): who asked, how to reach them and all words go, in the
 * history too; what is counted stays, and so do words that were made public. Pictures are the caller's to remove.
 */
export function forgotten(entity: Case, now: number): Case {
  const published = entity.isPublic ? entity.published : null;
  const { reply, commitment } = entity;
  const left: Case = {
    ...entity,
    version: entity.version + 1,
    forgottenAt: now,
    askerId: null,
    phone: '',
    receiptSelector: null,
    receiptHash: null,
    recordedBy: null,
    ...(entity.callerName === undefined ? {} : { callerName: '' }),
    title: published?.title ?? FORGOTTEN,
    text: published?.text ?? FORGOTTEN,
    place: '',
    pictures: [],
    hasUnchecked: false,
    published,
    draft: null,
    reply: reply && { ...reply, text: published?.reply ?? FORGOTTEN, pictures: [] },
    commitment: commitment && { ...commitment, text: published?.reply ?? FORGOTTEN },
    askedExtension: null,
    returns: entity.returns.map((handedBack) => ({ ...handedBack, text: '' })),
    supervisions: entity.supervisions.map((order) => ({ ...order, text: '', report: '' })),
    identityViews: entity.identityViews.map((view) => ({ ...view, reason: '' })),
    history: entity.history.map((event) => ({ ...event, text: '', pictures: [] })),
  };
  return { ...left, lists: listsOf(left), terms: termsOf(left) };
}

/** Every file that the case holds. */
export const filesOf = ({ pictures, reply, draft, history }: Case): string[] => [
  ...new Set([
    ...pictures.map(({ fileId }) => fileId),
    ...(reply?.pictures ?? []),
    ...(draft?.pictures ?? []),
    ...history.flatMap((event) => event.pictures),
  ]),
];
