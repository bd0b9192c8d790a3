import type { Input } from '../../api/dto';
import { type Identity, REPORT_ROUTES, type ReportRoute } from '../../shared/case';
import { CATEGORY_ID, type Category } from '../../shared/category';

/** What the person has typed so far; the draft on the phone and the state of the page. */
export interface CaseDraft {
  category: Category | '';
  /** Within the category; absent in drafts from before there were any. */
  topicId?: string;
  urgency: 'emergency' | 'utilities' | 'ordinary';
  title: string;
  text: string;
  place: string;
  phone: string;
  identity: Identity;
  isProtected: boolean;
  /** Protected reports: to whom, and whom it is about: `office`, `department:<id>`, `leader:<id>`. */
  route: ReportRoute;
  about: string[];
  /** Paths of pictures that stay on the phone. */
  pictures: string[];
}

export const blankDraft = (): CaseDraft => ({
  category: '',
  topicId: '',
  urgency: 'ordinary',
  title: '',
  text: '',
  place: '',
  phone: '',
  identity: 'hidden',
  isProtected: false,
  route: 'leaders',
  about: [],
  pictures: [],
});

export const isCategory = (value: unknown): value is Category =>
  typeof value === 'string' && CATEGORY_ID.test(value);
export const isUrgency = (value: unknown): value is CaseDraft['urgency'] =>
  value === 'emergency' || value === 'utilities' || value === 'ordinary';
export const isRoute = (value: unknown): value is ReportRoute =>
  typeof value === 'string' && Object.keys(REPORT_ROUTES).includes(value);
export const isIdentity = (value: unknown): value is Identity =>
  value === 'named' || value === 'hidden' || value === 'anonymous';

const isTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((part) => typeof part === 'string');

/** Recognises a draft this version of the app has written. */
export function isCaseDraft(value: unknown): value is CaseDraft {
  if (typeof value !== 'object' || value === null) return false;
  const draft = value as Record<string, unknown>;
  return (
    (draft.category === '' || isCategory(draft.category)) &&
    (draft.topicId === undefined || typeof draft.topicId === 'string') &&
    isUrgency(draft.urgency) &&
    isIdentity(draft.identity) &&
    typeof draft.isProtected === 'boolean' &&
    isRoute(draft.route) &&
    isTexts(draft.about) &&
    isTexts(draft.pictures) &&
    ['title', 'text', 'place', 'phone'].every((field) => typeof draft[field] === 'string')
  );
}

/** Whether anything was typed that would be a loss. */
export const isWorthKeeping = (draft: CaseDraft): boolean =>
  draft.pictures.length > 0 ||
  [draft.title, draft.text, draft.place, draft.phone].some((text) => text.trim() !== '');

/** The form as the contract wants it. An anonymous item carries neither telephone nor anything of the account. */
export function caseInput(
  channel: 'box' | 'hotline',
  draft: CaseDraft,
  receiptSeed: string,
): Omit<Input<'case.submit'>, 'pictures'> {
  const isAnonymous = draft.identity === 'anonymous';
  return {
    channel,
    category: draft.category === '' ? 'other' : draft.category,
    topicId: isAnonymous ? null : draft.topicId || null,
    urgency: draft.urgency,
    title: draft.title,
    text: draft.text,
    place: draft.place,
    identity: draft.identity,
    isProtected: draft.isProtected,
    protection: draft.isProtected ? protectionOf(draft) : null,
    phone: isAnonymous ? '' : draft.phone,
    ...(isAnonymous ? { receiptSeed } : {}),
  };
}

/** The choices of the form as the contract wants them. */
function protectionOf({ route, about }: CaseDraft): NonNullable<Input<'case.submit'>['protection']> {
  const idsOf = (kind: string) =>
    about.filter((key) => key.startsWith(`${kind}:`)).map((key) => key.slice(kind.length + 1));
  return {
    route,
    aboutOffice: about.includes('office'),
    aboutDepartmentIds: idsOf('department'),
    aboutLeaderIds: idsOf('leader'),
  };
}

/** What can be said before asking the server. Only for comfort: the server decides. */
export function missingFields(draft: CaseDraft): Record<string, string> {
  const missing: Record<string, string> = {};
  if (draft.category === '') missing.category = '请选一个类别';
  if (draft.title.trim() === '') missing.title = '请用一句话写下诉求';
  if (draft.text.trim() === '') missing.text = '请写明具体情况';
  if (draft.phone.trim() !== '' && !/^[0-9+ -]{5,20}$/.test(draft.phone.trim()))
    missing.phone = '电话只能有数字、空格、+ 和 -';
  return missing;
}

/** Fields as they stand on the page, so that the first wrong one can be scrolled to. */
export const FIELD_ORDER = ['category', 'title', 'text', 'pictures', 'place', 'identity', 'phone'] as const;
