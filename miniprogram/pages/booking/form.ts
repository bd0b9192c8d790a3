import type { Input } from '../../api/dto';
import { CATEGORY_ID, type Category } from '../../shared/category';
import type { Wish } from '../../shared/labels';

/** What the person has typed so far; the draft on the phone and the state of the page. */
export interface BookingDraft {
  wish: Wish;
  category: Category | '';
  title: string;
  detail: string;
  departmentId: string;
  phone: string;
  isUnnamed: boolean;
}

export const blankDraft = (): BookingDraft => ({
  wish: 'speak',
  category: '',
  title: '',
  detail: '',
  departmentId: '',
  phone: '',
  isUnnamed: false,
});

export const isCategory = (value: unknown): value is Category =>
  typeof value === 'string' && CATEGORY_ID.test(value);

/** Recognises a draft this version of the app has written. */
export function isBookingDraft(value: unknown): value is BookingDraft {
  if (typeof value !== 'object' || value === null) return false;
  const draft = value as Record<string, unknown>;
  return (
    (draft.wish === 'speak' || draft.wish === 'listen') &&
    (draft.category === '' || isCategory(draft.category)) &&
    ['title', 'detail', 'departmentId', 'phone'].every((field) => typeof draft[field] === 'string') &&
    typeof draft.isUnnamed === 'boolean'
  );
}

/** Whether anything was typed that would be a loss. */
export const isWorthKeeping = (draft: BookingDraft): boolean =>
  [draft.title, draft.detail, draft.phone].some((text) => text.trim() !== '') || draft.category !== '';

/** The form as the contract wants it. A listener sends nothing that only speakers are asked. */
export function bookingInput(sessionId: string, draft: BookingDraft): Input<'booking.create'> {
  if (draft.wish === 'listen') return { sessionId, form: { wish: 'listen', phone: draft.phone } };
  return {
    sessionId,
    form: {
      wish: 'speak',
      category: draft.category === '' ? null : draft.category,
      title: draft.title,
      detail: draft.detail,
      departmentId: draft.departmentId === '' ? null : draft.departmentId,
      phone: draft.phone,
      isUnnamed: draft.isUnnamed,
    },
  };
}

/** What can be said before asking the server, in the order of the page. Only for comfort: the server decides. */
export function missingFields(draft: BookingDraft): Record<string, string> {
  const missing: Record<string, string> = {};
  if (draft.wish === 'speak' && draft.category === '') missing.category = '请选一个类别';
  if (draft.wish === 'speak' && draft.title.trim() === '') missing.title = '请用一句话写下你想说的事';
  if (draft.phone.trim() !== '' && !/^[0-9+ -]{5,20}$/.test(draft.phone.trim()))
    missing.phone = '电话只能有数字、空格、+ 和 -';
  return missing;
}

/** Fields as they stand on the page, so that the first wrong one can be scrolled to. */
export const FIELD_ORDER = ['wish', 'category', 'title', 'detail', 'departmentId', 'phone'] as const;
