/** Share of the faults that the tests must notice. */
export const LEAST = 0.9;

const NOTICED = ['Killed', 'Timeout'];
const MISSED = ['Survived', 'NoCoverage'];

/**
 * What a report of Stryker says, by wing, and which survivors are not named or no longer survive. A survivor goes by
 * its file, the code that was changed and what it became, so that it is the same one when lines move.
 *
 * @param files by path, as in mutation.json
 * @param named by path: `{ code, becomes, why }` each
 */
export function judge(files, named) {
  const wings = new Map();
  const total = { noticed: 0, of: 0 };
  const unnamed = [];
  const gone = [];
  for (const [file, { source, mutants }] of Object.entries(files)) {
    const wing = wings.get(wingOf(file)) ?? { noticed: 0, of: 0 };
    wings.set(wingOf(file), wing);
    const survivors = [];
    for (const mutant of mutants) {
      const isNoticed = NOTICED.includes(mutant.status);
      if (!isNoticed && !MISSED.includes(mutant.status)) continue;
      for (const sum of [wing, total]) {
        sum.of += 1;
        if (isNoticed) sum.noticed += 1;
      }
      if (!isNoticed) survivors.push(survivorOf(file, source, mutant));
    }
    const names = named[file] ?? [];
    unnamed.push(...survivors.filter((survivor) => !names.some((name) => isSame(name, survivor))));
    const stale = names.filter((name) => !survivors.some((survivor) => isSame(name, survivor)));
    gone.push(...stale.map((name) => ({ file, ...name })));
  }
  return { wings: Array.from(wings, ([name, sums]) => ({ name, ...sums })), total, unnamed, gone };
}

const wingOf = (file) => file.split('/').slice(0, -1).join('/');

const isSame = (name, survivor) => name.code === survivor.code && name.becomes === survivor.becomes;

const onOneLine = (text) => text.replace(/\s+/g, ' ').trim();

function survivorOf(file, source, { location: { start, end }, replacement }) {
  const at = ({ line, column }) =>
    source
      .split('\n')
      .slice(0, line - 1)
      .reduce((sum, { length }) => sum + length + 1, column - 1);
  const code = source.slice(at(start), at(end));
  return { file, line: start.line, code: onOneLine(code), becomes: onOneLine(replacement ?? '') };
}
