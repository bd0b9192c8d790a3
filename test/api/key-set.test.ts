import { isKeySetAsSeen, rememberKeySet } from '../../miniprogram/api/key-set';
import { installPhone, type PhoneDouble } from './phone';

let phone: PhoneDouble;
beforeEach(() => {
  phone = installPhone();
});

test('a phone that has not seen the preview takes what it is given', () => {
  expect(isKeySetAsSeen('s16', 'ab')).toBe(true);
});

test('the first fingerprint of a session stays, whatever comes later', () => {
  rememberKeySet('s16', 'ab');
  rememberKeySet('s16', 'cd');
  expect(isKeySetAsSeen('s16', 'ab')).toBe(true);
  expect(isKeySetAsSeen('s16', 'cd')).toBe(false);
  expect(isKeySetAsSeen('s17', 'cd')).toBe(true);
});

test('keys that are not made yet are not remembered', () => {
  rememberKeySet('s16', '');
  expect(isKeySetAsSeen('s16', 'ab')).toBe(true);
});

test('what stands in storage and is nothing of ours is passed over', () => {
  phone.storage.set('key-sets', [null, { session: 's16' }, { session: 's16', keySet: 'ab' }]);
  expect(isKeySetAsSeen('s16', 'cd')).toBe(false);
});
