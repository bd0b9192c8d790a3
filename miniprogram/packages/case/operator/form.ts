import type { Input } from '../../../api/dto';
import { IDENTITIES, type Identity, URGENCIES, type Urgency } from '../../../shared/case';
import { CATEGORIES, type Category } from '../../../shared/labels';

/** What the operator has taken down so far, in the order in which people talk. */
export interface Call {
  callerId: string | null;
  callerName: string;
  phone: string;
  title: string;
  text: string;
  place: string;
  category: Category | '';
  urgency: Urgency;
  identity: Identity;
}

export const blankCall = (): Call => ({
  callerId: null,
  callerName: '',
  phone: '',
  title: '',
  text: '',
  place: '',
  category: '',
  urgency: 'ordinary',
  identity: 'hidden',
});

export const isCallCategory = (value: string): value is Category => Object.keys(CATEGORIES).includes(value);
export const isCallUrgency = (value: string): value is Urgency => Object.keys(URGENCIES).includes(value);
export const isCallIdentity = (value: string): value is Identity => Object.keys(IDENTITIES).includes(value);

/** One sentence about what is missing, or empty. */
export function missingIn(call: Call): string {
  if (call.title.trim() === '') return '请用一句话记下来电内容';
  if (call.text.trim() === '') return '请记下详细情况';
  if (call.category === '') return '请选一个类别';
  if (call.identity !== 'anonymous' && call.callerId === null) return '请查到来电人，或者选“匿名”';
  return '';
}

export function callInput(call: Call, receiptSeed: string): Input<'case.record'> {
  const isAnonymous = call.identity === 'anonymous';
  return {
    callerId: isAnonymous ? null : call.callerId,
    category: call.category === '' ? 'other' : call.category,
    urgency: call.urgency,
    title: call.title,
    text: call.text,
    place: call.place,
    identity: call.identity,
    phone: isAnonymous ? '' : call.phone,
    ...(isAnonymous ? { receiptSeed } : {}),
  };
}
