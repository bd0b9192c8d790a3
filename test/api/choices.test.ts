import {
  choicesOf,
  dropChoices,
  dropWords,
  forgetClosed,
  forgetOver,
  keepChoices,
  keepWords,
  wordsOf,
} from '../../miniprogram/api/choices';
import { isKeySetAsSeen, rememberKeySet } from '../../miniprogram/api/key-set';
import { installPhone, type PhoneDouble } from './phone';

let phone: PhoneDouble;
beforeEach(() => {
  phone = installPhone();
});

const CLOSES = 1000;
const of = (closesAt = CLOSES, sessionId = 'session-16') => ({ sessionId, closesAt });
const ratings = { 0: 'satisfied', 3: 'cannot_judge' } as const;

describe('what was chosen and not sent', () => {
  test('is there when the app is opened again, for its survey and no other', () => {
    keepChoices('a', { ...of(), ratings });
    keepWords('a', { ...of(), text: '好' });
    expect([choicesOf('a'), wordsOf('a')]).toEqual([ratings, '好']);
    expect([choicesOf('b'), wordsOf('b')]).toEqual([{}, '']);
    dropChoices('a');
    expect([choicesOf('a'), wordsOf('a')]).toEqual([{}, '好']);
    dropWords('a');
    expect(phone.storage.size).toBe(0);
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'ratings'],
    ['ratings of no session', { closesAt: 1, ratings }],
    ['ratings of a session that is no text', { ...of(), sessionId: 16, ratings }],
    ['ratings without a close', { sessionId: 's', ratings }],
    ['ratings whose close is a text', { ...of(), closesAt: '1', ratings }],
    ['no ratings', of()],
    ['ratings that are null', { ...of(), ratings: null }],
    ['ratings that are a text', { ...of(), ratings: 'satisfied' }],
    ['a rating that is none', { ...of(), ratings: { 0: 'satisfied', 1: 'splendid' } }],
    ['a rating that is a number', { ...of(), ratings: { 0: 1 } }],
  ])('is none where %s lies there', (_label, stored) => {
    phone.storage.set('draft:ratings:a', stored);
    expect(choicesOf('a')).toEqual({});
  });

  test.each<[string, unknown]>([
    ['no words', of()],
    ['words that are a number', { ...of(), text: 5 }],
    ['words of no session', { closesAt: 1, text: '好' }],
    ['null', null],
  ])('is no words where %s lies there', (_label, stored) => {
    phone.storage.set('draft:remark:a', stored);
    expect(wordsOf('a')).toBe('');
  });
});

describe('after the close', () => {
  beforeEach(() => {
    keepChoices('a', { ...of(CLOSES), ratings });
    keepChoices('b', { ...of(CLOSES + 1), ratings });
    keepWords('a', { ...of(CLOSES), text: '好' });
    keepWords('b', { ...of(CLOSES + 1), text: '好' });
    phone.storage.set('draft:form', { title: '热水' });
  });
  const left = () => [...phone.storage.keys()];

  test('nothing on the phone tells how anybody rated; what is still open stays, and so do other drafts', () => {
    forgetClosed(CLOSES - 1);
    expect(left()).toHaveLength(5);
    forgetClosed(CLOSES);
    expect(left()).toEqual(['draft:ratings:b', 'draft:remark:b', 'draft:form']);
  });

  test('what this version does not recognise goes with it', () => {
    phone.storage.set('draft:ratings:c', { old: true });
    forgetOver(({ sessionId }) => sessionId === 'session-15');
    expect(left()).not.toContain('draft:ratings:c');
    expect(left()).toHaveLength(5);
  });
});

describe('key sets that this phone has seen', () => {
  test('are those of the last twelve sessions', () => {
    for (let session = 1; session <= 13; session += 1) rememberKeySet(`s${session}`, 'ab');
    const known = Array.from({ length: 13 }, (_none, at) => !isKeySetAsSeen(`s${at + 1}`, 'other'));
    expect(known).toEqual([false, ...Array(12).fill(true)]);
  });

  test.each<[string, unknown]>([
    ['a text', 's16'],
    ['no list', { session: 's16', keySet: 'ab' }],
    ['without a fingerprint', [{ session: 's16' }]],
    ['with a fingerprint that is a number', [{ session: 's16', keySet: 5 }]],
    ['without a session', [{ keySet: 'ab' }]],
    ['with a session that is a number', [{ session: 16, keySet: 'ab' }]],
    ['a list of texts', ['session keySet']],
  ])('are none where what lies there is %s', (_label, stored) => {
    phone.storage.set('key-sets', stored);
    rememberKeySet('s16', 'cd');
    expect([isKeySetAsSeen('s16', 'cd'), isKeySetAsSeen('s16', 'ab')]).toEqual([true, false]);
    expect(phone.storage.get('key-sets')).toEqual([{ session: 's16', keySet: 'cd' }]);
  });
});
