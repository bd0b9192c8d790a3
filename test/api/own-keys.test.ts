import { blindSignSet } from '../../cloudfunctions/platform/ballots/credential-keys';
import type * as Ballots from '../../miniprogram/api/ballots';
import type * as Credentials from '../../miniprogram/api/credentials';
import type * as KeySets from '../../miniprogram/api/key-set';
import { keySetFingerprint, readSlotKey } from '../../miniprogram/ballot/public-key';
import { keySet } from '../ballot/signer';
import { installPhone, type PhoneDouble } from './phone';

// Whoever would sign one person's ballot papers with keys of their own, to know them again, has to show them somewhere:
// at the door, in the survey or in public. A phone that sees two key sets of one session says so.

const SESSION = 'session-16';
const everybodys = keySet(2);
const own = keySet(2);
type Keys = typeof own;

const round = {
  survey: `${SESSION}.1`,
  sessionId: SESSION,
  number: 16,
  ballotUrl: 'https://box.example/ballot',
  countedUrl: 'https://box.example/portal/counted/session-16.1',
  closesAt: null,
  slots: [0, 1],
  receipt: null,
};

/** A back end that signs with these keys and says so, consistently; `keysUrl`: where everybody reads them. */
const signingWith =
  (keys: Keys, keysUrl = '') =>
  ({ action, input }: { action: string; input: unknown }) => {
    const { blinded } = Object(input);
    const data =
      action === 'hall.keys'
        ? { keySet: keys.fingerprint, keys: keys.pairs.map(({ publicKey }) => publicKey), keysUrl }
        : action === 'hall.checkIn' || action === 'hall.fetchCredentials'
          ? {
              isFirst: true,
              hasIssued: blinded.length > 0,
              issue: blinded.length > 0 ? { signatures: blindSignSet(keys.signers, blinded) } : null,
            }
          : {};
    return { ok: true, data, now: Date.now() };
  };

let phone: PhoneDouble;
let api: typeof Ballots & typeof Credentials & typeof KeySets;
beforeEach(() => {
  phone = installPhone();
  openApp();
});

/** The app as it is started anew: only what lies on the phone is left. */
function openApp(): void {
  jest.resetModules();
  api = {
    ...jest.requireActual<typeof Ballots>('../../miniprogram/api/ballots'),
    ...jest.requireActual<typeof Credentials>('../../miniprogram/api/credentials'),
    ...jest.requireActual<typeof KeySets>('../../miniprogram/api/key-set'),
  };
}

const blindedSets = () =>
  phone.sent.flatMap(({ data }) => (data.action === 'hall.checkIn' ? [Object(data.input).blinded] : []));

