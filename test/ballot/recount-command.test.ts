import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FIRST_RULE_BOOK } from '../../cloudfunctions/core/rules/rulebook';
import { ballotId } from '../../cloudfunctions/core/survey/ballot-box';
import { blindedFingerprint, rollFingerprint } from '../../cloudfunctions/core/survey/blind-signature';
import { cardRulesOf } from '../../cloudfunctions/core/survey/card';
import {
  type OpeningRecord,
  openingRecord,
  recordDigest,
} from '../../cloudfunctions/core/survey/opening-record';
import {
  correct,
  countedList,
  keySetOf,
  type SealedBox,
  seal,
} from '../../cloudfunctions/core/survey/sealed-box';
import type { SurveyQuestion } from '../../cloudfunctions/core/survey/survey';
import { castable } from '../../miniprogram/ballot/wallet';
import { writeReceipts } from '../../miniprogram/shared/box-receipt';
import { phone } from './box-cloud';
import { doubleKeys, receiptFor } from './box-double';
import { keySet } from './signer';

const folder = mkdtempSync(join(tmpdir(), 'recount-'));
afterAll(() => rmSync(folder, { recursive: true }));

const id = (serial: string) => ballotId('2026-11.1', 0, serial);

/** Runs the command as an observer does, and answers its exit code and what it said. */
function recount(box: unknown, ...more: string[]): Promise<{ code: number; said: string }> {
  const file = join(folder, 'box.json');
  writeFileSync(file, typeof box === 'string' ? box : JSON.stringify(box));
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', 'dev/recount/main.ts', file, ...more],
      (error, out, trouble) => {
        resolve({ code: error ? Number(error.code) : 0, said: `${out}${trouble}` });
      },
    );
  });
}

/** Twelve people with credentials, and what they were asked. */
const lines = Array.from({ length: 12 }, (_none, at) => blindedFingerprint([String(at)]));
const asked: SurveyQuestion = {
  slot: 0,
  kind: 'first',
  questionId: 'q1',
  title: '食堂',
  asked: '',
  answered: '',
  answeredBy: '',
  departmentId: 'd1',
  departmentName: '',
  coDepartmentNames: [],
  category: 'logistics',
  outcome: 'on_spot',
  progress: '',
  caseId: null,
  promisedFor: null,
  isDue: true,
};
let opened: OpeningRecord;
let opening: string;

/** What was published, as the command takes it. */
function published(box: SealedBox): string[] {
  const list = join(folder, 'counted.json');
  writeFileSync(
    list,
    JSON.stringify({ survey: box.survey, digest: box.ballotDigest, ids: countedList(box) }),
  );
  const record = join(folder, 'record.json');
  writeFileSync(record, JSON.stringify({ digest: opening, record: opened }));
  return [
    ...['--record', record, '--opening', opening],
    ...['--digest', box.digest, '--key-set', keySetOf(box), '--counted', list],
  ];
}

const ratedAlike = ({ slots }: SealedBox) =>
  (slots[0]?.ballots ?? []).map(([serial, signature]) => ({ serial, signature, rating: '5' as const }));

