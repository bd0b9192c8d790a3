import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attackLetters, isLetterTownAsExpected } from '../../dev/attack/letters/join';
import { ALL_LETTER_LEAKS, LETTER_LEAKS } from '../../dev/attack/letters/leak';
import { type LetterEvidence, type LetterTruth, liveThroughLetters } from '../../dev/attack/letters/town';
import { buildTown, type TownFiles } from '../../dev/attack/town-build';

const PEOPLE = 30;
const CROWD = 10;
const folder = mkdtempSync(join(tmpdir(), 'attack-letters-'));
let files: TownFiles;

beforeAll(async () => {
  files = await buildTown(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('somebody who holds everything and knows who was in the app when', () => {
  describe('against the product', () => {
    let evidence: LetterEvidence;
    let truth: LetterTruth;
    beforeAll(async () => {
      ({ evidence, truth } = await liveThroughLetters({
        people: PEOPLE,
        leak: 'letters',
        files,
        crowd: CROWD,
      }));
    });

    it('does no better than luck in the crowd of the same ten minutes', () => {
      const { broken, tried } = attackLetters(evidence, truth);
      expect(broken).toEqual([]);
      expect(tried).toBeGreaterThan(100);
    });

    it('finds every item, waiting and as a case, so that the attack is one on all of them', () => {
      const [waiting, after] = [JSON.stringify(evidence.waiting), JSON.stringify(evidence.after.cases)];
      for (const title of truth.flatMap((crowd) => [...crowd.values()])) {
        expect(waiting).toContain(title);
        expect(after).toContain(title);
      }
    });

    it('finds no account and nothing that was signed beside an item', () => {
      const items = JSON.stringify([evidence.after.cases, evidence.after.letters, evidence.after.case_days]);
      for (const [openid] of truth.flatMap((crowd) => [...crowd])) expect(items).not.toContain(openid);
      for (const record of evidence.after.pass_issues ?? [])
        expect(items).not.toContain(String(record.fingerprint));
    });

    it('finds no line that the letterbox printed', () => {
      expect(evidence.logs.filter(({ functionName }) => functionName === 'letterbox')).toEqual([]);
    });
  });

  it.each(
    ALL_LETTER_LEAKS.filter((leak) => leak !== 'letters').map(
      (leak) => [leak, LETTER_LEAKS[leak].what] as const,
    ),
  )('against %s (%s) finds who wrote what', async (leak) => {
    const { evidence, truth } = await liveThroughLetters({ people: 16, leak, files, crowd: 8 });
    expect(isLetterTownAsExpected(attackLetters(evidence, truth), leak)).toBe(true);
  });
});
