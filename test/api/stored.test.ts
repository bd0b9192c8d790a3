import { ask, command } from '../../miniprogram/api/client';
import { keepDraft, readDraft } from '../../miniprogram/api/draft';
import { canKeep } from '../../miniprogram/api/stored';
import { installPhone, type PhoneDouble } from './phone';

let phone: PhoneDouble;
beforeEach(() => {
  phone = installPhone();
});

const isText = (value: unknown): value is { text: string } =>
  typeof value === 'object' && value !== null && 'text' in value;

test('in a full storage kept answers make room for what the person typed', async () => {
  phone.answer = () => ({ ok: true, data: { sessions: [], next: null }, now: Date.now() });
  await ask('session.list', {});
  phone.room = phone.storage.size;
  keepDraft('a', { text: '热水' });
  expect([...phone.storage.keys()]).toEqual(['draft:a']);
  expect(phone.told).toEqual([]);
});

test('a phone without any room goes on from memory, and says so once', async () => {
  phone.room = 0;
  phone.answer = () => ({ ok: true, data: {}, now: Date.now() });
  await ask('session.list', {});
  expect(phone.told).toEqual([]);
  keepDraft('b', { text: '热水' });
  await command('booking.cancel', { sessionId: 's' });
  expect(readDraft('b', isText)).toEqual({ text: '热水' });
  expect(phone.told).toEqual(['手机存储空间已满']);
});

test('says whether something could be kept, and leaves nothing behind', async () => {
  expect(canKeep()).toBe(true);
  expect(phone.storage.size).toBe(0);
  phone.storage.set('draft:a', { text: '热水' });
  phone.room = 1;
  expect(canKeep()).toBe(false);
  phone.answer = () => ({ ok: true, data: { sessions: [], next: null }, now: Date.now() });
  phone.room = 3;
  await ask('session.list', {});
  phone.room = phone.storage.size;
  // What can be asked for again makes room.
  expect(canKeep()).toBe(true);
  expect([...phone.storage.keys()]).toEqual(['draft:a']);
});
