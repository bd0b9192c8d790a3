// npm run recount -- FILE [--digest HEX] [--key-set HEX] [--counted FILE]
// Recounts a sealed box. Opens no connection; needs nothing but the file and this repository.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { boxFile } from './box-schema';
import { type Anchors, recount } from './check';
import { report } from './report';

const USAGE = 'npm run recount -- FILE [--digest HEX] [--key-set HEX] [--counted FILE]';

function main(): number {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { digest: { type: 'string' }, 'key-set': { type: 'string' }, counted: { type: 'string' } },
  });
  const [file] = positionals;
  if (file === undefined) {
    console.error(USAGE);
    return 2;
  }
  const parsed = boxFile.safeParse(readJson(file));
  if (!parsed.success) {
    console.error(`ALTERED: format: this is no sealed box\n${z.prettifyError(parsed.error)}`);
    return 1;
  }
  const anchors: Anchors = {
    digest: values.digest,
    keySet: values['key-set'],
    counted: counted(values.counted),
  };
  const findings = recount(parsed.data, anchors);
  console.log(report(parsed.data, findings));
  return findings.length === 0 ? 0 : 1;
}

/** What the file holds, or nothing when it is no JSON: then it is no box either. */
function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The published list: ids of 64 hexadecimal digits, whatever stands between them. */
function counted(file: string | undefined): string[] | undefined {
  if (file === undefined) return undefined;
  return readFileSync(file, 'utf8').match(/\b[0-9a-f]{64}\b/g) ?? [];
}

process.exitCode = main();