describe('at the door', () => {
  test('keys that are not those of the preview sign nothing: the person is in, without credentials', async () => {
    api.rememberKeySet(SESSION, everybodys.fingerprint);
    phone.answer = signingWith(own);
    const { answer, holding } = await api.checkIn(SESSION, 'code');
    expect(answer.isFirst).toBe(true);
    expect([holding, api.holdingOf(SESSION)]).toEqual(['refused', 'none']);
    expect(blindedSets()).toEqual([[]]);
    await expect(api.fetchCredentials(SESSION)).rejects.toMatchObject({ code: 'key_changed' });
  });

  test('keys that are not the public ones sign nothing, though the phone never saw a preview', async () => {
    phone.answer = signingWith(own, 'https://box.example/portal/keys/session-16');
    phone.reply = () => ({ statusCode: 200, data: { keySet: everybodys.fingerprint } });
    expect((await api.checkIn(SESSION, 'code')).holding).toBe('refused');
    expect(blindedSets()).toEqual([[]]);
  });

  test('with the public page out of reach the person is in, and credentials are fetched later', async () => {
    phone.answer = signingWith(everybodys, 'https://box.example/portal/keys/session-16');
    phone.reply = () => null;
    expect((await api.checkIn(SESSION, 'code')).answer.isFirst).toBe(true);
    expect(blindedSets()).toEqual([[]]);
    phone.reply = () => ({ statusCode: 200, data: { keySet: everybodys.fingerprint } });
    expect((await api.fetchCredentials(SESSION)).holding).toBe('held');
  });

  test('two slots under one key sign nothing', async () => {
    const [pair] = own.pairs;
    if (!pair) throw new Error('no key');
    const twice = [pair, pair];
    const fingerprint = keySetFingerprint(twice.map(({ publicKey }, slot) => readSlotKey(slot, publicKey)));
    phone.answer = signingWith({ ...own, pairs: twice, fingerprint });
    expect((await api.checkIn(SESSION, 'code')).holding).toBe('refused');
    expect(blindedSets()).toEqual([[]]);
  });

  test('nor do they after the app was killed between the preview and the door', async () => {
    api.rememberKeySet(SESSION, everybodys.fingerprint);
    openApp();
    phone.answer = signingWith(own);
    expect((await api.checkIn(SESSION, 'code')).holding).toBe('refused');
  });

  test('the keys of the preview do, and a phone refused before takes them', async () => {
    api.rememberKeySet(SESSION, everybodys.fingerprint);
    phone.answer = signingWith(own);
    await api.checkIn(SESSION, 'code');
    phone.answer = signingWith(everybodys);
    expect((await api.fetchCredentials(SESSION)).holding).toBe('held');
    expect(api.holdingOf(SESSION)).toBe('held');
  });

  test('keys that change between the blinding and the signing are refused', async () => {
    phone.answer = signingWith(everybodys);
    await api.prepareCredentials(SESSION);
    openApp();
    phone.answer = signingWith(own);
    expect((await api.checkIn(SESSION, 'code')).holding).toBe('refused');
    expect(blindedSets()).toEqual([[]]);
  });

  test('signatures that are of other slots are refused, and can be asked for again', async () => {
    const honest = signingWith(everybodys);
    phone.answer = (call) => {
      const answer = honest(call);
      if (call.action === 'hall.checkIn') Object(answer.data).issue?.signatures.reverse();
      return answer;
    };
    expect((await api.checkIn(SESSION, 'code')).holding).toBe('refused');
    expect(api.holdingOf(SESSION)).toBe('asked');
    phone.answer = signingWith(everybodys);
    expect((await api.fetchCredentials(SESSION)).holding).toBe('held');
  });
});

describe('in public and in the survey', () => {
  beforeEach(async () => {
    // A phone that never saw the preview has nothing to compare with at the door: it takes what it is given.
    phone.answer = signingWith(own);
    expect((await api.checkIn(SESSION, 'code')).holding).toBe('held');
  });
  const published = (keys: unknown) => {
    phone.reply = () => ({ statusCode: 200, data: keys });
  };

  test.each([
    ['the same', own.fingerprint, true],
    ['others', everybodys.fingerprint, false],
  ])('the public keys are %s', async (_label, fingerprint, isSame) => {
    published({ keySet: fingerprint });
    expect(await api.hasPublicKeys(round)).toBe(isSame);
    expect(phone.posted).toEqual([{ url: 'https://box.example/portal/keys/session-16', body: undefined }]);
    expect(api.isKeySetOf(SESSION, fingerprint)).toBe(isSame);
  });

  test.each([
    ['the college has no address without an account', { ...round, countedUrl: '' }],
    ['this phone holds no credentials of the session', { ...round, sessionId: 'session-15' }],
  ])('nothing is asked where %s', async (_label, unaskable) => {
    published({ keySet: own.fingerprint });
    expect(await api.hasPublicKeys(unaskable)).toBeNull();
    expect(phone.posted).toEqual([]);
  });

  test.each([
    ['not published yet', { statusCode: 404, data: {} }],
    ['null', { statusCode: 200, data: null }],
    ['a text', { statusCode: 200, data: 'keySet' }],
    ['without a fingerprint', { statusCode: 200, data: {} }],
  ])('an answer that is %s says nothing, neither way', async (_label, reply) => {
    phone.reply = () => reply;
    expect(await api.hasPublicKeys(round)).toBeNull();
  });

  test('no network is said as such, not as other keys', async () => {
    await expect(api.hasPublicKeys(round)).rejects.toMatchObject({ code: 'unreachable' });
    phone.isOffline = true;
    await expect(api.hasPublicKeys(round)).rejects.toMatchObject({ code: 'offline' });
  });

  test('a phone without credentials agrees with no key set', () => {
    expect(api.isKeySetOf('session-15', own.fingerprint)).toBe(false);
  });
});
