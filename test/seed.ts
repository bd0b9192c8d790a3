import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './built';

/**
 * Another sample for each state of the functions, and the same one on every machine, so that what is found can be looked
 * for again. FPD_SEED=N chooses one.
 */
export function chosenSeed(what: string): number {
  const given = process.env.FPD_SEED;
  const seed = given === undefined ? seedOfSources() : Number(given);
  process.stderr.write(`${what}: seed ${seed}\n`);
  return seed;
}

function seedOfSources(): number {
  const hash = createHash('sha256');
  const functions = path.join(root, 'cloudfunctions');
  const files = readdirSync(functions, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  for (const file of files.sort()) hash.update(readFileSync(path.join(functions, file)));
  return hash.digest().readUInt32BE() % 1_000_000;
}