describe('npm run recount', () => {
  let box: SealedBox;
  beforeAll(async () => {
    const set = keySet(1);
    opened = openingRecord({
      survey: '2026-11.1',
      session: '2026-11',
      items: [asked],
      keys: set.pairs.map(({ publicKey }) => publicKey),
      fingerprints: set.pairs.map(({ fingerprint }) => fingerprint),
      remarkKey: '',
      ...doubleKeys,
      rules: cardRulesOf(FIRST_RULE_BOOK),
      lines,
      closesAt: 0,
      addresses: { ballot: '', remark: '', counted: '' },
    });
    opening = recordDigest(opened);
    const wallets = await Promise.all(Array.from({ length: 12 }, () => phone(set)));
    const ballots = wallets
      .flatMap((wallet) => castable(wallet, 0) ?? [])
      .map(({ serial, signature }) => ({ serial, signature, rating: '5' as const }))
      .sort((left, right) => (id(left.serial) < id(right.serial) ? -1 : 1));
    box = seal(
      {
        survey: '2026-11.1',
        session: '2026-11',
        opening,
        rules: cardRulesOf(FIRST_RULE_BOOK),
        roll: { fingerprint: rollFingerprint(lines), issued: 12 },
        fingerprints: set.pairs.map(({ fingerprint }) => fingerprint),
        questions: [
          {
            slot: 0,
            questionId: 'q1',
            departmentId: 'd1',
            isDue: true,
            publicKey: set.pairs[0]?.publicKey ?? '',
          },
        ],
      },
      [{ slot: 0, ballots }],
    );
  });

  it('says that all of it holds, with the card, the digest and the key set', async () => {
    const { code, said } = await recount(box, ...published(box));
    expect(code).toBe(0);
    for (const part of ['ALL OF IT HOLDS', '红牌', box.digest, '12 ballots', '不满意 12'])
      expect(said).toContain(part);
  });

  it('does not vouch for a box that was compared with nothing, and says what is missing', async () => {
    const { code, said } = await recount(box);
    expect(code).toBe(3);
    for (const part of ['IT AGREES WITH ITSELF', '--digest', '--key-set', '--counted'])
      expect(said).toContain(part);
    expect(said).not.toContain('HOLDS');
  });

  it('takes a later version beside the one before it, for another lead department only', async () => {
    const before = join(folder, 'before.json');
    writeFileSync(before, JSON.stringify(box));
    const corrected = correct(box, 'q1', 'd2', '牵头部门登记有误');
    expect((await recount(corrected, ...published(corrected))).said).toContain('--before: version 1');
    const whole = await recount(corrected, ...published(corrected), '--before', before);
    expect(whole.code).toBe(0);
    const {
      results: _results,
      countedDigest: _counted,
      ballotDigest: _ballots,
      digest: _digest,
      ...head
    } = corrected;
    const softer = seal(
      {
        ...head,
        rules: { ...box.rules, red: { numerator: 9, denominator: 10 } },
        roll: { ...box.roll, issued: 999 },
        questions: box.slots,
      },
      [{ slot: 0, ballots: ratedAlike(box) }],
    );
    const { code, said } = await recount(softer, ...published(softer), '--before', before);
    expect(code).toBe(1);
    for (const part of ['version 1 does not follow', 'rules is not what it was', 'roll is not what it was'])
      expect(said).toContain(part);
  });

  it('fails by name when a ballot was altered', async () => {
    const altered: SealedBox = JSON.parse(JSON.stringify(box));
    const [ballot] = altered.slots[0]?.ballots ?? [];
    if (ballot) ballot[1] = `${'A'.repeat(341)}A`;
    const { code, said } = await recount(altered);
    expect(code).toBe(1);
    expect(said).toMatch(/ALTERED: 3 findings/);
    expect(said).toMatch(/signature: question q1 \(slot 0\), ballot [0-9a-f]{12}…: not signed by the key/);
  });

  it('says how people came in, and fails when more hold credentials than came', async () => {
    const { results: _results, ballotDigest: _ballots, digest: _digest, version: _version, ...head } = box;
    const came = { scan: 10, desk: 1, late: 1 };
    const gathered = [{ slot: 0, ballots: ratedAlike(box) }];
    const whole = seal({ ...head, roll: { ...box.roll, came }, questions: box.slots }, gathered);
    expect((await recount(whole)).said).toContain('10 came by scan, 1 by the desk, 1 after the close');
    const short = seal(
      { ...head, roll: { ...box.roll, came: { ...came, late: 0 } }, questions: box.slots },
      gathered,
    );
    const { code, said } = await recount(short);
    expect(code).toBe(1);
    expect(said).toMatch(/roll: box: 12 people hold credentials, but only 11 came in/);
  });

  it('fails when its list is another than the digest that everybody was told', async () => {
    const { code, said } = await recount({ ...box, countedDigest: 'f'.repeat(64) });
    expect(code).toBe(1);
    expect(said).toMatch(/counted list: box: its ballots have the digest [0-9a-f]{64}/);
  });

  describe('with receipts', () => {
    const signed = (serial: string, survey = '2026-11.1') => ({
      survey,
      id: ballotId(survey, 0, serial),
      revision: 1,
      signature: receiptFor({ survey, slot: '00', serial, revision: '01' }),
    });
    const withReceipts = (receipts: Parameters<typeof writeReceipts>[0], ...more: string[]) => {
      const file = join(folder, 'receipt.json');
      writeFileSync(file, writeReceipts(receipts));
      return recount(box, ...(more.length > 0 ? more : published(box)), '--receipt', file);
    };
    const [lost, kept] = ['lost', () => box.slots[0]?.ballots[0]?.[0] ?? ''] as const;

    it('fails by the name of a ballot that the box signed for and does not hold', async () => {
      const { code, said } = await withReceipts([signed(lost), signed(kept())]);
      expect(code).toBe(1);
      expect(said).toMatch(
        /receipt: ballot [0-9a-f]{12}…: the box signed that it had it, and does not hold it/,
      );
      expect(said).toMatch(/receipt [0-9a-f]{12}…: the ballot is counted/);
      expect(said).toContain('ALTERED: 1 findings');
    });

    it('is not moved by what the box never signed, or signed for another survey', async () => {
      const real = signed(lost);
      const spellings = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
      const last = spellings.indexOf(real.signature.slice(-1));
      const respelled = `${real.signature.slice(0, -1)}${spellings[last + 1]}`;
      const { code, said } = await withReceipts([
        { ...real, revision: 2 },
        { ...real, id: ballotId('2026-11.1', 0, 'another') },
        { ...real, signature: respelled },
        { ...real, survey: '2026-12.1' },
        signed(lost, '2026-12.1'),
      ]);
      expect(code).toBe(0);
      expect(said.match(/is not signed by this box/g)).toHaveLength(3);
      expect(said.match(/is of another survey, 2026-12.1/g)).toHaveLength(2);
    });

    it('wants the record with their key, and whole receipts', async () => {
      const noRecord = await withReceipts([signed(lost)], '--digest', box.digest);
      expect(noRecord).toMatchObject({ code: 2, said: expect.stringContaining('--receipt needs --record') });
      const file = join(folder, 'cut.json');
      writeFileSync(file, writeReceipts([signed(lost)]).slice(0, -20));
      const cut = await recount(box, ...published(box), '--receipt', file);
      expect(cut).toMatchObject({ code: 2, said: expect.stringContaining('holds no receipts') });
    });
  });

  it('fails against another digest than the announced one', async () => {
    const { code, said } = await recount(box, '--digest', 'f'.repeat(64));
    expect(code).toBe(1);
    expect(said).toMatch(/digest: box: not the announced one/);
  });

  it.each([
    ['something else', { format: 'x' }, 1, /ALTERED: format/],
    ['no JSON at all', '{', 1, /ALTERED: format/],
  ])('does not take %s for a box', async (_label, file, wanted, words) => {
    const { code, said } = await recount(file);
    expect(code).toBe(wanted);
    expect(said).toMatch(words);
  });
});

test.each([
  ['a file that is not there', ['--before', 'nosuch.json'], 'nosuch.json'],
  ['a folder', ['--record', '.'], '. is no file'],
  ['an option that there is none of', ['--bogus'], '--bogus'],
  ['an option without its value', ['--digest'], '--digest'],
])('%s is a wrong call, not an altered box', async (_label, more, named) => {
  const { code, said } = await recount('{}', ...more);
  expect(code).toBe(2);
  expect(said).toContain(named);
  expect(said).toContain('npm run recount -- FILE');
  expect(said).not.toMatch(/ALTERED|\n {4}at /);
});
