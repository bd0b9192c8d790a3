import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SlotKeyPair } from '../../cloudfunctions/platform/ballots/credential-keys';
import { areCopiesAsExpected, readCopies } from '../../dev/attack/copies/read';
import { liveWithCopies } from '../../dev/attack/copies/town';
import { townKeys } from '../../dev/attack/town';
import { buildTown, type TownFiles } from '../../dev/attack/town-build';

const PEOPLE = 12;
// Three, so that even lopsided opinions of few people are no lucky guess.
const QUESTIONS = 3;
const folder = mkdtempSync(join(tmpdir(), 'copies-test-'));
let files: TownFiles;
let pairs: SlotKeyPair[];
beforeAll(async () => {
  [files, pairs] = await Promise.all([buildTown(folder), townKeys(QUESTIONS)]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('somebody who copies the whole database every minute while people rate', () => {
  const town = (isSealed: boolean) =>
    liveWithCopies({ people: PEOPLE, questions: QUESTIONS, isSealed, files, pairs });

  it('reads, without the closing key, every rating of whoever rated alone', async () => {
    const { copies, rated } = await town(false);
    const reading = readCopies(copies, rated);
    expect(reading.read).toBe(reading.alone * QUESTIONS);
    expect(reading.hits).toBe(reading.read);
    expect(areCopiesAsExpected(reading, false)).toBe(true);
    // As sealed ones they would be a leak.
    expect(areCopiesAsExpected(reading, true)).toBe(false);
  });

  it('finds, with the closing key, whose ballots came and nothing of what is in them', async () => {
    const { copies, rated } = await town(true);
    const reading = readCopies(copies, rated);
    expect(reading).toMatchObject({ read: 0, hits: 0, lengths: 1 });
    expect(reading.alone).toBeGreaterThan(0);
    expect(areCopiesAsExpected(reading, true)).toBe(true);
    expect(areCopiesAsExpected(reading, false)).toBe(false);
  });
});
