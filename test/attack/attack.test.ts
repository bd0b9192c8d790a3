import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SlotKeyPair } from '../../cloudfunctions/platform/ballots/credential-keys';
import { chanceOf, NO_LUCK } from '../../dev/attack/chance';
import { attack, isAsExpected } from '../../dev/attack/join';
import { ALL_LEAKS, LEAKS, type Leak } from '../../dev/attack/leak';
import { type Evidence, liveThrough, type Truth, townKeys } from '../../dev/attack/town';
import { buildTown, type TownFiles } from '../../dev/attack/town-build';

const PEOPLE = 40;
const QUESTIONS = 4;
const folder = mkdtempSync(join(tmpdir(), 'attack-test-'));
let files: TownFiles;
let pairs: SlotKeyPair[];
const town = (leak: Leak, people: number, questions = QUESTIONS) =>
  liveThrough({ people, questions, leak, files, pairs });

beforeAll(async () => {
  [files, pairs] = await Promise.all([buildTown(folder), townKeys(QUESTIONS)]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('somebody who holds every collection and every log', () => {
  describe('against the product', () => {
    let evidence: Evidence;
    let truth: Truth;
    beforeAll(async () => {
      ({ evidence, truth } = await town('none', PEOPLE));
    });

    it('does no better than chance, before the close and after', () => {
      expect(attack(evidence, truth).broken).toEqual([]);
    });

    it('finds every ballot in the box, so that the attack is one on all of them', () => {
      const before = JSON.stringify(evidence.before.ballots);
      const after = JSON.stringify(evidence.after.sealed_boxes);
      for (const serial of [...truth.values()].flat()) {
        expect(before.split(serial)).toHaveLength(2);
        expect(after.split(serial)).toHaveLength(2);
      }
    });

    it('finds no line that the ballot box printed', () => {
      expect(evidence.logs.filter(({ functionName }) => functionName === 'ballot')).toEqual([]);
    });

    it('finds nothing but serial, signature, rating and its revision in a ballot, all of one length', () => {
      const shards = evidence.before.ballots ?? [];
      const entries = shards.flatMap(({ cells }) =>
        Object.values(Object(cells)).flatMap((cell) => Object.values(Object(cell))),
      );
      expect(entries).toHaveLength(PEOPLE * QUESTIONS);
      expect(new Set(entries.map((entry) => Object.keys(Object(entry)).join()))).toEqual(
        new Set(['serial,signature,rating,revision']),
      );
      expect(new Set(entries.map((entry) => JSON.stringify(entry).length)).size).toBe(1);
    });

    it('finds no time, number or order in what was issued', () => {
      for (const record of evidence.before.issue_records ?? [])
        expect(Object.keys(record).sort()).toEqual(['_id', 'answer', 'fingerprint', 'session', 'voice']);
    });

    it('finds no serial beside a rating once the box is sealed', () => {
      expect(evidence.after.ballots).toEqual([]);
      expect(JSON.stringify(evidence.after.sealed_boxes)).not.toContain('"rating"');
    });
  });

  it.each(ALL_LEAKS.filter((leak) => leak !== 'none').map((leak) => [leak, LEAKS[leak].what] as const))(
    'against %s (%s) gets what it should',
    async (leak) => {
      const { evidence, truth } = await town(leak, 16, 3);
      expect(isAsExpected(attack(evidence, truth), leak)).toBe(true);
    },
  );
});

describe('the yardstick of luck', () => {
  it.each([
    [0, 3, 1],
    [3, 3, 0.5768],
    [10, 3, 0.0011],
  ])('%d hits where %d are expected have a chance of %d', (hits, expected, chance) => {
    expect(chanceOf(hits, expected)).toBeCloseTo(chance, 3);
  });

  it('calls a few lucky hits luck, and every leak far beyond it', () => {
    expect(chanceOf(12, 3)).toBeGreaterThan(NO_LUCK);
    expect(chanceOf(24, 3)).toBeLessThan(NO_LUCK);
  });
});
