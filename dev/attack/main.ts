// npm run attack [-- --people N] [--questions N]
// Simulated people live through a session with the product's own code; then somebody who holds every collection and
// every log tries to find out who rated how. Then the same against towns that leak on purpose, and all of it once more for
// anonymous items: who wrote which? Then the whole database is copied every minute while people rate, without the closing key
// and with it; then the college's own proxy reads what it carries. Last, a member of the desk tries to make voters.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { SlotKeyPair } from '../../cloudfunctions/platform/ballots/credential-keys';
import { SLOTS_PER_SESSION } from '../../miniprogram/shared/ballot';
import { areCopiesAsExpected, readCopies } from './copies/read';
import { liveWithCopies } from './copies/town';
import { attackDesks } from './desk/report';
import { attack, isAsExpected, type Verdict } from './join';
import { ALL_LEAKS, LEAKS } from './leak';
import { attackLetters, isLetterTownAsExpected } from './letters/join';
import { ALL_LETTER_LEAKS, LETTER_LEAKS } from './letters/leak';
import { CROWD, liveThroughLetters } from './letters/town';
import { ALL_PROXY_LEAKS, PROXY_LEAKS } from './proxy/leak';
import { isProxyTownAsExpected, lookThrough } from './proxy/look';
import { liveBehindProxy } from './proxy/town';
import { liveThrough, townKeys } from './town';
import { buildTown, type TownFiles } from './town-build';

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { people: { type: 'string', default: '240' }, questions: { type: 'string', default: '12' } },
  });
  const folder = mkdtempSync(path.join(tmpdir(), 'attack-'));
  try {
    const [files, pairs] = await Promise.all([buildTown(folder), townKeys(Number(values.questions))]);
    let wrong = 0;
    for (const leak of ALL_LEAKS) {
      const isTight = LEAKS[leak].foundBy === null;
      const [people, questions] = isTight ? [Number(values.people), Number(values.questions)] : [40, 3];
      const { evidence, truth } = await liveThrough({ people, questions, leak, files, pairs });
      const verdict = attack(evidence, truth);
      if (!isAsExpected(verdict, leak)) wrong++;
      console.log(
        describe(`${leak}: ${LEAKS[leak].what} — ${people} people, ${questions} questions`, verdict),
      );
    }
    for (const leak of ALL_LETTER_LEAKS) {
      // Six crowds are enough to tell luck from a leak; more would only take longer.
      const isTight = LETTER_LEAKS[leak].foundBy === null;
      const people = isTight ? Math.min(Number(values.people), 6 * CROWD) : 2 * CROWD;
      const { evidence, truth } = await liveThroughLetters({ people, leak, files });
      const verdict = attackLetters(evidence, truth);
      if (!isLetterTownAsExpected(verdict, leak)) wrong++;
      console.log(
        describe(`${leak}: ${LETTER_LEAKS[leak].what} — ${people} items, ${CROWD} a crowd`, verdict),
      );
    }
    wrong += await attackThroughCopies(pairs, files);
    wrong += await attackThroughProxy(pairs, files);
    // The product opens no survey with two keys alike.
    wrong += await attackDesks(await townKeys(SLOTS_PER_SESSION), console.log);
    console.log(
      wrong === 0
        ? '\nThe product holds, and every leak was found.'
        : `\n${wrong} towns not as they should be.`,
    );
    return wrong === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What copies of the database, one a minute, tell of whoever rated alone: without the closing key, and with it. */
async function attackThroughCopies(pairs: readonly SlotKeyPair[], files: TownFiles): Promise<number> {
  let wrong = 0;
  for (const isSealed of [false, true]) {
    const { copies, rated } = await liveWithCopies({ people: 24, questions: 3, isSealed, files, pairs });
    const reading = readCopies(copies, rated);
    if (!areCopiesAsExpected(reading, isSealed)) wrong++;
    const { alone, read, hits, expected } = reading;
    const head = read === 0 ? 'HOLDS ' : 'BROKEN';
    console.log(
      `${head} a copy of everything every minute, ${isSealed ? 'with' : 'without'} the closing key — ${alone} of 24 people rated alone`,
    );
    console.log(
      isSealed
        ? '         two copies around the minute in which one person rated show that ballots came, and no rating'
        : `         two copies around the minute in which one person rated show that person's ratings: ${hits} of ${read}, where luck has ${expected.toFixed(1)} (a documented limit)`,
    );
  }
  return wrong;
}

/** What the college's own proxy finds in what it carries, in each town behind it. */
async function attackThroughProxy([pair]: readonly SlotKeyPair[], files: TownFiles): Promise<number> {
  if (!pair) throw new Error('no key');
  let wrong = 0;
  for (const leak of ALL_PROXY_LEAKS) {
    const { passed, known } = await liveBehindProxy(leak, 24, pair, files);
    const findings = lookThrough(passed, known);
    if (!isProxyTownAsExpected(findings, leak)) wrong++;
    const head = findings.length === 0 ? 'HOLDS ' : 'BROKEN';
    console.log(`${head} proxy, ${leak}: ${PROXY_LEAKS[leak].what} — ${passed.length} requests`);
    for (const finding of findings) console.log(`         ${finding}`);
  }
  return wrong;
}

function describe(town: string, { tried, best, broken }: Verdict): string {
  const head = `${broken.length === 0 ? 'HOLDS ' : 'BROKEN'} ${town}, ${tried} joins`;
  const lines = (broken.length > 0 ? broken : best)
    .slice(0, 3)
    .map(
      ({ how, hits, expected, chance }) =>
        `         ${hits} hits where luck has ${expected.toFixed(1)} (p ${chance.toExponential(1)}): ${how}`,
    );
  return [head, ...lines].join('\n');
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
