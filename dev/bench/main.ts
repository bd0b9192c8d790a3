import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

const measured = z.record(z.string(), z.number());
type Measured = z.infer<typeof measured>;

/** The areas: every file here that exports `measure(): Promise<Record<string, number>>`. */
function areas(): string[] {
  return readdirSync(__dirname)
    .filter(
      (file) =>
        file.endsWith('.ts') &&
        /^export (async )?function measure\b/m.test(readFileSync(path.join(__dirname, file), 'utf8')),
    )
    .map((file) => path.basename(file, '.ts'))
    .sort();
}

/** Each area in a process of its own, one after the other, so that none measures what another left behind. */
function measure(area: string): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', path.join(__dirname, 'area.ts'), area], {
      stdio: ['ignore', 2, 'inherit', 'ipc'], // what an area prints goes to standard error
    });
    let numbers: Measured | undefined;
    child.on('message', (message) => {
      numbers = measured.parse(message);
    });
    child.on('exit', (code) =>
      numbers ? resolve(numbers) : reject(new Error(`the bench of ${area} ended with ${code}`)),
    );
  });
}

async function main(): Promise<void> {
  const words = process.argv.slice(2);
  const isJson = words.includes('--json');
  const wanted = words.filter((word) => !word.startsWith('-'));
  const all: Measured = {};
  const failed: string[] = [];
  for (const area of areas()) {
    if (wanted.length > 0 && !wanted.includes(area)) continue;
    console.error(`measuring ${area} …`);
    try {
      Object.assign(all, await measure(area));
    } catch (error) {
      failed.push(area);
      console.error(error instanceof Error ? error.message : error);
    }
  }
  if (isJson) console.log(JSON.stringify(all));
  else for (const [key, value] of Object.entries(all)) console.log(`${key.padEnd(36)}${rounded(value)}`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}

function rounded(value: number): string {
  return String(Math.abs(value) < 100 ? Math.round(value * 100) / 100 : Math.round(value)).padStart(12);
}

void main();
