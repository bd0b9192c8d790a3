import { ballotId } from '../../cloudfunctions/core/survey/ballot-box';
import { openingRecord, recordDigest } from '../../cloudfunctions/core/survey/opening-record';
import { checkReceipts } from '../../miniprogram/api/receipt-check';
import { countedDigest } from '../../miniprogram/ballot/receipt';
import { writeReceipts } from '../../miniprogram/shared/box-receipt';
import { doubleKeys, receiptFor } from '../ballot/box-double';
import { installPhone, type PhoneDouble } from './phone';

const SURVEY = 'session-16.1';
const record = openingRecord({
  survey: SURVEY,
  session: 'session-16',
  items: [],
  keys: [],
  fingerprints: [],
  remarkKey: '',
  ...doubleKeys,
  rules: {
    version: 1,
    smallestShown: 5,
    fewestRatings: 10,
    red: { numerator: 1, denominator: 2 },
    yellow: { numerator: 3, denominator: 10 },
  },
  lines: [],
  closesAt: 0,
  addresses: { ballot: '', remark: '', counted: '' },
});
const ids = [ballotId(SURVEY, 0, 'counted'), ballotId(SURVEY, 0, 'also')].sort();
const receipt = (serial: string, survey = SURVEY) => ({
  survey,
  id: ballotId(survey, 0, serial),
  revision: 3,
  signature: receiptFor({ survey, slot: '00', serial, revision: '03' }),
});

/** What is public of the survey, as the observer's phone meets it. */
const honest = {
  record: { digest: recordDigest(record), record },
  list: { survey: SURVEY, digest: '', ids },
  result: {
    survey: SURVEY,
    openingUrl: 'https://box.example/portal/opening/session-16.1',
    countedUrl: 'https://box.example/portal/counted/session-16.1',
    openingDigest: recordDigest(record),
    countedDigest: countedDigest(SURVEY, ids),
  },
};

let phone: PhoneDouble;
function publish(changed: { record?: unknown; list?: unknown; results?: unknown[] } = {}): void {
  phone = installPhone();
  phone.answer = () => ({ ok: true, data: { results: changed.results ?? [honest.result] }, now: 0 });
  phone.reply = (url) => ({
    statusCode: 200,
    data: url.includes('/opening/')
      ? (changed.record ?? honest.record)
      : 'list' in changed
        ? changed.list
        : honest.list,
  });
}
const findings = async (...receipts: ReturnType<typeof receipt>[]) =>
  (await checkReceipts(writeReceipts(receipts)))?.map(({ finding }) => finding);

test('a signature that holds, of a ballot that is not in the list, is evidence; of one that is, none', async () => {
  publish();
  expect(await findings(receipt('lost'), receipt('counted'))).toEqual(['missing', 'counted']);
  // Nothing of the receipt went out but which survey it is of.
  expect(phone.posted.map(({ body }) => body)).toEqual([undefined, undefined]);
  expect(JSON.stringify(phone.sent)).not.toContain(receipt('lost').id);
});

test('a receipt that was altered, or is of another survey, proves nothing', async () => {
  publish();
  const real = receipt('lost');
  expect(
    await findings(
      { ...real, revision: 4 },
      { ...real, id: 'ab'.repeat(32) },
      { ...real, signature: receipt('other').signature },
      { ...real, signature: 'AAAA' },
      { ...receipt('lost', 'session-15.1'), survey: SURVEY },
    ),
  ).toEqual(['unsigned', 'unsigned', 'unsigned', 'unsigned', 'unsigned']);
  expect(await findings(receipt('lost', 'session-15.1'))).toEqual(['unknown']);
});

test.each([
  [
    'a record with another key',
    { record: { digest: recordDigest(record), record: { ...record, receiptKey: 'x' } } },
    'record',
  ],
  [
    'another record that agrees with itself',
    { record: { digest: recordDigest({ ...record, closesAt: 1 }), record: { ...record, closesAt: 1 } } },
    'record',
  ],
  ['a list of somebody else', { list: { ...honest.list, ids: [...ids, receipt('lost').id] } }, 'list'],
  ['no list', { list: null }, 'list'],
] as const)('where %s is shown, nothing can be said', async (_label, changed, finding) => {
  publish(changed);
  expect(await findings(receipt('lost'))).toEqual([finding]);
});

test.each(['', '{', '[]', '{"format":"four-point-dialogue/receipts/1","receipts":[]}', '{"receipts":[1]}'])(
  'the text %p is no receipt',
  async (text) => {
    publish();
    expect(await checkReceipts(text)).toBeNull();
    expect(await checkReceipts(writeReceipts([receipt('lost')]).slice(0, -3))).toBeNull();
  },
);
