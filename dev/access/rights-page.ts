import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../root';
import type { CallerKind } from '../scenes/callers';

/** Whom docs/rights.md lets in, by action: what is promised, and not what the functions say of themselves. */
export function rightsPage(): ReadonlyMap<string, ReadonlySet<CallerKind>> {
  const rows = readFileSync(path.join(root, 'docs/rights.md'), 'utf8').matchAll(
    /^\| `(\S+)`(?: !)? \|(.*)\|$/gm,
  );
  return new Map(
    Array.from(rows, ([, action = '', marks = '']) => {
      const kinds = marks
        .split('|')
        .flatMap((mark, column) => (mark.trim() === '●' ? (COLUMNS[column] ?? []) : []));
      return [action, new Set(kinds)];
    }),
  );
}

const COLUMNS: readonly CallerKind[] = [
  'anyone',
  'bound',
  'handler',
  'head',
  'office',
  'leader',
  'operator',
  'observer',
  'discipline',
  'assessor',
  'admin',
];
