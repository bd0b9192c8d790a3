import { blindSignSet } from '../../cloudfunctions/platform/ballots/credential-keys';
import type * as Credentials from '../../miniprogram/api/credentials';
import { keySet } from '../ballot/signer';
import { installPhone, type PhoneDouble } from './phone';

// One phone at the door, against a back end that is ready or not.

const SESSION = 'session-16';
const keys = keySet(2);
const published = {
  keysUrl: '',
  keySet: keys.fingerprint,
  keys: keys.pairs.map(({ publicKey }) => publicKey),
};
const good = (data: unknown) => ({ ok: true, data, now: Date.now() });
const refused = (code: string) => ({ ok: false, error: { code, message: code, requestId: 'r' } });

let phone: PhoneDouble;
let api: typeof Credentials;
/** What the back end says when it is asked for the keys, and when somebody checks in. */
let onKeys: () => unknown;
let onCheckIn: (blinded: string[]) => { hasIssued: boolean; issue: { signatures: string[] } | null };

/** The app as it is started anew. */
function openApp(): void {
  jest.resetModules();
  api = jest.requireActual<typeof Credentials>('../../miniprogram/api/credentials');
}

beforeEach(() => {
  phone = installPhone();
  openApp();
  onKeys = () => good(published);
  onCheckIn = (blinded) => ({ hasIssued: true, issue: { signatures: blindSignSet(keys.signers, blinded) } });
  phone.answer = ({ action, input }) =>
    action === 'hall.keys' ? onKeys() : good({ isFirst: true, ...onCheckIn(Object(input).blinded) });
});
const times = (action: string) => phone.sent.filter(({ data }) => data.action === action).length;
/** How many blinded serials went out with each check-in. */
const blindedCounts = () =>
  phone.sent.flatMap(({ data }) =>
    data.action === 'hall.checkIn' ? [Object(data.input).blinded.length] : [],
  );

describe('serials made before they are needed', () => {
  test('are the same for two who ask at once, and for whoever asks again', async () => {
    const [first, second] = await Promise.all([
      api.prepareCredentials(SESSION),
      api.prepareCredentials(SESSION),
    ]);
    expect(first).toHaveLength(2);
    expect(second).toEqual(first);
    expect(await api.prepareCredentials(SESSION)).toEqual(first);
    expect(times('hall.keys')).toBe(1);
    expect(api.holdingOf(SESSION)).toBe('asked');
  });

  test('are none while the phone could not keep them, and are made when it can', async () => {
    phone.room = 0;
    expect(await api.prepareCredentials(SESSION)).toEqual([]);
    expect(times('hall.keys')).toBe(0);
    onCheckIn = () => ({ hasIssued: false, issue: null });
    expect(await api.checkIn(SESSION, 'code')).toMatchObject({ holding: 'full' });
    expect(blindedCounts()).toEqual([0]);
    phone.room = Number.POSITIVE_INFINITY;
    expect(await api.prepareCredentials(SESSION)).toHaveLength(2);
    expect(api.holdingOf(SESSION)).toBe('asked');
  });

  test('are none while the keys are not ready, and are made when they are', async () => {
    onKeys = () => refused('keys_not_ready');
    expect(await api.prepareCredentials(SESSION)).toEqual([]);
    onKeys = () => good(published);
    expect(await api.prepareCredentials(SESSION)).toHaveLength(2);
    expect(times('hall.keys')).toBe(2);
  });

  test('are none once the credentials are held, and nobody is asked', async () => {
    await api.checkIn(SESSION, 'code');
    expect(phone.sent[0]?.data).toMatchObject({ action: 'hall.keys', input: { sessionId: SESSION } });
    openApp();
    phone.sent.length = 0;
    expect(await api.prepareCredentials(SESSION)).toEqual([]);
    expect(phone.sent).toEqual([]);
  });

  test('are not made of a refusal or without a network', async () => {
    onKeys = () => refused('not_found');
    await expect(api.prepareCredentials(SESSION)).rejects.toMatchObject({ code: 'not_found' });
    onKeys = () => {
      throw new Error('lost');
    };
    await expect(api.prepareCredentials(SESSION)).rejects.toMatchObject({ code: 'unreachable' });
    await expect(api.checkIn(SESSION, 'code')).rejects.toMatchObject({ code: 'unreachable' });
    expect(times('hall.checkIn')).toBe(0);
  });
});

describe('a check-in', () => {
  test('brings the credentials in the same call', async () => {
    expect(await api.checkIn(SESSION, 'code')).toMatchObject({ answer: { isFirst: true }, holding: 'held' });
    expect(phone.sent.at(-1)?.data.input).toMatchObject({ sessionId: SESSION, code: 'code' });
    expect(api.holdingOf(SESSION)).toBe('held');
  });

  test('is none the less one without keys; the credentials are fetched later', async () => {
    onKeys = () => refused('keys_not_ready');
    onCheckIn = () => ({ hasIssued: false, issue: null });
    expect((await api.checkIn(SESSION, 'code')).holding).toBe('none');
    expect(blindedCounts()).toEqual([0]);
    onKeys = () => good(published);
    expect((await api.fetchCredentials(SESSION)).holding).toBe('asked');
    onCheckIn = (blinded) => ({
      hasIssued: true,
      issue: { signatures: blindSignSet(keys.signers, blinded) },
    });
    expect((await api.fetchCredentials(SESSION)).holding).toBe('held');
  });

  test('whose answer makes no sense is a fault, and no refusal', async () => {
    onCheckIn = () => ({ hasIssued: true, issue: Object({}) });
    await expect(api.checkIn(SESSION, 'code')).rejects.toThrow(TypeError);
  });

  test('on a second phone says that they are on the first', async () => {
    onCheckIn = () => ({ hasIssued: true, issue: null });
    expect((await api.checkIn(SESSION, 'code')).holding).toBe('elsewhere');
  });

  test('once more leaves this phone what it holds', async () => {
    await api.checkIn(SESSION, 'code');
    onCheckIn = () => ({ hasIssued: true, issue: null });
    expect((await api.checkIn(SESSION, 'another code')).holding).toBe('held');
    expect(blindedCounts()).toEqual([2, 0]);
  });
});
