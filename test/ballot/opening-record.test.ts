import { blindedFingerprint } from '../../cloudfunctions/core/survey/blind-signature';
import {
  openingRecord,
  type RecordSeed,
  recordDigest,
} from '../../cloudfunctions/core/survey/opening-record';
import type { SurveyQuestion } from '../../cloudfunctions/core/survey/survey';
import { type OpeningFault, openingFault, type ToldSurvey } from '../../miniprogram/ballot/opening-record';
import { rollLine } from '../../miniprogram/ballot/roll-line';
import { keySet } from './signer';

const { pairs } = keySet(3);
const blinded = ['one', 'two'].map((name) => [`${name}-a`, `${name}-b`]);
const lines = blinded.map(blindedFingerprint);
const item = (slot: number, changed: Partial<SurveyQuestion> = {}): SurveyQuestion => ({
  slot,
  kind: 'first',
  questionId: `q${slot}`,
  title: `宿舍热水 ${slot} 🙂`,
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
  ...changed,
});
const items = [item(0), item(1), item(2, { isDue: false })];
const seed: RecordSeed = {
  survey: 'session-1.1',
  session: 'session-1',
  items,
  keys: pairs.map(({ publicKey }) => publicKey),
  fingerprints: pairs.map(({ fingerprint }) => fingerprint),
  remarkKey: pairs[2]?.publicKey ?? '',
  envelopeKey: 'envelope-key',
  receiptKey: 'receipt-key',
  rules: {
    version: 1,
    smallestShown: 5,
    fewestRatings: 10,
    red: { numerator: 1, denominator: 2 },
    yellow: { numerator: 3, denominator: 10 },
  },
  lines,
  closesAt: 0,
  addresses: {
    ballot: 'https://box.example/ballot',
    remark: 'https://box.example/remark',
    counted: 'https://box.example/portal/counted/session-1.1',
  },
};
const record = openingRecord(seed);
const told: ToldSurvey = {
  survey: seed.survey,
  session: seed.session,
  digest: recordDigest(record),
  keySet: record.keySet,
  envelopeKey: seed.envelopeKey,
  receiptKey: seed.receiptKey,
  eligible: 2,
  addresses: seed.addresses,
  closingKeys: [],
  questions: items.filter(({ isDue }) => isDue),
  line: rollLine(blinded[0] ?? []),
};
/** As it comes over the wire. */
const published = (changed: Partial<RecordSeed> = {}): unknown => {
  const other = openingRecord({ ...seed, ...changed });
  return JSON.parse(JSON.stringify({ digest: recordDigest(other), record: other }));
};

test('a phone finds what it was told in the public record, and its own line on the roll', () => {
  expect(openingFault(published(), told)).toBeNull();
  expect(openingFault(published(), { ...told, line: null })).toBeNull();
});

test('the record says the same in whatever order questions and people came', () => {
  const shuffled = openingRecord({ ...seed, items: [...items].reverse(), lines: [...lines].reverse() });
  expect(recordDigest(shuffled)).toBe(told.digest);
});

// A server that shows one person something else must show them another digest than everybody, or be found out here.
test.each<[string, Partial<ToldSurvey>, OpeningFault]>([
  ['another digest', { digest: 'ab'.repeat(32) }, 'digest'],
  ['another survey', { survey: 'session-2.1' }, 'survey'],
  ['another session', { session: 'session-2' }, 'survey'],
  ['keys of its own', { keySet: 'ab'.repeat(32) }, 'keys'],
  ['an envelope to another box', { envelopeKey: 'another' }, 'keys'],
  ['receipts of another box', { receiptKey: 'another' }, 'keys'],
  ['more people than are on the roll', { eligible: 3 }, 'roll'],
  ['a roll without it', { line: 'ab'.repeat(32) }, 'roll'],
  [
    'another address for ballots',
    { addresses: { ...seed.addresses, ballot: 'https://x.cn/b' } },
    'addresses',
  ],
  ['no address for ballots', { addresses: { ...seed.addresses, ballot: '' } }, 'addresses'],
  ['another list', { addresses: { ...seed.addresses, counted: 'https://x.cn/c' } }, 'addresses'],
  ['another address for words', { addresses: { ...seed.addresses, remark: 'https://x.cn/r' } }, 'addresses'],
  ['a question less', { questions: items.slice(0, 1) }, 'questions'],
  ['a question more', { questions: items }, 'questions'],
  [
    'questions in other slots',
    { questions: [item(1), item(0)].map((q, at) => ({ ...q, slot: at })) },
    'questions',
  ],
  ['other words', { questions: [item(0), item(1, { answered: '不修。' })] }, 'questions'],
])('a phone that was told %s does not rate', (_label, changed, fault) => {
  expect(openingFault(published(), { ...told, ...changed })).toBe(fault);
});

test.each<[string, unknown, OpeningFault]>([
  ['nothing', null, 'format'],
  ['a list', [], 'format'],
  ['another format', { digest: told.digest, record: { ...record, format: 'x' } }, 'format'],
  ['a number that is not whole', { digest: told.digest, record: { ...record, closesAt: 0.5 } }, 'digest'],
  ['a field more', { digest: told.digest, record: { ...record, more: 1 } }, 'digest'],
  ['the same person twice', published({ lines: [lines[0] ?? '', lines[0] ?? ''] }), 'digest'],
])('a phone does not rate by %s', (_label, file, fault) => {
  expect(openingFault(file, told)).toBe(fault);
});

test('one line that stands for two people is no roll, whatever digest is told with it', () => {
  const twice = published({ lines: [lines[0] ?? '', lines[0] ?? ''] });
  expect(openingFault(twice, { ...told, digest: String(Object(twice).digest) })).toBe('roll');
});

test('a record that gives one slot to two questions is not rated by, whoever is told the same', () => {
  const twice = [item(0), item(0, { questionId: 'q1' })];
  const file = published({ items: twice });
  const same = { ...told, digest: String(Object(file).digest), questions: twice };
  expect(openingFault(file, same)).toBe('questions');
});
