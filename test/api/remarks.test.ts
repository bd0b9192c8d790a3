import type { SurveyView } from '../../miniprogram/api/dto';
import { mayRemark, sendRemark } from '../../miniprogram/api/remarks';
import type { Credential } from '../../miniprogram/ballot/wallet';
import { writeWallet } from '../../miniprogram/ballot/wallet-text';
import { REMARK_SLOT } from '../../miniprogram/shared/remark';
import { installPhone, type PhoneDouble } from './phone';

const survey: SurveyView = {
  survey: 'session-16.1',
  sessionId: 'session-16',
  number: 16,
  round: 1,
  state: 'open',
  opensAt: 0,
  closesAt: 0,
  eligible: 0,
  rollFingerprint: '',
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
        ? { slot, state: 'issued', serial: 'c2VyaWFs', signature: 'c2lnbmF0dXJl' }
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
  const replies = (data: unknown) => {
    phone.reply = () => ({ statusCode: 200, data });
  };

  test('carry the credential for words, and no account', async () => {
    holdCredential();
    replies('{"answer":"counted"}');
    await sendRemark(survey, '热水很好');
    expect(phone.posted).toEqual([
      {
        url: 'https://box.example/remark',
        body: JSON.stringify({
          survey: 'session-16.1',
          serial: 'c2VyaWFs',
          signature: 'c2lnbmF0dXJl',
          text: '热水很好',
        }),
      },
    ]);
    expect(phone.sent).toEqual([]);
  });

  test.each([
    ['what the box says', '{"answer":"survey_closed"}', 'survey_closed'],
    ['again, when somebody else answered in words', '<html>', 'again'],
    ['again, when the answer is no object', '"survey_closed"', 'again'],
    ['again, when it is null', 'null', 'again'],
    ['again, when it says nothing', '{}', 'again'],
    ['again, when it says something unknown', '{"answer":"toString"}', 'again'],
  ])('answer %s', async (_label, data, answer) => {
    holdCredential();
    replies(data);
    expect(await sendRemark(survey, '好')).toBe(answer);
  });

  test('do not leave a phone without the credential', async () => {
    expect(await sendRemark(survey, '好')).toBe('signature_invalid');
    expect(phone.posted).toEqual([]);
  });

  test.each([
    [true, 'offline'],
    [false, 'unreachable'],
  ])('that get no answer, the phone offline: %p, are %s', async (isOffline, code) => {
    holdCredential();
    phone.isOffline = isOffline;
    await expect(sendRemark(survey, '好')).rejects.toMatchObject({ code });
  });
});
