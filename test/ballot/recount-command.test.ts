import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FIRST_RULE_BOOK } from '../../cloudfunctions/core/rules/rulebook';
import { ballotId } from '../../cloudfunctions/core/survey/ballot-box';
import { cardRulesOf } from '../../cloudfunctions/core/survey/card';
import { type SealedBox, seal } from '../../cloudfunctions/core/survey/sealed-box';
import { castable } from '../../miniprogram/ballot/wallet';
import { phone } from './box-cloud';
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

const ratedAlike = ({ slots }: SealedBox) =>
  (slots[0]?.ballots ?? []).map(([serial, signature]) => ({ serial, signature, rating: '5' as const }));

describe('npm run recount', () => {
  let box: SealedBox;
  beforeAll(async () => {
    const set = keySet(1);
    const wallets = await Promise.all(Array.from({ length: 12 }, () => phone(set)));
    const ballots = wallets
      .flatMap((wallet) => castable(wallet, 0) ?? [])
      .map(({ serial, signature }) => ({ serial, signature, rating: '5' as const }))
      .sort((left, right) => (id(left.serial) < id(right.serial) ? -1 : 1));
    box = seal(
      {
        survey: '2026-11.1',
        session: '2026-11',
        rules: cardRulesOf(FIRST_RULE_BOOK),
        roll: { fingerprint: '0'.repeat(64), issued: 12 },
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
    const { code, said } = await recount(box);
    expect(code).toBe(0);
    for (const part of ['ALL OF IT HOLDS', '红牌', box.digest, '12 ballots', '不满意 12'])
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
