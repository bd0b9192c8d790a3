import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openDatabase, runCommand } from './database';
import { loadRoster } from './load-roster';

const USAGE = 'npm run roster -- FILE.csv|FILE.xlsx [--dry-run] [--leaving]   columns: number,name,kind,unit';

void runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean' }, leaving: { type: 'boolean' } },
  });
  const [file] = positionals;
  if (file === undefined) throw new Error(USAGE);
  const report = await loadRoster(openDatabase(), contents(file), {
    isDryRun: values['dry-run'],
    isLeavingExpected: values.leaving,
  });
  const refused = report.refused.map(({ line, reason }) => `line ${line}: ${reason}\n`).join('');
  return `${refused}${values['dry-run'] ? 'would be ' : ''}added ${report.added}, changed ${report.changed}, left ${report.left}, refused ${report.refused.length}`;
});

/** A workbook as bytes, everything else as text. */
function contents(file: string): string | Uint8Array {
  const bytes = readFileSync(file);
  return file.toLowerCase().endsWith('.xlsx') ? bytes : decoded(bytes);
}

/** Chinese Excel still writes csv files in GBK. */
function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  }
}
