import type { SurveyView } from '../../miniprogram/api/dto';
import { mayRemark, queueRemark, remarkState, resumeRemarks } from '../../miniprogram/api/remarks';
import type { Credential } from '../../miniprogram/ballot/wallet';
import { writeWallet } from '../../miniprogram/ballot/wallet-text';
import { REMARK_PAUSE_S, REMARK_SLOT } from '../../miniprogram/shared/remark';
import { doubleKeys, opened, sealedReply } from '../ballot/box-double';
import { installPhone, type PhoneDouble } from './phone';

const survey: SurveyView = {
  survey: 'session-16.1',
  sessionId: 'session-16',
  number: 16,
  round: 1,
  state: 'open',
  opensAt: 0,
  closesAt: null,
  eligible: 0,
  rollFingerprint: '',
  openingDigest: '',
  ...doubleKeys,
  keySet: '',
  items: [],
  later: [],
  withoutSlot: 0,
  turnout: null,
  ballotUrl: '',
  countedUrl: '',
  remarkUrl: 'https://box.example/remark',
  isSeparateDomain: true,
  skipsReminder: false,
};

let phone: PhoneDouble;
beforeEach(() => {
  phone = installPhone();
});

/** The phone holds the credential for words, and no other any more. */
function holdCredential(): void {
  const credentials = Array.from(
    { length: REMARK_SLOT + 1 },
    (_none, slot): Credential =>
      slot === REMARK_SLOT
        ? { slot, state: 'issued', serial: 'c2VyaWFs', secret: 'c2VjcmV0', signature: 'c2lnbmF0dXJl' }
        : { slot, state: 'settled', wasCast: false, isCounted: false },
  );
  const { sessionId } = survey;
  phone.storage.set(
    `ballot.wallet.${sessionId}`,
    writeWallet({ version: 1, session: sessionId, keySet: 'ab', credentials }),
  );
}

describe('who may say something in words', () => {
  test.each<[string, Partial<SurveyView>, boolean]>([
    ['while the survey is open', {}, true],
    ['before it', { state: 'scheduled' }, false],
    ['after the close', { state: 'closing' }, false],
    ['in a round that takes none', { remarkUrl: '' }, false],
    ['of another session', { sessionId: 'session-15' }, false],
  ])('%s', (_label, changes, may) => {
    holdCredential();
    expect(mayRemark({ ...survey, ...changes })).toBe(may);
  });

  test('not a phone without the credential', () => {
    expect(mayRemark(survey)).toBe(false);
  });
});

describe('words on their way', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'], now: 1_000_000_000_000 });
    holdCredential();
  });
  afterEach(() => {
    jest.clearAllTimers();
    jest.useRealTimers();
  });
  const [soonest, latest] = [REMARK_PAUSE_S.min * 1000, REMARK_PAUSE_S.max * 1000];
  const boxSays = (answer: string) => {
    phone.reply = (_url, body = '') => ({ statusCode: 200, data: sealedReply(body, answer, 'remark') });
  };
  const kept = () => JSON.stringify([...phone.storage]);

  test('leave after a pause of minutes, in an envelope, with the credential for words and no account', async () => {
    boxSays('counted');
    await queueRemark(survey, '热水很好');
    await jest.advanceTimersByTimeAsync(soonest - 1);
    expect(phone.posted).toEqual([]);
    expect(remarkState(survey.survey)).toBe('waiting');
    await jest.advanceTimersByTimeAsync(latest - soonest + 1);
    expect(phone.posted.map(({ url }) => url)).toEqual(['https://box.example/remark']);
    expect(opened(phone.posted[0]?.body ?? '', 'remark').inside).toEqual({
      survey: 'session-16.1',
      serial: 'c2VyaWFs',
      signature: 'c2lnbmF0dXJl',
      text: '热水很好',
    });
    expect(phone.sent).toEqual([]);
  });

  test('are forgotten by the phone once they are counted', async () => {
    boxSays('counted');
    await queueRemark(survey, '热水很好');
    expect(kept()).toContain('热水很好');
    await jest.advanceTimersByTimeAsync(latest);
    expect(remarkState(survey.survey)).toBe('counted');
    expect(kept()).not.toContain('热水很好');
  });

  test('leave when the app is opened after the pause, if it was killed before', async () => {
    await queueRemark(survey, '热水很好');
    jest.clearAllTimers();
    await jest.advanceTimersByTimeAsync(24 * 3_600_000);
    boxSays('counted');
    resumeRemarks();
    await jest.advanceTimersByTimeAsync(1);
    expect(remarkState(survey.survey)).toBe('counted');
  });

  test('that are written anew take the place of those that wait', async () => {
    boxSays('counted');
    await queueRemark(survey, '热水很好');
    await queueRemark(survey, '热水不好');
    await jest.advanceTimersByTimeAsync(latest);
    expect(phone.posted.map(({ body = '' }) => opened(body, 'remark').inside.text)).toEqual(['热水不好']);
  });

  test('do not wait beyond the close', async () => {
    boxSays('counted');
    await queueRemark({ ...survey, closesAt: Date.now() + 60_000 }, '最后一句');
    await jest.advanceTimersByTimeAsync(1);
    expect(remarkState(survey.survey)).toBe('counted');
  });

  test('that get no answer are sent again, and after the close once more and then forgotten', async () => {
    await queueRemark({ ...survey, closesAt: Date.now() + 20 * 60_000 }, '没有网络');
    await jest.advanceTimersByTimeAsync(latest + 61_000);
    expect(phone.posted.length).toBeGreaterThan(1);
    expect(remarkState(survey.survey)).toBe('waiting');
    await jest.advanceTimersByTimeAsync(20 * 60_000);
    expect(remarkState(survey.survey)).toBe('survey_closed');
    expect(kept()).not.toContain('没有网络');
  });

  test.each([
    ['in plain words, as somebody on the way might', '{"answer":"survey_closed"}'],
    ['in words', '<html>'],
    ['with nothing', '{}'],
    ['with null', 'null'],
  ])('are not ended by an answer %s', async (_label, data) => {
    phone.reply = () => ({ statusCode: 200, data });
    await queueRemark(survey, '好');
    await jest.advanceTimersByTimeAsync(latest);
    expect(remarkState(survey.survey)).toBe('waiting');
  });

  test.each(['signature_invalid', 'survey_closed', 'malformed'])('end with %s of the box', async (answer) => {
    boxSays(answer);
    await queueRemark(survey, '好');
    await jest.advanceTimersByTimeAsync(latest);
    expect(remarkState(survey.survey)).toBe(answer);
  });

  test('longer than an envelope are told so', async () => {
    await queueRemark(survey, '长'.repeat(700));
    await jest.advanceTimersByTimeAsync(latest);
    expect(remarkState(survey.survey)).toBe('malformed');
    expect(phone.posted).toEqual([]);
  });

  test('do not leave a phone without the credential', async () => {
    phone.storage.clear();
    await queueRemark(survey, '好');
    await jest.advanceTimersByTimeAsync(latest);
    expect(remarkState(survey.survey)).toBe('signature_invalid');
    expect(phone.posted).toEqual([]);
  });
});
