import { categoryChoices } from '../../../api/categories';
import type { Input } from '../../../api/dto';
import { CASE_LIMITS, IDENTITIES, type Identity, URGENCIES, type Urgency } from '../../../shared/case';
import { CATEGORY_ID, type Category } from '../../../shared/category';

/** What the operator has taken down so far, in the order in which people talk. */
export interface Call {
  callerId: string | null;
  /** Shown with the unit; without an id it is the name of somebody in no roster, as they gave it. */
  callerName: string;
  phone: string;
  title: string;
  text: string;
  place: string;
  category: Category | '';
  /** Within the category; absent in drafts from before there were any. */
  topicId?: string;
  urgency: Urgency;
  identity: Identity;
  /** How long the call took, measured when it is sent first: a repeat must be the same command. 0 before. */
  seconds: number;
}

export const blankCall = (): Call => ({
  callerId: null,
  callerName: '',
  phone: '',
  title: '',
  text: '',
  place: '',
  category: '',
  topicId: '',
  urgency: 'ordinary',
  identity: 'hidden',
  seconds: 0,
});

/** A call as it lies on the phone until its number is issued. The seed is part of the command: a repeat must carry it. */
export interface CallDraft {
  call: Call;
  receiptSeed: string;
}

/** Recognises a draft this version of the app has written. */
export function isCallDraft(value: unknown): value is CallDraft {
  if (typeof value !== 'object' || value === null || !('call' in value) || !('receiptSeed' in value))
    return false;
  const { call, receiptSeed } = value;
  if (typeof call !== 'object' || call === null || typeof receiptSeed !== 'string') return false;
  const text = (name: keyof Call): string | null => {
    const field: unknown = Reflect.get(call, name);
    return typeof field === 'string' ? field : null;
  };
  const callerId: unknown = Reflect.get(call, 'callerId');
  return (
    (['callerName', 'phone', 'title', 'text', 'place'] as const).every((name) => text(name) !== null) &&
    (callerId === null || typeof callerId === 'string') &&
    (!('topicId' in call) || text('topicId') !== null) &&
    (text('category') === '' || isCallCategory(text('category') ?? '?')) &&
    isCallUrgency(text('urgency') ?? '') &&
    isCallIdentity(text('identity') ?? '')
  );
}

/** Whether anything was taken down that would be a loss. */
export const isCallWorthKeeping = (call: Call): boolean =>
  [call.title, call.text, call.place, call.phone].some((text) => text.trim() !== '') ||
  call.callerId !== null ||
  call.callerName !== '' ||
  call.category !== '';

/** Keys on a keyboard that pick a category (1, 2 …) and a class of urgency (a, b …), in the order they are shown. */
export function pickedByKeys(keys: string): Partial<Pick<Call, 'category' | 'urgency'>> {
  const categories = categoryChoices().map(({ key }) => key);
  const urgencies = Object.keys(URGENCIES).filter(isCallUrgency);
  const picked: Partial<Pick<Call, 'category' | 'urgency'>> = {};
  for (const key of keys.normalize('NFKC').toLowerCase()) {
    const category = categories[Number.parseInt(key, 10) - 1];
    const urgency = urgencies[key.charCodeAt(0) - 'a'.charCodeAt(0)];
    if (category) picked.category = category;
    if (urgency) picked.urgency = urgency;
  }
  return picked;
}

export const isCallCategory = (value: string): boolean => CATEGORY_ID.test(value);
export const isCallUrgency = (value: string): value is Urgency => Object.keys(URGENCIES).includes(value);
export const isCallIdentity = (value: string): value is Identity => Object.keys(IDENTITIES).includes(value);

/** One sentence about what is missing, or empty. */
export function missingIn(call: Call): string {
  if (call.title.trim() === '') return '请用一句话记下来电内容';
  if (call.text.trim() === '') return '请记下详细情况';
  if (call.category === '') return '请选一个类别';
  if (call.identity !== 'anonymous' && call.callerId === null && call.callerName === '')
    return '请查到来电人，不在名册的记下姓名，不愿留名的选“匿名”';
  return '';
}

export function callInput(call: Call, receiptSeed: string): Input<'case.record'> {
  const isAnonymous = call.identity === 'anonymous';
  return {
    callerId: isAnonymous ? null : call.callerId,
    callerName: isAnonymous || call.callerId !== null ? '' : call.callerName,
    callSeconds: Math.min(call.seconds, CASE_LIMITS.callSecondsMax),
    category: call.category === '' ? 'other' : call.category,
    topicId: call.topicId || null,
    urgency: call.urgency,
    title: call.title,
    text: call.text,
    place: call.place,
    identity: call.identity,
    phone: isAnonymous ? '' : call.phone,
    ...(isAnonymous ? { receiptSeed } : {}),
  };
}
