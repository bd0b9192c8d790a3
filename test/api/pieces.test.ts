import { command } from '../../miniprogram/api/client';
import { installPhone, type PhoneDouble } from './phone';

let phone: PhoneDouble;
beforeEach(() => {
  phone = installPhone();
});

const LARGE = 'A'.repeat(250_000);
const send = (onPart?: (done: number, of: number) => void) =>
  command('case.uploadPicture', { base64: LARGE }, undefined, onPart);
const good = (data: unknown = null) => ({ ok: true, data, now: Date.now() });
const bad = (code: string) => ({ ok: false, error: { code, message: code, requestId: 'r-12345678' } });
/** Which pieces went out, in order. */
const parts = () =>
  phone.sent.map(({ data }) => ('piece' in data ? (data.piece as { part: number }).part : null));

test('what one call does not carry goes in pieces under one request id, and tells how far it is', async () => {
  phone.answer = () => good({ fileId: 'cloud://x' });
  const seen: string[] = [];
  expect(await send((done, of) => seen.push(`${done}/${of}`))).toEqual({ fileId: 'cloud://x' });
  expect(parts()).toEqual([0, 1, 2, 3]);
  expect(seen).toEqual(['0/4', '1/4', '2/4', '3/4']);
  expect(new Set(phone.sent.map(({ data }) => data.requestId)).size).toBe(1);
  expect(phone.sent[3]?.data).toMatchObject({
    action: 'case.uploadPicture',
    requestId: expect.stringMatching(/^[A-Za-z0-9-]{8,64}$/),
  });
  for (const { data } of phone.sent) expect(JSON.stringify(data).length).toBeLessThan(90_000);
  expect(phone.storage.size).toBe(0);
});

test('what fits goes as it is', async () => {
  phone.answer = () => good({});
  await command('booking.cancel', { sessionId: 's' });
  expect(phone.sent[0]?.data.input).toEqual({ sessionId: 's' });
});

test('after a break it goes on with the piece that was lost', async () => {
  let left = 2;
  phone.answer = () => {
    if (left-- === 0) throw new Error('lost');
    return good();
  };
  await expect(send()).rejects.toMatchObject({ code: 'unreachable' });
  phone.answer = () => good({ fileId: 'cloud://x' });
  expect(await send()).toEqual({ fileId: 'cloud://x' });
  expect(parts()).toEqual([0, 1, 2, 2, 3]);
  expect(new Set(phone.sent.map(({ data }) => data.requestId)).size).toBe(1);
});

test('when the back end has forgotten the pieces, all of them are sent again', async () => {
  let isForgotten = true;
  phone.answer = () => {
    if (parts().at(-1) !== 3) return good();
    if (!isForgotten) return good({ fileId: 'cloud://x' });
    isForgotten = false;
    return bad('upload_incomplete');
  };
  expect(await send()).toEqual({ fileId: 'cloud://x' });
  expect(parts()).toEqual([0, 1, 2, 3, 0, 1, 2, 3]);
});

test('a refusal ends it, and the next try begins anew', async () => {
  phone.answer = () => (parts().length === 3 ? bad('too_many_requests') : good());
  await expect(send()).rejects.toMatchObject({ code: 'too_many_requests' });
  expect(phone.storage.size).toBe(0);
});
