// npm run attack [-- --people N] [--questions N]
// Simulated people live through a session with the product's own code; then somebody who holds every collection and
// every log tries to find out who rated how. Then the same against towns that leak on purpose.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { attack, isAsExpected, type Verdict } from './join';
import { ALL_LEAKS, LEAKS, type Leak } from './leak';
import { liveThrough, townKeys } from './town';
import { buildTown } from './town-build';

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
      console.log(describe(leak, people, questions, verdict));
    }
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

function describe(leak: Leak, people: number, questions: number, { tried, best, broken }: Verdict): string {
  const head = `${broken.length === 0 ? 'HOLDS ' : 'BROKEN'} ${leak}: ${LEAKS[leak].what} — ${people} people, ${questions} questions, ${tried} joins`;
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
