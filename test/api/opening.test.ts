import { blindedFingerprint } from '../../cloudfunctions/core/survey/blind-signature';
import { openingRecord, recordDigest } from '../../cloudfunctions/core/survey/opening-record';
import type { SurveyQuestion } from '../../cloudfunctions/core/survey/survey';
import type { SurveyView } from '../../miniprogram/api/dto';
import type * as Opening from '../../miniprogram/api/opening';
import { doubleKeys } from '../ballot/box-double';
import { keySet } from '../ballot/signer';
import { installPhone, type PhoneDouble } from './phone';

// What a phone was told of a survey against what is public, each time the rate page is entered, for as long as it is open.

const SURVEY = 'session-16.1';
const { pairs } = keySet(2);
const question: SurveyQuestion = {
  slot: 0,
  kind: 'first',
  questionId: 'q0',
  title: '宿舍热水',
  asked: '三号楼晚上没有热水。',
  answered: '本周修好。',
  answeredBy: '徐立峰',
  departmentId: 'logistics',
  departmentName: '后勤保障处',
  coDepartmentNames: [],
  category: 'logistics',
  outcome: 'on_spot',
  progress: '',
  caseId: null,
  promisedFor: null,
  isDue: true,
};
const addresses = {
  ballot: 'https://box.example/ballot',
  remark: 'https://box.example/remark',
  counted: `https://box.example/portal/counted/${SURVEY}`,
};

/** A record as it is public, and what a phone is told beside it. `raters`: how many are on the roll. */
function opened(raters: number, survey = SURVEY): { published: unknown; told: SurveyView } {
  const record = openingRecord({
    survey,
    session: 'session-16',
    items: [question],
    keys: pairs.map(({ publicKey }) => publicKey),
    fingerprints: pairs.map(({ fingerprint }) => fingerprint),
    remarkKey: '',
    ...doubleKeys,
    rules: {
      version: 1,
      smallestShown: 5,
      fewestRatings: 10,
      red: { numerator: 1, denominator: 2 },
      yellow: { numerator: 3, denominator: 10 },
    },
    lines: Array.from({ length: raters }, (_none, at) => blindedFingerprint([String(at)])),
    closesAt: 0,
    addresses,
  });
  const digest = recordDigest(record);
  const { departmentId: _lead, isDue: _due, ...shown } = question;
  const told: SurveyView = {
    survey,
    sessionId: 'session-16',
    number: 16,
    round: 1,
    state: 'open',
    opensAt: 0,
    closesAt: 1,
    eligible: raters,
    rollFingerprint: '',
    openingDigest: digest,
    keySet: record.keySet,
    ...doubleKeys,
    items: [{ ...shown, survey, walletSessionId: 'session-16' }],
    later: [],
    withoutSlot: 0,
    turnout: 0,
    ballotUrl: addresses.ballot,
    isSeparateDomain: true,
    countedUrl: addresses.counted,
    remarkUrl: addresses.remark,
    skipsReminder: false,
  };
  return { published: JSON.parse(JSON.stringify({ digest, record })), told };
}

const first = opened(12);
const second = opened(13);
let phone: PhoneDouble;
let api: typeof Opening;

/** The app as it is started anew: only what lies on the phone is left. */
function openApp(): void {
  jest.resetModules();
  api = jest.requireActual<typeof Opening>('../../miniprogram/api/opening');
}
const serves = (published: unknown) => {
  phone.reply = () => ({ statusCode: 200, data: published });
};

beforeEach(() => {
  phone = installPhone();
  openApp();
  serves(first.published);
});

test('the record is read without an account, and agrees', async () => {
  expect(await api.checkOpening(first.told)).toBe('agrees');
  expect(phone.posted).toEqual([{ url: `https://box.example/portal/opening/${SURVEY}`, body: undefined }]);
  expect(phone.sent).toEqual([]);
});

test('a record that was changed after the opening is found out by every phone that had seen it', async () => {
  expect(await api.checkOpening(first.told)).toBe('agrees');
  openApp();
  serves(second.published);
  // Everybody is told the same new one: it agrees with itself, and not with what was public before the first ballot.
  expect(await api.checkOpening(second.told)).toBe('changed');
  expect(await api.checkOpening(second.told)).toBe('changed');
  serves(first.published);
  expect(await api.checkOpening(first.told)).toBe('agrees');
});

test('records of other surveys are remembered beside it', async () => {
  expect(await api.checkOpening(first.told)).toBe('agrees');
  const later = opened(14, 'session-16.2');
  serves(later.published);
  expect(await api.checkOpening(later.told)).toBe('agrees');
  phone.reply = () => null;
  expect(await api.checkOpening(first.told)).toBe('agrees');
  expect(await api.checkOpening(second.told)).toBe('changed');
});

test.each([
  ['one that was compared before goes on', true, first.told, 'agrees'],
  ['one that was never compared waits', false, first.told, 'unread'],
  ['one that is told another digest than before does not', true, second.told, 'changed'],
])('without network %s', async (_label, wasCompared, told, wanted) => {
  if (wasCompared) await api.checkOpening(first.told);
  openApp();
  phone.reply = () => null;
  expect(await api.checkOpening(told)).toBe(wanted);
});

test.each([
  ['a text', 'opening'],
  ['a list of something else', [5, null, { survey: SURVEY }, { survey: 1, digest: 2 }]],
])('where %s lies in the place of what agreed, nothing has', async (_label, stored) => {
  phone.storage.set('opening-agreed', stored);
  phone.reply = () => null;
  expect(await api.checkOpening(first.told)).toBe('unread');
  serves(first.published);
  expect(await api.checkOpening(first.told)).toBe('agrees');
});

test('a phone that has once had an address for ballots never goes back to the way that names the caller', async () => {
  expect(await api.checkOpening(first.told)).toBe('agrees');
  openApp();
  phone.sent.length = 0;
  expect(await api.checkOpening({ ...first.told, ballotUrl: '' })).toBe('weaker');
  expect(phone.sent).toEqual([]);
});
